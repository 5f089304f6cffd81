"""Hands the graph to language models: as tools that they call, always read-only."""
