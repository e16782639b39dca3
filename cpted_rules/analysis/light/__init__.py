"""How light falls: what lamps give at points, and what zones get of it."""
