"""Results of other runs that lie among the inputs: they are nobody's documents.

    disclosures/2022.pdf
    disclosures/out/.docstruct/…       an earlier run wrote here, and 2022.md and 2022.html beside it are its results

A run over ``disclosures`` would structure those again, each under a name of its own. The log of files in the state folder
of that run (:mod:`docstruct.engines.results`) names what it wrote, with the hash of the content; it can be read while
that run is at work, and when its database is damaged. As in a run's own folder, a file with other content than what was
written there is somebody's own, and an input. So is a file that was named itself.
"""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from docstruct.engines.results import LOG, is_one_of, read_log
from docstruct.engines.state import STATE_FOLDER
from docstruct.reading.names import judge

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docstruct.engines.results import Parts


class OtherRuns:
    """What other runs wrote.

    Args:
        inputs: what was named; a file among it is never passed over.
        own: the output folder of this run, whose own state says what it wrote.

    Attributes:
        passed: how many results were passed over, by output folder.
    """

    def __init__(self, inputs: Iterable[str | Path], own: Path | None = None) -> None:
        self.passed: Counter[str] = Counter()
        self._named = {os.path.realpath(named) for named in inputs}
        self._own = None if own is None else os.path.realpath(own)
        self._above: dict[str, tuple[str, ...]] = {}
        self._written: dict[str, dict[str, list[Parts]]] = {}

    def wrote(self, file: Path) -> bool:
        """Whether a file is a result of another run; counted if it is."""
        folder = os.path.realpath(file.parent)
        path = Path(folder) / file.name
        if os.path.realpath(path) in self._named:
            return False
        for output in self._outputs(folder):
            contents = self._log(output).get(path.relative_to(output).as_posix())
            if contents is not None and (not _may_be_a_document(path) or is_one_of(path, contents)):
                self.passed[output] += 1
                return True
        return False

    def _outputs(self, folder: str) -> tuple[str, ...]:
        """The output folders of other runs in which a folder lies, or which it is."""
        if folder not in self._above:
            parent = os.path.dirname(folder)  # noqa: PTH120 - millions of files, thousands of folders
            above = self._outputs(parent) if parent != folder else ()
            own = folder != self._own and Path(folder, STATE_FOLDER, LOG).is_file()
            self._above[folder] = (folder, *above) if own else above
        return self._above[folder]

    def _log(self, output: str) -> dict[str, list[Parts]]:
        if output not in self._written:
            log = read_log(Path(output, STATE_FOLDER, LOG))
            self._written[output] = {
                file: contents
                for file, (_, contents) in log.items()
                if not file.startswith(f"{STATE_FOLDER}/")
            }
        return self._written[output]


def _may_be_a_document(path: Path) -> bool:
    """Whether a file of this name would be read; if not, its content need not be looked at."""
    return judge(path).verdict in ("read", "unsure")
