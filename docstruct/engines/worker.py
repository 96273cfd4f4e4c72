"""A worker: a process of its own that runs one function on what it is sent, until it is told to stop.

It tells the pool ``READY`` once its function is loaded, then answers every task with an outcome. An error that
concerns the whole run (a broken lexicon, a full disk) is sent instead, as an exception. Whatever else happens, a
segmentation fault included, happens to this process only.
"""

from __future__ import annotations

import contextlib
import faulthandler
import gc
import os
import signal
import sys
import threading
from collections.abc import Callable
from multiprocessing import parent_process
from multiprocessing.connection import wait
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from docstruct.engines.structuring import Outcome, Task
from docstruct.errors import DocstructError
from docstruct.reading.limits import CORES_VARIABLE

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from docstruct.engines.options import Limits

TaskFunction: TypeAlias = Callable[[Task], Outcome]
Factory: TypeAlias = Callable[[], TaskFunction]

READY = "ready"
OUT_OF_MEMORY = 77
"""The exit code of a worker that reached its memory limit; it ends, since what is left of its heap is not to be trusted."""

_KILL_ME_FIRST = "500"
"""Of -1000 to 1000: when memory runs out, the kernel is to end a worker, not the run or a neighbour."""


_SLACK = 64 << 20
"""Bytes below its limit at which a process counts as having reached it: the request that failed was never granted."""


def serve(connection: Connection, factory: Factory, limits: Limits, log: Path) -> None:
    """Be a worker: load the function, answer tasks, end at ``None`` or when the pool is gone.

    Args:
        connection: to the pool.
        factory: makes the function that is run on every task.
        limits: the cores this worker has and the memory a task may use beyond what the loaded function does.
        log: where what libraries print, and the stack at a crash, goes.
    """
    _isolate(log)
    os.environ[CORES_VARIABLE] = str(limits.cores)
    try:
        function = factory()
        gc.freeze()  # the lexicons live as long as the worker: its collector need not look at them again
        limit = _limit_memory(limits.memory)
        connection.send(READY)
        while (task := connection.recv()) is not None:
            outcome = function(task)
            if outcome.state != "done" and limit is not None and _address_space_peak() >= limit - _SLACK:
                raise MemoryError  # a library that found no memory may have called the document damaged
            connection.send(outcome)
    except DocstructError as error:
        connection.send(error)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    except (EOFError, BrokenPipeError, ConnectionResetError):
        pass  # the pool is gone


def _isolate(log: Path) -> None:
    """Belong to no terminal, write to the log, and do not outlive the pool."""
    with contextlib.suppress(AttributeError, OSError):
        os.setsid()  # Ctrl-C is for the pool; and the pool can end this process with all it started
    with contextlib.suppress(OSError), log.open("ab") as file:
        os.dup2(file.fileno(), sys.stderr.fileno())
    faulthandler.enable()
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text(_KILL_ME_FIRST)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os.kill(os.getpid(), signal.SIGTERM)


def _limit_memory(memory: int | None) -> int | None:
    """Let this process use so many bytes more than now; the limit of its address space, None for none."""
    if memory is None:
        return None
    try:
        import resource
    except ImportError:
        raise DocstructError("a memory limit needs an operating system that has one (Linux, macOS)") from None
    limit = _address_space_peak() + memory
    resource.setrlimit(resource.RLIMIT_AS, (limit, resource.getrlimit(resource.RLIMIT_AS)[1]))
    return limit


def _address_space_peak() -> int:
    """Bytes of address space this process has had at most; 0 where the system does not say (man 5 proc)."""
    try:
        lines = Path("/proc/self/status").read_text().splitlines()
    except OSError:
        return 0
    return next((1024 * int(line.split()[1]) for line in lines if line.startswith("VmPeak:")), 0)
