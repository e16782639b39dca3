"""Tables and legends drawn on sheets."""
