"""From bytes to rows: CSV, GeoJSON and the JSON of public services."""

from cpted_rules.sitedata.files.opening import read_rows
from cpted_rules.sitedata.files.rows import Row, SourceFile

__all__ = ["Row", "SourceFile", "read_rows"]
