"""From bytes to text: UTF-8, UTF-16 and GB18030, with or without a byte order mark.

The order is that of certainty. A byte order mark decides; text that is mostly two-byte units shows zero bytes on one
side (UTF-16 without a mark); bytes that are valid UTF-8 are UTF-8, since no other encoding is so by chance; what is
left is read as GB18030, which contains GB2312 and GBK, the encodings of older Chinese pages. A few broken bytes, as
cutting and copying leave them, become U+FFFD, which the normalizer reports; a text with many is none.

>>> decode("部门决算".encode("gb18030"), "a.txt")
'部门决算'
>>> decode("部门决算".encode("utf-16"), "a.txt")
'部门决算'
>>> decode(b"\\xe9\\x83\\xa8" * 200 + b"\\xe9", "cut.txt")[-2:]
'部\\ufffd'
"""

from __future__ import annotations

import codecs
import re

from docstruct.errors import ReadError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark is its beginning
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_SAMPLE = 1 << 16
"""Bytes looked at to tell UTF-16 without a mark; even, so that no unit is cut."""

_MOST_BROKEN = 0.01
"""Broken bytes to characters beyond ASCII, at most. GB18030 read as UTF-8 breaks at nearly every character."""

_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")

_MOST_CONTROLS = 0.02
"""A text in which more than this share of the characters are control characters is no text."""


def decode(data: bytes, path: str) -> str:
    """The text of ``data``; a byte order mark is no part of it.

    Args:
        data: the whole content of the input.
        path: the input's name, for the error.

    Raises:
        ReadError: code ``unsupported``: the bytes are in none of the encodings, or are no text at all.
    """
    text = _decoded(data)
    if text is None:
        raise ReadError(
            path, "not a text in UTF-8, UTF-16 or GB18030, and no document of a known kind", "unsupported"
        )
    if len(_CONTROLS.findall(text)) > _MOST_CONTROLS * len(text):
        raise ReadError(path, "a binary file that is no document of a known kind", "unsupported")
    return text


def _decoded(data: bytes) -> str | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _lenient(data[len(mark) :], encoding)
    order = _utf16_order(data)
    for encoding in (order, "utf-8", "gb18030") if order else ("utf-8", "gb18030"):
        text = _lenient(data, encoding)
        if text is not None:
            return text
    return None


def _utf16_order(data: bytes) -> str | None:
    """The byte order of UTF-16 without a mark, None if the bytes do not look like UTF-16.

    Digits, line breaks and spaces have a zero high byte, and no text in UTF-8 or GB18030 has zero bytes, so the
    side on which zero bytes stand tells the order.
    """
    sample = data[:_SAMPLE]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if len(data) % 2 or even == odd or max(even, odd) < 0.01 * len(sample):
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _lenient(data: bytes, encoding: str) -> str | None:
    """The text, with U+FFFD for broken bytes if there are few; None if there are many."""
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        text = data.decode(encoding, "replace")
    beyond_ascii = len(text) - len(text.encode("ascii", "ignore"))
    return text if text.count("\ufffd") <= _MOST_BROKEN * beyond_ascii else None
