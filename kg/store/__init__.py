"""From graphs to RDF, the store that answers SPARQL, and the named queries."""
