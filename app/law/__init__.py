"""`cpted packs` and `cpted rules`: editions, clauses and rules, told as data, tables and a page."""
