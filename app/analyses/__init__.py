"""One page for each analysis of a submission: figures, numbers, and what was assumed."""
