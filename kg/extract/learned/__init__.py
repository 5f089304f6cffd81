"""The learned extractor: an encoder that reads the whole abstract, a span tagger and a pair classifier upon it.

The two stages follow Siddharth & Luo (2024), who tag tokens as entities and then ask which relation holds for a given
pair; the spans are scored whole, as in SpERT (Eberts & Ulges, 2020), so that names may nest.
"""
