"""What people say of a round: opinions, marks, answers, votes, the decision and its conditions."""
