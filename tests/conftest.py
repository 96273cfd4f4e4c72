"""Settings of all tests: property tests have no deadline, since the machines that run them are shared."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("docstruct", deadline=None)
settings.load_profile("docstruct")
