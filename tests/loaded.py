"""What all tests of a process share: the pipeline of the packaged lexicons, which takes half a second to load."""

from __future__ import annotations

from docstruct import _pipeline as pipeline

__all__ = ["pipeline"]
