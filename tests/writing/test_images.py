"""Pictures of the pages: of the document's own pages, from its file or from the archive it lies in."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from docstruct import structure_many
from docstruct.writing.html.images import page_images
from tests.reading.sheets import Sheets

if TYPE_CHECKING:
    from pathlib import Path

    from docstruct.document import Document


@pytest.fixture
def document(tmp_path: Path) -> Document:
    """A document of two pages in a folder of a zip archive."""
    sheets = Sheets()
    for number in (1, 2):
        sheets.page().lines(80, 200, f"2023年收入合计{number}.00万元。")
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("里面/别的.txt", "一、收入")
        archive.writestr("里面/决算.pdf", sheets.data())
    found = [one.document for one in structure_many([tmp_path / "a.zip"])]
    (made,) = (one for one in found if one is not None and one.pages)
    return made


def test_a_pdf_in_an_archive_has_pictures(document: Document) -> None:
    assert sorted(page_images(document)) == [1, 2]


def test_a_document_of_some_pages_has_those(document: Document) -> None:
    assert sorted(page_images(replace(document, pages=document.pages[1:]))) == [2]


@pytest.mark.parametrize("change", [{"sha256": "0" * 64}, {"path": "a.zip!决算.pdf"}])
def test_what_is_no_longer_what_was_read_has_none(document: Document, change: dict[str, str]) -> None:
    source = replace(document.source, **change)  # type: ignore[arg-type]
    assert page_images(replace(document, source=source)) == {}
