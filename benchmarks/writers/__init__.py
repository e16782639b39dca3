"""What comes home of marks that other programs make on our report: a matrix, made by a command."""
