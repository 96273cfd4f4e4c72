#!/usr/bin/env python3
"""Convert PDFs to the plain text that people have of them: what reading converted text is measured on.

    .venv/bin/python scripts/convert_samples.py OUT PDF...

Of every PDF ``OUT/KIND/NAME.txt`` is made, one KIND a converter:

    get_text        PyMuPDF, page after page: a cell a line
    get_text_sort   the same in reading order: columns of blanks
    pdftotext       poppler, in the order of the page; -layout (columns of blanks) and -raw (single blanks) beside it
    html_plain      poppler's HTML as pandoc writes it in plain text: a paragraph a line of the page

A converter that is not installed is left out, and the last line says so.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

SECONDS = 300
"""How long one conversion may take."""


def main() -> None:
    parser = argparse.ArgumentParser(description="Convert PDFs to plain text in the ways people do.")
    parser.add_argument("out", type=Path)
    parser.add_argument("pdfs", type=Path, nargs="+")
    arguments = parser.parse_args()
    missing: set[str] = set()
    for kind, (programs, convert) in CONVERTERS.items():
        missing |= (absent := {program for program in programs if shutil.which(program) is None})
        if absent:
            continue
        for pdf in arguments.pdfs:
            target = arguments.out / kind / f"{pdf.stem}.txt"
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(convert(pdf))
            print(target)
    if missing:
        print(f"not installed: {', '.join(sorted(missing))}")


def get_text(pdf: Path, *, sort: bool = False) -> bytes:
    import pymupdf

    with pymupdf.open(pdf) as document:  # type: ignore[no-untyped-call]
        pages = [page.get_text(sort=sort) for page in document]
    return "".join(page if page.endswith("\n") else f"{page}\n" for page in pages).encode()


def pdftotext(*options: str) -> Callable[[Path], bytes]:
    return lambda pdf: run("pdftotext", *options, str(pdf), "-")


def html_plain(pdf: Path) -> bytes:
    html = run("pdftohtml", "-s", "-i", "-noframes", "-stdout", str(pdf))
    html = html.partition(b'<a name="outline">')[0]  # the bookmarks, which a reader of the page does not see
    return run("pandoc", "-f", "html", "-t", "plain", "--wrap=none", given=html)


def run(*command: str, given: bytes | None = None) -> bytes:
    return subprocess.run(command, input=given, capture_output=True, check=True, timeout=SECONDS).stdout


CONVERTERS: dict[str, tuple[tuple[str, ...], Callable[[Path], bytes]]] = {
    "get_text": ((), get_text),
    "get_text_sort": ((), lambda pdf: get_text(pdf, sort=True)),
    "pdftotext": (("pdftotext",), pdftotext()),
    "layout": (("pdftotext",), pdftotext("-layout")),
    "raw": (("pdftotext",), pdftotext("-raw")),
    "html_plain": (("pdftohtml", "pandoc"), html_plain),
}

if __name__ == "__main__":
    main()
