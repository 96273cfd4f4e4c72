"""Text from outside where a person reads it: names and messages without characters that a terminal would obey.

>>> visible("a\\x1b[31m.txt"), visible("决算\\u202etxt.exe"), visible("两行\\n之一")
('a\\\\x1b[31m.txt', '决算\\\\u202etxt.exe', '两行\\\\x0a之一')
"""

from __future__ import annotations

import unicodedata

_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Controls (ESC, BEL …), format characters (those that turn the direction of writing), lone surrogates, line separators."""


def visible(text: str) -> str:
    """The text with every character that is not seen spelled out, so that it stays on its line and encodes."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_spelled(one) if unicodedata.category(one) in _UNSEEN else one for one in text)


def plain_name(stem: str) -> str:
    """A stem as a file name: no separators, no characters that are not seen; never empty.

    >>> plain_name("a/b\\x1b"), plain_name("")
    ('a_b_', 'document')
    """
    kept = ("_" if one in "/\0" or unicodedata.category(one) in _UNSEEN else one for one in stem)
    return "".join(kept) or "document"


def _spelled(one: str) -> str:
    code = ord(one)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
