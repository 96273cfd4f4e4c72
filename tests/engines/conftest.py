"""What a run does with its inputs, results and state is tested without starting a worker for every run.

A worker is the same function in a process of its own; that processes start, die, hang and are stopped as they must is
tested in test_pool, test_kill, test_folder, test_streaming and the tests of test_local that name them. A test asks for
``in_this_process`` where what counts is what the run makes of the outcomes.
"""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING

import pytest

from docstruct.engines.options import RunOptions
from docstruct.engines.pool import Pool
from docstruct.lexicon import default_lexicons
from docstruct.lexicon.folder import ENVIRONMENT_VARIABLE
from docstruct.pipeline import Pipeline

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docstruct.engines.structuring import Outcome, Task


class PoolOfThisProcess(Pool):
    """Runs the function of the one worker here; where there are to be more, they are processes as ever."""

    def map(self, tasks: Iterator[Task]) -> Iterator[tuple[Task, Outcome]]:
        if self._limits.workers > 1:
            yield from super().map(tasks)
            return
        function = None
        for task in tasks:
            function = function or self._factory()
            yield task, function(task)


@cache
def packaged(skip_checks: frozenset[str]) -> Pipeline:
    """The pipeline of the packaged lexicons, loaded once for all tests of a process."""
    return Pipeline(default_lexicons(), skip_checks=skip_checks)


@pytest.fixture
def in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs of one job work in the process of the test, with the packaged lexicons loaded once."""
    load = RunOptions.load_pipeline

    def load_once(options: RunOptions) -> Pipeline:
        if options.lexicons or os.environ.get(ENVIRONMENT_VARIABLE):
            return load(options)
        return packaged(frozenset(options.skip_checks))

    monkeypatch.setattr("docstruct.engines.local.Pool", PoolOfThisProcess)
    monkeypatch.setattr(RunOptions, "load_pipeline", load_once)
