"""Links between the documents of a folder that ``docstruct run`` wrote: ``links.jsonl`` and ``links.csv`` beside its tables.

The files belong to the run's state as all its results do: somebody else's file of that name is never replaced.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import msgspec

from docstruct.engines.collecting import unpacked
from docstruct.engines.options import EngineError
from docstruct.engines.results import Staged, TakenError
from docstruct.engines.state import STATE_FOLDER, RunState
from docstruct.linking import link
from docstruct.linking.links import Link
from docstruct.writing.csv import cell
from docstruct.writing.entities import columns_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from docstruct.document import Document

OWNER = "format:links"


def link_folder(output: Path) -> tuple[Link, ...]:
    """Put the documents of a folder beside each other and write what does not agree.

    Raises:
        EngineError: the folder holds no run, keeps no copies of its documents, or cannot be written to.
    """
    if not (output / STATE_FOLDER).is_dir():
        raise EngineError(
            f"{output}: holds no results of a run; begin with: docstruct run INPUT --output {output}"
        )
    with RunState(output) as state:
        found = tuple(link(_documents(state)))
        staging = state.folder / "staging"
        staging.mkdir(exist_ok=True)
        encode = msgspec.json.Encoder().encode
        (staging / "links.jsonl").write_bytes(b"".join(encode(one) + b"\n" for one in found))
        (staging / "links.csv").write_text(_csv(found), encoding="utf-8-sig", newline="")
        try:
            state.results.put(
                [Staged.of(staging / name, name) for name in ("links.jsonl", "links.csv")], OWNER
            )
        except TakenError as error:
            raise EngineError(f"{error}; move it, or choose another folder") from None
        except OSError as error:
            raise EngineError(f"{output}: cannot be written to: {error.strerror or error}") from None
        state.save()
    return found


def _documents(state: RunState) -> Iterator[Document]:
    kept = False
    for _, _, packed in state.collected():
        kept = True
        document = unpacked(packed)
        if document is not None:
            yield document
    if not kept and next(state.done(), None) is not None:
        raise EngineError(
            f"{state.output}: keeps no copies of its documents; make them with: docstruct export {state.output} --format jsonl"
        )


def _csv(links: tuple[Link, ...]) -> str:
    columns = columns_of(Link)
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(column.name for column in columns)
    writer.writerows([cell(column.get(one)) for column in columns] for one in links)
    return buffer.getvalue()
