"""What the service says over HTTP: a JSON interface, and plain pages for people."""
