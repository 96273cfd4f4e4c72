"""spacy: DocBin files for training, as spaCy's corpus readers take them.

    spacy/documents-00000.spacy      some hundred documents each, in order
    spacy/train/documents-00000.spacy, spacy/dev/…, spacy/test/…     with --split 0.8/0.1/0.1

Each Doc holds the normalized text, segmented by jieba with the names of the lexicons as user dictionary, and the span
groups that :mod:`docstruct.spacy` describes; ``doc.user_data["docstruct"]`` holds the source's sha256 and path and
the entries whose edges fall inside a token. Train with ``--paths.train DIR/spacy``, or with
``--paths.train DIR/spacy/train --paths.dev DIR/spacy/dev`` of a corpus that is divided.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, ClassVar

from docstruct.writing.atomic import FolderOf

if TYPE_CHECKING:
    from pathlib import Path

    from spacy.tokens import Doc

    from docstruct.document import Document
    from docstruct.writing import Growth
    from docstruct.writing.manner import Split

SHARD_CHARACTERS = 5_000_000
"""Begin a new file when the documents of one have this much text: a DocBin is held in memory."""


class SpacyWriter:
    """Writes the folder ``spacy/``."""

    growth: ClassVar[Growth] = "whole"
    names: ClassVar[tuple[str, ...]] = ("spacy",)
    told: ClassVar = ("split",)

    def __init__(
        self, folder: Path, *, results: Path | None = None, part: int = 0, split: Split | None = None
    ) -> None:
        """Begin a folder beside its place."""
        import spacy

        from docstruct.lexicon import default_lexicons
        from docstruct.spacy import make_tokenizer

        self._folder = FolderOf(folder / "spacy", "documents-*.spacy")
        self._tokenize = make_tokenizer(spacy.blank("zh"), default_lexicons())
        self._split = split
        parts = split.parts if split else ("",)
        self._parts = {part: _Part(self._folder.beside / part) for part in parts}

    def add(self, document: Document, name: str) -> None:
        """Keep the document for the shard; see :class:`docstruct.writing.CollectionWriter`."""
        from docstruct.spacy import set_spans

        doc = self._tokenize(document.text)
        misaligned = [asdict(entry) for entry in set_spans(doc, document, of_source=False)]
        doc.user_data["docstruct"] = {
            "document": document.source.key,
            "path": document.source.path,
            "misaligned": misaligned,
        }
        part = self._split.part_of(document.source.sha256) if self._split else ""
        self._parts[part].add(doc, len(document.text))

    def close(self) -> None:
        """Write the last shards and put the folder in its place."""
        for part in self._parts.values():
            part.finish()
        self._folder.commit()

    def discard(self) -> None:
        """Remove what was written."""
        self._folder.discard()


class _Part:
    """A folder of shards; one that got no document has none."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._shards = 0
        self._begin()

    def add(self, doc: Doc, characters: int) -> None:
        """Keep the document for the shard, and write that if it is full."""
        self._shard.add(doc)
        self._characters += characters
        if self._characters >= SHARD_CHARACTERS:
            self._write()

    def finish(self) -> None:
        """Write the last shard."""
        if len(self._shard):
            self._write()

    def _begin(self) -> None:
        from spacy.tokens import DocBin

        self._shard = DocBin(store_user_data=True)
        self._characters = 0

    def _write(self) -> None:
        self._folder.mkdir(exist_ok=True)
        self._shard.to_disk(self._folder / f"documents-{self._shards:05}.spacy")
        self._shards += 1
        self._begin()
