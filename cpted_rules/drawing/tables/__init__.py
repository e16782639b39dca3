"""Tables and legends drawn on sheets."""

from cpted_rules.drawing.tables.grid import tables_in
from cpted_rules.drawing.tables.inserts import opened
from cpted_rules.drawing.tables.legend import Legend, LegendEntry, legend_in
from cpted_rules.drawing.tables.quantities import marks_of
from cpted_rules.drawing.tables.rows import (
    DeviceRow,
    OpeningRow,
    ScheduledLuminaire,
    ScheduleRow,
    TreeRow,
)
from cpted_rules.drawing.tables.schedules import Schedules, UnreadTable, schedules_in, schedules_of
from cpted_rules.drawing.tables.table import Cell, Table

__all__ = [
    "Cell",
    "DeviceRow",
    "Legend",
    "LegendEntry",
    "OpeningRow",
    "ScheduleRow",
    "ScheduledLuminaire",
    "Schedules",
    "Table",
    "TreeRow",
    "UnreadTable",
    "legend_in",
    "marks_of",
    "opened",
    "schedules_in",
    "schedules_of",
    "tables_in",
]
