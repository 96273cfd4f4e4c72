"""Settings of all tests.

Property tests have no deadline, since the machines that run them are shared. Tests of files made on the spot are numbered,
not named by their bytes: a zip holds the time it was made, and parallel workers must agree on the names of tests.
"""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("docstruct", deadline=None)
settings.load_profile("docstruct")


def pytest_make_parametrize_id(config: object, val: object, argname: str) -> str | None:
    """Name parameters of bytes by their argument alone."""
    return argname if isinstance(val, bytes) else None
