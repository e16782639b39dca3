"""What layers, blocks and words of a drawing mean."""
