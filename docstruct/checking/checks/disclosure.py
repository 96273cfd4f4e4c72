"""Whether a document is a budget or final accounts at all, so that a run over mixed files can be filtered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docstruct.checking.catalogue import Contradiction, check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docstruct.checking.view import View

_ENOUGH = 100
"""Characters from which a text is judged; an excerpt need not say what it is taken from."""


@check(
    "not_a_disclosure",
    severity="info",
    compares="type, headings, tables and coded subjects of the document against those of budgets and final accounts",
    tolerance="one of them is enough",
    example="the minutes of a meeting",
)
def foreign_documents(view: View) -> Iterator[Contradiction]:
    """A document of no type, without a heading, a table or a coded subject that budgets and final accounts have."""
    document = view.document
    if document.metadata.document_type is not None or len(document.text) < _ENOUGH:
        return
    known = (
        any(section.kind for section in document.sections),
        any(table.kind for table in document.tables),
        any(figure.subject.code or figure.measure in ("budget", "actual") for figure in document.figures),
    )
    if not any(known):
        yield Contradiction(message="本文不像部门预算或部门决算：没有其标题、表格或科目。", start=0, end=0)
