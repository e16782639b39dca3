"""Marks of people on a report: what goes out with it, what comes back, and where it belongs."""
