"""Tables without rules: rows of words that stand in the same columns.

blocks     which rows of the page may be a table
gutters    its columns, from what stays white down the rows that hold figures
wrapping   its rows: which lines of a name belong to which figures
cells      the cells of its heading
pairing    which of them are a column's own
groups     which columns those stand over that have others below them
heads      its heading, over its columns
laying     all of it put together
words      what is told apart on the way

A table has a column of numbers, as every table of a budget does: prose in columns, forms and covers have none. Entries
of a table of contents are no table either, though their page numbers are a column of numbers: they only ascend.

Where it is not certain which row or column something belongs to, the lines are kept as lines of a table whose rows
cannot be told (``table_text``): a value under a wrong name is worse than none.

    合计              264.87     62.63           合计 ⇥ 264.87 ⇥ 62.63
    行政运行           51.32                →    行政运行 ⇥ 51.32 ⇥
    事业运行           11.31     11.31           事业运行 ⇥ 11.31 ⇥ 11.31
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from docstruct.reading.pages.aligned.blocks import Row, find_blocks
from docstruct.reading.pages.aligned.laying import lay
from docstruct.reading.pages.layout import PageLine, lines, rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docstruct.reading.pages.aligned.laying import Laid
    from docstruct.reading.pages.fragments import Fragment
    from docstruct.reading.pages.ruled import Segment
    from docstruct.reading.pages.tables import PageTable

Found: TypeAlias = "list[PageTable | PageLine]"


def aligned_tables(
    fragments: Sequence[Fragment], across: Sequence[Segment] = ()
) -> tuple[Found, list[Fragment]]:
    """The tables among the fragments of a page, and the fragments that are in none.

    Of a table whose rows or columns are not certain the lines are found, with a role of their own.

    Args:
        fragments: what stands on the page outside of ruled tables.
        across: the level rules of the page, which such a table may have.
    """
    level = [fragment for fragment in fragments if not fragment.aslant]
    found: Found = []
    taken: set[int] = set()
    for block in find_blocks([Row.of(row) for row in rows(level)]):
        laid = lay(block, across)
        if laid:
            found += [laid.table] if laid.sure else _doubtful(laid)
            taken.update(map(id, laid.fragments))
    return found, [fragment for fragment in fragments if id(fragment) not in taken]


def _doubtful(laid: Laid) -> list[PageLine]:
    found = lines(laid.fragments)
    for line in found:
        line.role = "table_text"
    return found
