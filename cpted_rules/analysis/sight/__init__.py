"""Who sees what, how much of it, and from where nothing is seen."""
