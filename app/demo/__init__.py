"""A service to look at: made-up people and a case in each state, by the acts that people use."""
