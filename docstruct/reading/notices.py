"""The kinds of findings that readers make as they read; a :class:`~docstruct.source.Notice` names one of them."""

from __future__ import annotations

from docstruct.catalogue import declare

LEFT_OUT = declare(
    "left_out",
    severity="info",
    made="reading",
    compares="what the input holds against what was read of it",
    example="a hidden sheet of a workbook",
)
NO_VALUE = declare(
    "formula_without_value",
    severity="warning",
    made="reading",
    compares="the formulas of a workbook against their stored results",
    example="=SUM(B2:B9) in a workbook that no program has ever computed",
)
UNREADABLE = declare(
    "unreadable",
    severity="warning",
    made="reading",
    compares="the characters read against those in common use; characters that were damaged",
    example="a font whose characters are mapped to others; a file with a damaged byte",
)
