"""The unit of tables that state none: the one the others are all in, else the one the document declares.

Prose that counts in 万元 says nothing of its tables, which may be in 元; where two units are declared, which one was meant is
not known. Such amounts have no unit, and are no amounts in yuan.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docstruct.document import Table
    from docstruct.lexicon.outline import OutlineLexicon


def unit_of_tables(tables: Sequence[Table], text: str, lexicon: OutlineLexicon) -> str | None:
    """The unit of money for tables that state none; None where the document does not settle it."""
    units = {table.unit for table in tables if table.unit is not None}
    if tables and not units:
        labels = "|".join(map(re.escape, lexicon.words.tables.unit_labels))
        currencies = "|".join(map(re.escape, lexicon.words.tables.currencies))
        declared = re.compile(rf"(?:{labels})(?:[：:]|均?为)\s*(?:{currencies})?({lexicon.money.declared})")
        units = {match[1] for match in declared.finditer(text)}
    return units.pop() if len(units) == 1 else None
