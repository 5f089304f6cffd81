"""Turns a list of research papers into a knowledge graph in which every fact is tied to the words that state it."""

__version__ = "0.1.0"
