"""Runs of one job work in the process of a test that asks for it, as those of the engines do."""

from __future__ import annotations

from tests.engines.conftest import in_this_process

__all__ = ["in_this_process"]
