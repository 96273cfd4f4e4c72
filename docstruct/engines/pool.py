"""The workers of one run: hands out tasks, takes in outcomes, and survives the death of any worker.

:meth:`Pool.map` is lazy on both sides: it takes no more tasks than its workers hold (one at work and one waiting
each), so that memory does not grow with the number of documents. A worker that dies or outlasts the time limit costs
the document it was at: that one is tried once more by another worker and then given up; what waited behind it goes to
others.
"""

from __future__ import annotations

import contextlib
import os
import signal
import time
from collections import deque
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING

from docstruct.engines.options import EngineError, Limits
from docstruct.engines.structuring import Outcome, Problem, Task
from docstruct.engines.worker import OUT_OF_MEMORY, READY, Factory, serve

if TYPE_CHECKING:
    from collections.abc import Iterator
    from multiprocessing.process import BaseProcess
    from pathlib import Path
    from types import TracebackType
    from typing import Self

_DEPTH = 2
"""Tasks a worker holds: one at work, one waiting, so that it need not wait for the pool."""

_SIGKILL = 9
_ATTEMPTS = 2
_STARTS = 3
"""Workers in a row that may die before they are ready."""


@dataclass(slots=True)
class _Attempt:
    task: Task
    number: int = 1


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    connection: Connection
    attempts: deque[_Attempt] = field(default_factory=deque)
    ready: bool = False
    since: float = 0.0
    """When it began with the first of its attempts."""


