"""How fast it is, beside what it stands on: the extraction, the store, and the made graphs that fill the store."""
