"""Writes ``name.html``, the review page of one document."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from docstruct.writing.atomic import write_atomically
from docstruct.writing.html.page import page_view
from docstruct.writing.html.rendering import template

if TYPE_CHECKING:
    from pathlib import Path

    from docstruct.decisions import Decisions
    from docstruct.document import Document


class PageWriter:
    """Writes the review page of one document; see :class:`docstruct.writing.DocumentWriter`."""

    suffix = ".html"
    told: ClassVar = ("decisions",)

    def __init__(self, decisions: Decisions | None = None) -> None:
        self._decisions = decisions

    def write_document(self, document: Document, folder: Path, name: str) -> Path:
        """Write the page and return its path."""
        return write_atomically(
            folder / f"{name}{self.suffix}", review_page(document, self._decisions).encode()
        )


def review_page(document: Document, decisions: Decisions | None = None) -> str:
    """The review page as one self-contained piece of HTML, with what was decided about its findings."""
    return template("page.html.j2").render(view=page_view(document, decisions))
