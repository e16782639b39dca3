"""Marks and fields as XFDF (ISO 19444-1), both ways."""
