#!/usr/bin/env python3
"""Training data for a model that finds names of budget items: sentences in BIO tags, one character a line.

    python examples/names.py samples/ OUT/

writes train.bio, dev.bio and test.bio, split by document, so that no document is in two of them. Sentences without a
name are kept, as the model needs them too.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import docstruct
from docstruct.chunking import sentence_ends

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docstruct.document import Document

SPLIT = (("train", 0.8), ("dev", 0.9), ("test", 1.0))


def part(document: Document) -> str:
    """The part a document belongs to: always the same, whatever else there is."""
    share = int(document.source.sha256[:8], 16) / 0xFFFFFFFF
    return next(name for name, limit in SPLIT if share <= limit)


def tagged(document: Document) -> Iterator[list[tuple[str, str]]]:
    """Every sentence that is no table, as characters with their tags."""
    tags = ["O"] * len(document.text)
    for figure in document.figures:
        start, end = figure.subject.start, figure.subject.end
        if start is not None and end is not None and start < end:
            tags[start:end] = ["B-NAME", *["I-NAME"] * (end - start - 1)]
    start = 0
    for end in sentence_ends(document.text):
        sentence = [
            pair for pair in zip(document.text[start:end], tags[start:end], strict=True) if pair[0] != "\n"
        ]
        if sentence and ("\t", "O") not in sentence:
            yield sentence
        start = end


def main() -> None:
    """Write the three files."""
    folder = Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    files = {name: (folder / f"{name}.bio").open("w", encoding="utf-8") for name, _ in SPLIT}
    for result in docstruct.structure_many([sys.argv[1]]):
        if result.document is None:
            print(result.error, file=sys.stderr)
            continue
        for sentence in tagged(result.document):
            files[part(result.document)].writelines(f"{character}\t{tag}\n" for character, tag in sentence)
            files[part(result.document)].write("\n")
    for file in files.values():
        file.close()


if __name__ == "__main__":
    main()
