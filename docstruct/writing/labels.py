"""Chinese labels for the words of the contract, and text made safe to look at."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import cast

import regex

_STEERS = regex.compile(r"[[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]--[\t\n]]", regex.V1)


@cache
def _labels() -> dict[str, dict[str, str]]:
    return cast(
        "dict[str, dict[str, str]]", tomllib.loads(Path(__file__).with_name("labels.toml").read_text("utf-8"))
    )


def label(word: str | None, group: str) -> str:
    """What the page calls a word of the contract.

    >>> label("actual", "measure"), label("unheard_of", "measure"), label(None, "measure")
    ('决算', 'unheard_of', '')
    """
    return _labels()[group].get(word, word) if word else ""


def labels(group: str) -> dict[str, str]:
    """All words of a group and their labels."""
    return _labels()[group]


MOST_DIGITS = 40
"""Digits beyond which no eye is helped by groups; Python makes no integer of more than 4,300."""


def visible(text: str) -> str:
    """The text with what would steer a reader's eye or terminal spelled out: controls, bidi marks, separators.

    >>> visible("a\\u202eb\\u2028c\\td")
    'a⟦U+202E⟧b⟦U+2028⟧c\\td'
    """
    return _STEERS.sub(lambda found: f"⟦U+{ord(found[0]):04X}⟧", text)


def thousands(digits: str | None) -> str:
    """Digits as stated, grouped for the eye; what is no plain number stays as it is.

    >>> thousands("37151.46"), thousands("-1234"), thousands("245.32元"), thousands(None)
    ('37,151.46', '-1,234', '245.32元', '')
    """
    whole, point, fraction = (digits or "").partition(".")
    if len(whole) > MOST_DIGITS:
        return digits or ""
    if not whole.lstrip("-").isdecimal() or not (fraction.isdecimal() or not point):
        return digits or ""
    # int() would take the sign of -0.5 away with its zero, so that such digits stay as they are.
    return f"{int(whole):,}{point}{fraction}" if whole.lstrip("-0") else (digits or "")
