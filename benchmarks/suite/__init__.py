"""Rows that put the product beside its peers on the same work, each with a gate on correctness."""
