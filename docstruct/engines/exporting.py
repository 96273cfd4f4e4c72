"""Formats made from what a run keeps, without reading or recognising anything again.

A run keeps a packed copy of every document where it was asked for a format over many documents, and else its JSON; both
hold all that was found. What they do not hold is the way back to the input, so that a page made from them has no column
with the original text, and chunks have no boxes; ``docstruct run`` makes those.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import msgspec

from docstruct.document import Document
from docstruct.engines.collecting import Collecting, unpacked
from docstruct.engines.options import EngineError, RunOptions
from docstruct.engines.packing import PACKED_SUFFIX, pack
from docstruct.engines.results import Staged
from docstruct.engines.shown import shown_as_before
from docstruct.engines.state import STATE_FOLDER, RunState, place_of
from docstruct.engines.structuring import internal_error
from docstruct.writing import check_formats, document_writers, shows_decisions

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from docstruct.engines.state import Entry
    from docstruct.speech import Language
    from docstruct.writing import DocumentWriter
    from docstruct.writing.manner import Manner

_JSON = ".json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """How an export ended: how many documents were written, and what could not be, by path."""

    documents: int
    failed: tuple[tuple[str, str], ...] = ()


def export(
    output: Path,
    formats: Sequence[str],
    *,
    decisions: Path | None = None,
    overwrite: bool = False,
    language: Language = "en",
    split: str | None = None,
) -> Exported:
    """Make formats of every document of a folder that ``docstruct run`` wrote.

    Args:
        output: the folder of the results.
        formats: what to make; what is there already in these formats is made again.
        decisions: a file of what was decided about findings; what was given before is shown where none is given.
        overwrite: replace files that no run wrote and that are in the way; never an input.
        language: what ``records.csv`` and ``findings.csv`` are headed in.
        split: shares in which files for training are divided, such as ``0.8/0.1/0.1``; as before where none are given.

    Raises:
        EngineError: the folder holds no run, or cannot be written to.
        DocstructError: a format is none.
    """
    wanted = check_formats(formats)
    if not (output / STATE_FOLDER).is_dir():
        raise EngineError(
            f"{output}: holds no results of a run; begin with: docstruct run INPUT --output {output}"
        )
    with RunState(output, overwrite=overwrite) as state:
        staging = state.folder / "staging"
        shutil.rmtree(staging, ignore_errors=True)
        staging.mkdir()
        try:
            options = RunOptions(formats=wanted, decisions=decisions, language=language, split=split)
            options = replace(options, **shown_as_before(state, options))
            return _Export(state, staging, wanted, options.load_manner()).run()
        except OSError as error:
            raise EngineError(f"{output}: cannot be written to: {error.strerror or error}") from None
        finally:
            shutil.rmtree(staging, ignore_errors=True)


class _Export:
    def __init__(self, state: RunState, staging: Path, formats: tuple[str, ...], manner: Manner) -> None:
        self.state = state
        self.staging = staging
        self.formats = formats
        self.manner = manner
        self.writers = [(form, one) for form in formats for one in document_writers([form], manner=manner)]
        self.failed: list[tuple[str, str]] = []

    def run(self) -> Exported:
        """Write the files of every document, then those over all."""
        written = 0
        for entry in list(self.state.done()):
            for name in entry.names:
                document = self._stored(entry, name)
                if document is None:
                    self.failed.append(
                        (entry.path, "what the run kept of it is missing or damaged; run over it again")
                    )
                    continue
                for form, writer in self.writers:
                    self._write(entry, name, document, form, writer)
                    if shows_decisions(form):
                        self._note_decisions(entry)
                written += 1
        for form in self.formats:
            if shows_decisions(form):
                self.state.settle(form, None)  # what was decided may have changed
        collecting = Collecting(self.state, self.staging, self.manner)
        collecting.write(self.formats)
        self.failed += [(entry.path, message) for entry, _, message in collecting.unwritten]
        had = (self.state.setting("formats") or "").split()
        self.state.set("formats", " ".join(dict.fromkeys((*had, *self.formats))))
        self.state.save()
        return Exported(documents=written, failed=tuple(self.failed))

    def _note_decisions(self, entry: Entry) -> None:
        """Note what the page just made shows, so that a run knows whether it shows what was decided."""
        if entry.sha256 is not None:
            self.state.set(f"decisions:{entry.sha256}", self.manner.decisions.digest(entry.sha256))

    def _stored(self, entry: Entry, name: str) -> Document | None:
        """A document of an entry, by its name: its packed copy, else its JSON, of which a packed copy is then made."""
        packed = place_of(name, PACKED_SUFFIX)
        if self.state.results.stands(packed):
            return unpacked(self.state.output / packed)
        written = place_of(name, _JSON)
        if not self.state.results.stands(written):
            return None
        try:
            document = Document.from_json((self.state.output / written).read_bytes())
        except (OSError, msgspec.MsgspecError, ValueError):
            return None
        staged = self.staging / f"{name}{PACKED_SUFFIX}"
        staged.write_bytes(pack(document))
        self.state.results.put([Staged.of(staged, packed)], entry.owner)
        self.state.unsettle(entry.number)
        return document

    def _write(self, entry: Entry, name: str, document: Document, form: str, writer: DocumentWriter) -> None:
        try:
            made = writer.write_document(document, self.staging, name)
        except (OSError, MemoryError):
            raise
        except Exception as error:  # of this format of this document: the others may still be written
            self.failed.append((entry.path, f"{form}: {internal_error(error)}"))
            return
        self.state.results.put([Staged.of(made, place_of(name, writer.suffix))], entry.owner)
