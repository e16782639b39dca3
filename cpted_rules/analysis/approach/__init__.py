"""How somebody walks up to a door or window the least observed, and what would change that."""
