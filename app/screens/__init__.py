"""What the pages show of a round on its plan, prepared once in a child process as JSON."""
