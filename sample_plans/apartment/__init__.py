"""The sample apartment complex."""
