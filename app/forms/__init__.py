"""The papers of a committee, filled from a review: as PDF and as an editable document."""
