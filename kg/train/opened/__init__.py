"""From annotated sentences to the networks of the open facts, upon an encoder that is trained already."""
