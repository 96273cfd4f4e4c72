"""Documents of every office format, made by LibreOffice from a web page."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")

FILTERS = {
    ".docx": "docx:MS Word 2007 XML",
    ".doc": "doc:MS Word 97",
    ".wps": "doc:MS Word 97",
    ".rtf": "rtf:Rich Text Format",
    ".odt": "odt:writer8",
}
"""What LibreOffice is told to write; WPS writes the Word format of 1997 under a suffix of its own."""


def page_of(text: str) -> str:
    """A text as a web page: tab-separated lines are tables, all others paragraphs."""
    parts: list[str] = []
    rows: list[str] = []
    for line in [*text.splitlines(), ""]:
        if "\t" in line:
            cells = "".join(f"<td>{cell}</td>" for cell in line.split("\t"))
            rows.append(f"<tr>{cells}</tr>")
            continue
        if rows:
            parts.append(f"<table border=1>{''.join(rows)}</table>")
            rows = []
        if line.strip():
            parts.append(f"<p>{line}</p>")
    return f'<html><head><meta charset="utf-8"></head><body>{"".join(parts)}</body></html>'


def saved(text: str, suffix: str, folder: Path) -> bytes:
    """The document that LibreOffice Writer saves of a text."""
    source = folder / "input.html"
    source.write_text(page_of(text), encoding="utf-8")
    to = FILTERS[suffix]
    command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    command += [
        "--infilter=HTML (StarWriter)",
        "--convert-to",
        to,
        "--outdir",
        str(folder / "made"),
        str(source),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return next((folder / "made").glob(f"input.{to.partition(':')[0]}")).read_bytes()
