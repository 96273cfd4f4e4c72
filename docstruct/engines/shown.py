"""How results were shown, kept from run to run: what is given once stays so until something else is given."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from docstruct.decisions import Decisions
from docstruct.writing.atomic import write_atomically

if TYPE_CHECKING:
    from pathlib import Path

    from docstruct.engines.options import RunOptions
    from docstruct.engines.state import RunState

_KEPT = "decisions.json"


class Shown(TypedDict):
    """What of the options stays as it was."""

    decisions: Path | None
    split: str | None


def shown_as_before(state: RunState, options: RunOptions) -> Shown:
    """What is given now, else what was given with an earlier run over this folder.

    Of decisions a copy is kept beside the state, whatever becomes of the file.

    Raises:
        DocstructError: a file of decisions cannot be read, or holds none.
        OSError: it cannot be kept.
    """
    kept = state.folder / _KEPT
    if options.decisions is not None:
        write_atomically(kept, Decisions.load(options.decisions).to_json())
    split = options.split or state.setting("split")
    state.set("split", split)
    return Shown(decisions=kept if kept.is_file() else None, split=split)
