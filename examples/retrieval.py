#!/usr/bin/env python3
"""Retrieval with citations: find the chunks about a question, and frame them on the pages they come from.

    python examples/retrieval.py DISCLOSURE.pdf 公务接待费 OUT/

prints the best chunks with organization, section and page, and writes an image of each page with the chunk framed.
A search engine or an embedding model takes the place of the scoring; the rest stays as it is.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pymupdf

import docstruct

if TYPE_CHECKING:
    from docstruct.chunking import Chunk


def best(chunks: tuple[Chunk, ...], question: str, most: int = 3) -> list[Chunk]:
    """The chunks that have most of the question's character pairs, the rare ones counting most."""
    pairs = {question[i : i + 2] for i in range(len(question) - 1)}
    weight = {pair: 1 / max(sum(pair in chunk.text for chunk in chunks), 1) for pair in pairs}
    scored = sorted(chunks, key=lambda chunk: -sum(weight[pair] for pair in pairs if pair in chunk.text))
    return [chunk for chunk in scored[:most] if any(pair in chunk.text for pair in pairs)]


def framed(source: Path, chunk: Chunk, folder: Path) -> list[Path]:
    """An image of every page the chunk stands on, with its lines framed."""
    written = []
    with pymupdf.open(source) as pages:
        for number in chunk.pages:
            page = pages[number - 1]
            for on_page, *box in chunk.boxes or ():
                if on_page == number:
                    page.draw_rect(pymupdf.Rect(*box), color=(0.8, 0.1, 0.1), width=0.8)
            path = folder / f"{chunk.id}-page-{number}.png"
            page.get_pixmap(dpi=100).save(path)
            written.append(path)
    return written


def main() -> None:
    """Answer one question about one document."""
    source, question, folder = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])
    folder.mkdir(parents=True, exist_ok=True)
    for chunk in best(docstruct.structure(source).chunks(max_chars=400), question):
        images = framed(source, chunk, folder) if chunk.boxes else []
        print(f"[{chunk.context}] 第{'、'.join(map(str, chunk.pages))}页 {[path.name for path in images]}")
        print(f"    {chunk.text[:120]!r}")


if __name__ == "__main__":
    main()
