"""Documents of every office format, made by LibreOffice from a web page."""

from __future__ import annotations

import atexit
import shutil
import subprocess
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest

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


@cache
def profile() -> str:
    """The address of a profile of LibreOffice that the tests of a process share: to make one takes as long as to convert."""
    folder = mkdtemp(prefix="docstruct-tests-office-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder).as_uri()


def convert(source: Path, to: str, *options: str) -> bytes:
    """The file that LibreOffice makes of another."""
    made = source.parent / "made"
    command = ["soffice", f"-env:UserInstallation={profile()}", "--headless", *options, "--convert-to", to]
    subprocess.run(
        [*command, "--outdir", str(made), str(source)], check=True, capture_output=True, timeout=120
    )
    return next(made.glob(f"{source.stem}.{to.partition(':')[0]}")).read_bytes()


def saved(text: str, suffix: str, folder: Path) -> bytes:
    """The document that LibreOffice Writer saves of a text."""
    source = folder / "input.html"
    source.write_text(page_of(text), encoding="utf-8")
    return convert(source, FILTERS[suffix], "--infilter=HTML (StarWriter)")
