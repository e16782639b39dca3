"""Which openings can be climbed to from public ground, how, and what would have to go."""
