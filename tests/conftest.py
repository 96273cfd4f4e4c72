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

from hypothesis import settings

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

settings.register_profile("docstruct", deadline=None)
settings.load_profile("docstruct")


def pytest_make_parametrize_id(config: object, val: object, argname: str) -> str | None:
    """Name parameters of bytes by their argument alone."""
    return argname if isinstance(val, bytes) else None
