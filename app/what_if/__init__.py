"""`cpted whatif`: what some changes of a submission make of what is measured of it."""
