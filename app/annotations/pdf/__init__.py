"""Marks and fields of a PDF: read inside a limited child process."""
