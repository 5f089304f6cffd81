"""Open facts: whatever a sentence states of two noun phrases, with the relation in the sentence's own words.

Everything is read from the dependency parse; nothing here knows a type or a subject matter. ``statements`` finds which
two nouns a predicate relates, ``entities`` says what noun phrases they stand for.
"""
