"""Settings of all tests.

Property tests have no deadline, since the machines that run them are shared. Tests of files made on the spot are numbered,
not named by their bytes: a zip holds the time it was made, and parallel workers must agree on the names of tests.

Tests start some two hundred interpreters (commands, workers of runs, of Ray), and each would compile all modules again
where the environment keeps Python from writing them down compiled, as images of containers often do: 0.4 of the second
that a process of ours takes to be ready. So that is undone for the tests and whatever they start.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from hypothesis import settings

from docstruct.reading.limits import CORES_VARIABLE

if TYPE_CHECKING:
    import pytest

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

settings.register_profile("docstruct", deadline=None)
settings.load_profile("docstruct")


def pytest_configure() -> None:
    """Give every one of several test processes its share of the cores: more threads of recognition only wait for each other."""
    processes = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    if processes > 1:
        os.environ.setdefault(CORES_VARIABLE, str(max((os.cpu_count() or 1) // processes, 1)))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what is slow: what comes last ends while other processes have nothing left to do."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


def pytest_make_parametrize_id(config: object, val: object, argname: str) -> str | None:
    """Name parameters of bytes by their argument alone."""
    return argname if isinstance(val, bytes) else None
