"""Raised text that numbers a note, and is no part of the number before it: 100.05¹, but not 1200m².

Which text is raised each medium says in its own way; what of it is a mark is the same in all.

>>> is_note_mark("1", "100.05"), is_note_mark("2", "1200m"), is_note_mark("注", "收入")
(True, False, False)
"""

from __future__ import annotations

import re

_MARK = re.compile(r"[\d*①-⑳,，\[\]()（）〔〕]+")
_UNITS_OF_POWERS = ("m", "M", "米", "㎡")

LONGEST = 8
"""Characters of one mark."""


def is_note_mark(text: str, before: str, longest: int = LONGEST) -> bool:
    """Whether raised text numbers a note.

    Args:
        text: the raised text.
        before: what stands in front of it.
        longest: characters it may have.
    """
    mark = text.strip()
    return (
        len(mark) <= longest
        and _MARK.fullmatch(mark) is not None
        and not before.rstrip().endswith(_UNITS_OF_POWERS)
    )
