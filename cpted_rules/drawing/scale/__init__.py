"""The unit of a drawing, and the evidence it is judged by."""
