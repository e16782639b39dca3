"""Questions that several rules ask: pure functions over arrays. They do not import one another."""
