"""A worksheet of XlsxWriter whose cells are written as XML with less ado: the same bytes.

XlsxWriter looks at every text for what XML must have escaped, four times over, and collects the attributes of every cell
in a list. Here the XML of a text is kept for the cells below it that say the same, which is most of them: organization,
year, title of the table.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from xlsxwriter.worksheet import Worksheet

_KEPT = 4096
"""Texts whose XML is kept: those of the rows of some documents."""


@cache
def worksheet_class() -> type[Worksheet]:
    """The class, made when it is first wanted: XlsxWriter is loaded by those who write workbooks only."""
    from xlsxwriter.utility import xl_col_to_name
    from xlsxwriter.worksheet import Worksheet

    column = cache(xl_col_to_name)
    inline = lru_cache(_KEPT)(_inline(Worksheet))

    class Inline(Worksheet):  # type: ignore[misc]
        """Overrides how a cell is written; whatever is neither text nor a number is left to XlsxWriter."""

        def _write_cell(self, row: int, col: int, cell: object) -> None:
            kind = type(cell).__name__  # as XlsxWriter tells them apart
            if kind not in ("String", "Number") or not cell.format:  # type: ignore[attr-defined]
                super()._write_cell(row, col, cell)
                return
            begin = f'<c r="{column(col)}{row + 1}" s="{cell.format._get_xf_index()}"'  # type: ignore[attr-defined]
            if kind == "String":
                self.fh.write(begin + inline(cell.string))  # type: ignore[attr-defined]
            else:
                self.fh.write(f"{begin}><v>{cell.number:.16G}</v></c>")  # type: ignore[attr-defined]

    return Inline


def _inline(worksheet: type[Worksheet]) -> Callable[[str], str]:
    """What a text is in a cell's XML, behind the attributes that say where and how it stands."""

    def inline(text: str) -> str:
        escaped = worksheet._escape_control_characters(text)
        preserve = ' xml:space="preserve"' if escaped != escaped.strip() else ""
        escaped = escaped.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        return f' t="inlineStr"><is><t{preserve}>{escaped}</t></is></c>'

    return inline
