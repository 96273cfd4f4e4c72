"""What people read of many documents, as sheets: rows with Chinese headings, shared by the workbook and the CSV files.

A :class:`~docstruct.writing.sheets.columns.Sheet` is a title, its columns, and the rows that one document gives it;
``xlsx`` writes all of them into one workbook, ``csv`` writes those of records and findings as files of their own.

===========  =======================================  ==========================
sheet        a row is                                 module
===========  =======================================  ==========================
概览         a document                               ``overview``
问题         a finding                                ``problems``
记录         a statement of the prose                 ``records``
表内数据     a number in a table                      ``cells``
三公         an item of the three public expenses     ``three_public``
科目对照     a name without a code                    ``undecided``
===========  =======================================  ==========================
"""

from __future__ import annotations

from docstruct.writing.sheets.cells import CELLS
from docstruct.writing.sheets.columns import Column, Named, Sheet
from docstruct.writing.sheets.overview import OVERVIEW
from docstruct.writing.sheets.problems import PROBLEMS
from docstruct.writing.sheets.records import RECORDS
from docstruct.writing.sheets.three_public import THREE_PUBLIC
from docstruct.writing.sheets.undecided import UNDECIDED

__all__ = ["PROBLEMS", "RECORDS", "SHEETS", "Column", "Named", "Sheet"]

SHEETS: tuple[Sheet, ...] = (OVERVIEW, PROBLEMS, RECORDS, CELLS, THREE_PUBLIC, UNDECIDED)
"""The sheets of the workbook, in their order."""
