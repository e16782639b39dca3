"""Sample submissions and the scripts that draw them."""
