"""Drawings: bytes to Drawing to Reading."""
