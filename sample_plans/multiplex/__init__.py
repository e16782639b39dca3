"""A 다세대 of eight households on pilotis."""
