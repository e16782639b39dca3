"""What analyses are put to: obstacles as arrays, eyes, cells, and the ground they stand on."""
