"""From papers to facts."""
