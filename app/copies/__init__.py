"""Copies of a review for those who do not mark it up: decision, archive, public, and its data."""
