"""Scenes that the rows are run on: made from a seed, the same on every machine."""
