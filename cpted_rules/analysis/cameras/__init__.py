"""What cameras resolve, and which of them look at a place."""
