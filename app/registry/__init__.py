"""Cases found again: search, map, statistics, exports."""
