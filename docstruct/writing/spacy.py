"""spacy: DocBin files for training, as spaCy's corpus readers take them.

    spacy/documents-00000.spacy      some hundred documents each, in order

Each Doc holds the normalized text, segmented by jieba with the names of the lexicons as user dictionary, and the span
groups that :mod:`docstruct.spacy` describes; ``doc.user_data["docstruct"]`` holds the source's sha256 and path and
the entries whose edges fall inside a token. Train with ``--paths.train DIR/spacy``.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, ClassVar

from docstruct.writing.atomic import FolderOf

if TYPE_CHECKING:
    from pathlib import Path

    from docstruct.document import Document
    from docstruct.writing import Growth

SHARD_CHARACTERS = 5_000_000
"""Begin a new file when the documents of one have this much text: a DocBin is held in memory."""


class SpacyWriter:
    """Writes the folder ``spacy/``."""

    growth: ClassVar[Growth] = "whole"
    names: ClassVar[tuple[str, ...]] = ("spacy",)

    def __init__(self, folder: Path, *, results: Path | None = None, part: int = 0) -> None:
        """Begin a folder beside its place."""
        import spacy

        from docstruct.lexicon import Lexicons
        from docstruct.spacy import make_tokenizer

        self._folder = FolderOf(folder / "spacy", "documents-*.spacy")
        self._tokenize = make_tokenizer(spacy.blank("zh"), Lexicons())
        self._shards = 0
        self._begin_shard()

    def add(self, document: Document, name: str) -> None:
        """Keep the document for the shard; see :class:`docstruct.writing.CollectionWriter`."""
        from docstruct.spacy import set_spans

        doc = self._tokenize(document.text)
        misaligned = [asdict(entry) for entry in set_spans(doc, document, of_source=False)]
        doc.user_data["docstruct"] = {
            "document": document.source.sha256,
            "path": document.source.path,
            "misaligned": misaligned,
        }
        self._shard.add(doc)
        self._characters += len(document.text)
        if self._characters >= SHARD_CHARACTERS:
            self._write_shard()

    def close(self) -> None:
        """Write the last shard and put the folder in its place."""
        if self._characters:
            self._write_shard()
        self._folder.commit()

    def discard(self) -> None:
        """Remove what was written."""
        self._folder.discard()

    def _begin_shard(self) -> None:
        from spacy.tokens import DocBin

        self._shard = DocBin(store_user_data=True)
        self._characters = 0

    def _write_shard(self) -> None:
        self._shard.to_disk(self._folder.beside / f"documents-{self._shards:05}.spacy")
        self._shards += 1
        self._begin_shard()
