"""Inputs of a run that are no document of it: what was refused, failed, skipped, empty or a duplicate, said in Chinese.

>>> other = Other(path="a.pdf", state="refused", reason="encrypted", message="the PDF is encrypted; save a copy without its password")
>>> other.ended, other.why
('无法读取', 'PDF已加密；请另存一份不带密码的')
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docstruct.speech import Speech


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """Where an input ended that left no document, and why.

    Attributes:
        path: the input as it was named.
        state, reason: words of the contract.
        message: why, in the words of the program.
    """

    path: str
    state: str
    reason: str | None
    message: str | None

    @property
    def ended(self) -> str:
        """The state in words."""
        return said(self.state)

    @property
    def why(self) -> str:
        """The reason in words."""
        return said(self.message or self.reason or "")


def said(text: str) -> str:
    """A state, or a message of the program, for those who read Chinese; what has no translation stays as it is."""
    return _chinese().say(text)


@cache
def _chinese() -> Speech:
    """What is read here is Chinese whatever the language of the call; the table of words is that of the command line."""
    from docstruct.speech import Speech

    return Speech("zh")
