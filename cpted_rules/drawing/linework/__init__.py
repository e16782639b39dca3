"""Walls, openings and rooms from bare linework."""
