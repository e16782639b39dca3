"""Sheets of a model space: found, named, and laid on the site."""
