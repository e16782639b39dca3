"""The law as it is kept: how clauses are answered, what editions changed, who uses which rule."""
