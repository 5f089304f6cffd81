"""Hands the graph to language models: as tools that they call, read-only, or as facts that they have to cite."""
