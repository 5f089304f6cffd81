"""From graphs to one self-contained HTML page."""
