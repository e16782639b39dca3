"""Workloads and what they cost. Nothing here is part of the test suite."""
