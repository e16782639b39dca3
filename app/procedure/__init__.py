"""What carries a case from the private pre-check to the last condition: states, acts, terms."""
