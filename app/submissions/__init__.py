"""A filing: its format, its files, reading it."""