class Pool:
    """Worker processes that run one function; a context that ends them.

    Args:
        factory: makes the function in each worker; it must pickle.
        limits: how many workers, how long and how much memory a task may take.
        log: the file that what workers print is appended to.
    """

    def __init__(self, factory: Factory, limits: Limits, log: Path) -> None:
        self._factory = factory
        self._limits = limits
        self._log = log
        self._workers: list[_Worker] = []
        self._again: deque[_Attempt] = deque()
        self._failed_starts = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close(gently=kind is None)

    def map(self, tasks: Iterator[Task]) -> Iterator[tuple[Task, Outcome]]:
        """The outcome of every task, in the order in which they are ready.

        Raises:
            EngineError: workers die before they are ready, or cannot write.
            LexiconError: a lexicon is broken.
        """
        while True:
            self._hand_out(tasks)
            if not any(worker.attempts for worker in self._workers):
                return
            yield from self._take_in()

    def _hand_out(self, tasks: Iterator[Task]) -> None:
        """Give out tasks while a worker has room for one."""
        while self._has_room():
            attempt = self._again.popleft() if self._again else _first_attempt(tasks)
            if attempt is None:
                return
            worker = self._idlest_or_new()
            if not worker.attempts:
                worker.since = time.monotonic()
            worker.attempts.append(attempt)
            with contextlib.suppress(OSError):  # a dead worker is found out when it is listened to
                worker.connection.send(attempt.task)

    def _has_room(self) -> bool:
        if len(self._workers) < self._limits.workers:
            return True
        return any(len(worker.attempts) < _DEPTH for worker in self._workers)

    def _idlest_or_new(self) -> _Worker:
        """A worker at rest, else a new one, else the one with least to do."""
        idlest = min(self._workers, key=lambda worker: len(worker.attempts), default=None)
        if idlest is None or (idlest.attempts and len(self._workers) < self._limits.workers):
            return self._start()
        return idlest

    def _start(self) -> _Worker:
        context = get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(
            target=serve, args=(theirs, self._factory, self._limits, self._log), daemon=True
        )
        with _interrupts_ignored():
            process.start()
        theirs.close()
        worker = _Worker(process, ours)
        self._workers.append(worker)
        return worker

    def _take_in(self) -> Iterator[tuple[Task, Outcome]]:
        """Wait until a worker says something, dies or is out of time."""
        connections = {worker.connection: worker for worker in self._workers}
        for connection in wait(list(connections), self._time_left()):
            worker = connections[connection]  # type: ignore[index]
            try:
                message = worker.connection.recv()
            except (EOFError, OSError):
                yield from self._bury(worker, None)
                continue
            if isinstance(message, Exception):
                raise message
            if message == READY:
                worker.ready, worker.since, self._failed_starts = True, time.monotonic(), 0
                continue
            attempt = worker.attempts.popleft()
            worker.since = time.monotonic()
            yield attempt.task, message
        for worker in [worker for worker in self._workers if self._overdue(worker)]:
            timeout = f"took longer than {self._limits.timeout:g} seconds"
            yield from self._bury(worker, Problem(state="failed", reason="timeout", message=timeout))

    def _time_left(self) -> float | None:
        if self._limits.timeout is None:
            return None
        began = [worker.since for worker in self._workers if worker.ready and worker.attempts]
        return max(min(began) + self._limits.timeout - time.monotonic(), 0) if began else None

    def _overdue(self, worker: _Worker) -> bool:
        if (
            self._limits.timeout is None
            or not worker.ready
            or not worker.attempts
            # What has arrived and waits to be taken in was in time.
            or worker.connection.poll()
        ):
            return False
        return time.monotonic() - worker.since >= self._limits.timeout

    def _bury(self, worker: _Worker, problem: Problem | None) -> Iterator[tuple[Task, Outcome]]:
        """End a worker; try its document again or give it up; hand what waited behind it to others."""
        # It closed its pipe a moment before it ended; its exit code says why.
        if problem is None:
            worker.process.join(1)
        _kill(worker.process)
        worker.connection.close()
        self._workers.remove(worker)
        if not worker.ready:
            self._count_failed_start(worker.process.exitcode)
        elif worker.attempts:
            attempt = worker.attempts.popleft()
            if attempt.number < _ATTEMPTS:
                self._again.append(_Attempt(attempt.task, attempt.number + 1))
            else:
                yield attempt.task, Outcome.of_problem(problem or _cause_of_death(worker.process.exitcode))
        self._again.extendleft(reversed(worker.attempts))

    def _count_failed_start(self, exitcode: int | None) -> None:
        self._failed_starts += 1
        if self._failed_starts >= _STARTS:
            cause = _cause_of_death(exitcode).message
            raise EngineError(f"no worker starts ({cause}); what they printed is in {self._log}")

    def _close(self, *, gently: bool) -> None:
        if gently:
            for worker in self._workers:
                with contextlib.suppress(OSError):
                    worker.connection.send(None)
            for worker in self._workers:
                worker.process.join(5)
        for worker in self._workers:
            _kill(worker.process)
            worker.connection.close()
        self._workers.clear()


def _first_attempt(tasks: Iterator[Task]) -> _Attempt | None:
    task = next(tasks, None)
    return _Attempt(task) if task is not None else None


@contextlib.contextmanager
def _interrupts_ignored() -> Iterator[None]:
    """What is started inside is born deaf to Ctrl-C, so that it prints no traceback of its own."""
    try:
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    except ValueError:  # not the main thread, which alone hears Ctrl-C
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _kill(process: BaseProcess) -> None:
    """End a process and all it started."""
    if process.pid is not None and hasattr(os, "killpg"):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.join()


def _cause_of_death(exitcode: int | None) -> Problem:
    """What the exit code of a dead worker says: negative for a signal."""
    if exitcode == OUT_OF_MEMORY:
        return Problem(state="failed", reason="memory", message="needs more memory than it may take")
    if exitcode == -_SIGKILL:
        message = "its worker was killed (SIGKILL), as happens when memory runs out"
        return Problem(state="failed", reason="killed", message=message)
    if exitcode is not None and -exitcode in {*signal.Signals}:
        message = f"its worker crashed ({signal.Signals(-exitcode).name})"
    else:
        message = f"its worker ended with exit code {exitcode}"
    return Problem(state="failed", reason="crash", message=message)
