"""A worker may die in any way: it costs one document, which is tried once more and then given up with its reason."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from docstruct.engines.options import EngineError, Limits
from docstruct.engines.pool import Pool
from docstruct.engines.structuring import Outcome, Task
from docstruct.reading.discovery import Input
from tests.engines import misbehaving

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def tasks(names: Iterable[str], folder: Path) -> Iterator[Task]:
    return (Task(input=Input(str(folder / name), folder / name), name=name) for name in names)


def run(names: Iterable[str], tmp_path: Path, **limits: float) -> dict[str, Outcome]:
    with Pool(misbehaving.factory, Limits(**limits), tmp_path / "workers.log") as pool:
        return {task.name: outcome for task, outcome in pool.map(tasks(names, tmp_path))}


@pytest.mark.parametrize(
    ("name", "limits", "reason", "says"),
    [
        ("segfault", {}, "crash", "SIGSEGV"),
        ("oom", {}, "killed", "SIGKILL"),
        ("exit", {}, "crash", "exit code 3"),
        ("hang", {"timeout": 0.3}, "timeout", "longer than 0.3 seconds"),
        ("greedy", {"memory": 1 << 30}, "memory", "more memory"),
    ],
)
def test_a_dying_worker_costs_one_document(
    tmp_path: Path, name: str, limits: dict[str, float], reason: str, says: str
) -> None:
    good = [f"good{number}" for number in range(6)]
    ended = run([*good[:3], name, *good[3:]], tmp_path, jobs=2, **limits)

    assert {each for each, outcome in ended.items() if outcome.state == "done"} == {*good}
    assert ended[name].state == "failed"
    assert ended[name].problem.reason == reason
    assert says in ended[name].problem.message


def test_a_library_that_found_no_memory_is_not_believed(tmp_path: Path) -> None:
    """MuPDF calls a page damaged when an allocation fails; the limit is the reason."""
    assert run(["pretext"], tmp_path, jobs=1, memory=1 << 30)["pretext"].problem.reason == "memory"
    assert run(["pretext"], tmp_path, jobs=1)["pretext"].problem.reason == "damaged"


def test_a_document_is_tried_twice(tmp_path: Path) -> None:
    assert run(["flaky"], tmp_path, jobs=1)["flaky"].state == "done"


def test_every_document_can_kill_its_worker(tmp_path: Path) -> None:
    names = [f"exit{number}" for number in range(4)]
    assert {outcome.state for outcome in run(names, tmp_path, jobs=2).values()} == {"failed"}


def test_a_stopped_worker_is_out_of_time(tmp_path: Path) -> None:
    """A process that does nothing at all, not even hold a lock, is ended by the limit."""
    with Pool(misbehaving.factory, Limits(jobs=1, timeout=0.5), tmp_path / "log") as pool:
        ended = pool.map(tasks(["good", "hang"], tmp_path))
        assert next(ended)[1].state == "done"
        (worker,) = pool._workers
        os.kill(worker.process.pid, signal.SIGSTOP)
        assert next(ended)[1].problem.reason == "timeout"


def test_what_concerns_the_whole_run_ends_it(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="No space left"):
        run(["good", "disk"], tmp_path, jobs=1)


def test_workers_that_do_not_start(tmp_path: Path) -> None:
    log = tmp_path / "workers.log"
    with (
        Pool(misbehaving.no_factory, Limits(jobs=1), log) as pool,
        pytest.raises(EngineError, match="no worker"),
    ):
        list(pool.map(tasks(["good"], tmp_path)))


def test_tasks_are_taken_as_they_are_needed(tmp_path: Path) -> None:
    """No more tasks are taken than the workers hold, whatever the number there are."""
    taken = []

    def watched() -> Iterator[Task]:
        for task in tasks((f"good{number}" for number in range(1000)), tmp_path):
            taken.append(task)
            yield task

    with Pool(misbehaving.factory, Limits(jobs=2), tmp_path / "log") as pool:
        ended = pool.map(watched())
        for number in range(1, 20):
            next(ended)
            assert len(taken) <= number + 4


def test_no_worker_outlives_an_interrupt(tmp_path: Path) -> None:
    pool = Pool(misbehaving.factory, Limits(jobs=2), tmp_path / "log")
    next(pool.map(tasks(["good", "hang", "hang2"], tmp_path)))
    pids = [worker.process.pid for worker in pool._workers]
    pool.__exit__(KeyboardInterrupt, None, None)

    assert pids
    assert not any(Path(f"/proc/{pid}").exists() for pid in pids)
