"""How one walks: ways, their ends, and what stands along them."""
