"""A task function that does what its task is named after; loaded by the workers of the pool's tests."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from pathlib import Path
from typing import TYPE_CHECKING

from docstruct.engines.options import EngineError
from docstruct.engines.structuring import Outcome, Problem

if TYPE_CHECKING:
    from docstruct.engines.structuring import Task
    from docstruct.engines.worker import TaskFunction


def behave(task: Task) -> Outcome:
    kind = task.name.rstrip("0123456789")
    if kind == "segfault":
        os.kill(os.getpid(), signal.SIGSEGV)
    elif kind == "oom":
        os.kill(os.getpid(), signal.SIGKILL)
    elif kind == "hang":
        time.sleep(600)
    elif kind == "greedy":
        bytearray(4 << 30)
    elif kind == "pretext":
        with contextlib.suppress(MemoryError):
            bytearray(1 << 30)
        return Outcome.of_problem(Problem(state="refused", reason="damaged", message="calloc failed"))
    elif kind == "exit":
        os._exit(3)
    elif kind == "flaky":
        once = Path(task.input.path)
        if not once.exists():
            once.touch()
            os._exit(3)
    elif kind == "disk":
        raise EngineError("out: cannot be written to: No space left on device")
    return Outcome(sha256=task.name)


def factory() -> TaskFunction:
    return behave


def no_factory() -> None:
    os._exit(3)
