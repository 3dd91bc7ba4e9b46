"""A hospital's roster as a file: read cell by cell, or refused with every fault it has."""

from hotline.timetable.reading.faults import CellFault, TableFaulty
from hotline.timetable.reading.table import LARGEST_FILE, ReadTable, read_table
from hotline.timetable.reading.writing import csv_of, template_csv, template_excel

__all__ = [
    "LARGEST_FILE",
    "CellFault",
    "ReadTable",
    "TableFaulty",
    "csv_of",
    "read_table",
    "template_csv",
    "template_excel",
]
