"""What other programs take of a review, made from its folder alone: BCF, CSV, XLSX."""
