"""What was decided about findings, kept from run to run: what is given once is shown until something else is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docstruct.decisions import Decisions
from docstruct.writing.atomic import write_atomically

if TYPE_CHECKING:
    from pathlib import Path

_KEPT = "decisions.json"


def decisions_to_show(state_folder: Path, given: Path | None) -> Path | None:
    """The file of the decisions to show, whether it was given now or with an earlier run; None if none ever was.

    Args:
        state_folder: of the results: what is given is kept there, whatever becomes of the file.
        given: a file that a review page saved, or a folder of such files.

    Raises:
        DocstructError: what is given cannot be read, or holds no decisions.
        OSError: it cannot be kept.
    """
    kept = state_folder / _KEPT
    if given is not None:
        write_atomically(kept, Decisions.load(given).to_json())
    return kept if kept.is_file() else None
