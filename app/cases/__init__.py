"""A case as it is kept: its tables and its states."""
