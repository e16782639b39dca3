"""The CPTED library: reads plans, measures them, and judges them by dated editions of law. Pure."""
