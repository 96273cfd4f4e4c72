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
import contextlib
import re
from typing import NamedTuple

from docstruct.errors import ReadError
from docstruct.reading.legibility import BROKEN, COMMON, HAN, common_share, is_plainly_chinese

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
_FEW_BROKEN = 3
"""Broken bytes that a short text may have as well: one damaged byte does not make it none."""

_LEAST_COMMON_GB = 0.6
"""The share of characters in common use below which a text may have been decoded wrongly."""
_MOST_COMMON = 0.8
"""The share a text has that was decoded rightly; names and rare words take the rest."""
_BIG5_COMMON = range(0xA4, 0xC7)
"""The first bytes of the 5,401 common characters of Big5."""
_LATIN = re.compile("[\u0080-\u00ff]")
_FEWEST_LATIN = 8
"""Accented letters from which a text without a Chinese character may be bytes decoded one by one."""
_EURO_OR_LOST = re.compile("([€\ufffd])")
_EURO_OR_LOST_BYTES = {"€": b"\x80", "\ufffd": b"\xff"}
_BEYOND_ASCII = re.compile(rb"[\x80-\xff]+")

_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")

_MOST_CONTROLS = 0.02
"""A text in which more than this share of the characters are control characters is no text."""


class Decoded(NamedTuple):
    """A text, and how it was repaired as a whole (None if it was not)."""

    text: str
    repair: str | None = None


def decode(data: bytes, path: str) -> str:
    """The text of ``data``; a byte order mark is no part of it.

    Args:
        data: the whole content of the input.
        path: the input's name, for the error.

    Raises:
        ReadError: code ``unsupported``: the bytes are in none of the encodings, or are no text at all.
    """
    return decode_repaired(data, path).text


def decode_repaired(data: bytes, path: str) -> Decoded:
    """As :func:`decode`, and what was done if the text had been decoded wrongly before it was saved.

    Raises:
        ReadError: as :func:`decode`.
    """
    text = _decoded(data)
    if text is None:
        raise ReadError(
            path,
            "not a text in UTF-8, UTF-16, GB18030 or Big5, and no document of a known kind",
            "unsupported",
        )
    if len(_CONTROLS.findall(text)) > _MOST_CONTROLS * len(text):
        raise ReadError(path, "a binary file that is no document of a known kind", "unsupported")
    return _undone(text)


def _decoded(data: bytes) -> str | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _lenient(data[len(mark) :], encoding)
    order = _utf16_order(data)
    if order and (text := _lenient(data, order)) is not None:
        return text
    text = _lenient(data, "utf-8")
    if text is not None:
        return _with_lines_in_gbk(data) if "\ufffd" in text else text
    text = _lenient(data, "gb18030")
    big5 = _lenient(data, "big5")
    # Nearly any Big5 is valid GB18030 as well, and reads as rare characters there.
    if big5 is not None and (text is None or _is_big5(big5, text)):
        return big5
    if text is not None:
        return text
    mixed = _with_lines_in_gbk(data)
    return mixed if _is_mostly_whole(mixed) else None


def _is_big5(big5: str, gb: str) -> bool:
    """Whether bytes that are valid in both are Big5: common characters there, rare ones in GB18030."""
    han = HAN.findall(big5)
    common = sum(char.encode("big5", "replace")[0] in _BIG5_COMMON for char in han)
    letters = [char for char in gb if char > "\x7f" and (char.isalpha() or BROKEN.match(char))]
    as_gb = sum(char in COMMON for char in letters)
    return bool(han) and common >= 0.9 * len(han) and as_gb < _LEAST_COMMON_GB * len(letters)


def _with_lines_in_gbk(data: bytes) -> str:
    """UTF-8 with pieces in GBK, as pages put together from several sources have them; U+FFFD for what is neither."""
    return data.decode("utf-8", _GBK_PIECES)


def _piece(error: UnicodeError) -> tuple[str, int]:
    """What to put for bytes that are no UTF-8: the piece up to the next ASCII, if that is common Chinese in GBK."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    match = _BEYOND_ASCII.match(error.object, error.start)
    piece = match[0] if match else b""
    with contextlib.suppress(UnicodeDecodeError):
        text = piece.decode("gbk")
        # A single character may be two broken bytes that happen to be one.
        if len(text) > 1 and all(char in COMMON for char in text if HAN.match(char)) and HAN.search(text):
            return text, error.start + len(piece)
    return "\ufffd", error.end


_GBK_PIECES = "docstruct_gbk_pieces"
codecs.register_error(_GBK_PIECES, _piece)


def _undone(text: str) -> Decoded:
    """The text as it was before it was decoded wrongly and saved, if it was: common Chinese in place of none.

    >>> _undone("绀轰緥鍘挎按鍔″眬2023骞村害閮ㄩ棬鍐崇畻")[0]
    '示例县水务局2023年度部门决算'
    """
    if is_plainly_chinese(text):
        return Decoded(text)
    han = HAN.findall(text)
    if han and common_share(text) >= _LEAST_COMMON_GB:
        return Decoded(text)
    if not han and len(_LATIN.findall(text)) < _FEWEST_LATIN:
        return Decoded(text)
    for as_if, encode in (("GBK", _encode_gbk), ("Windows-1252", _encode_latin)):
        data = encode(text)
        # GBK decoded as GBK is no damage.
        for was in ("utf-8", "gb18030") if data is not None and as_if != "GBK" else ("utf-8",):
            undone = (data or b"").decode(was, "replace")
            if _is_undone(undone):
                return Decoded(undone, f"the text is {was} and had been decoded as {as_if}: decoded again")
    return Decoded(text)


def _is_undone(text: str) -> bool:
    broken = text.count("\ufffd") * 5 > len(text)
    return not broken and len(HAN.findall(text)) > 1 and common_share(text) > _MOST_COMMON


def _encode_gbk(text: str) -> bytes:
    """The bytes that were decoded as GBK; ``€`` was the byte 80, and what was lost then becomes a broken byte."""
    parts = _EURO_OR_LOST.split(text)
    return b"".join(_EURO_OR_LOST_BYTES.get(part) or part.encode("gb18030", "replace") for part in parts)


def _encode_latin(text: str) -> bytes | None:
    """The bytes that were decoded one by one, the undefined ones as control characters; None if they were not."""
    data = bytearray()
    for char in text:
        if char == "\ufffd":
            data += b"\xff"
        elif ord(char) < 0x100 and not 0x80 <= ord(char) < 0xA0:
            data.append(ord(char))
        else:
            one = char.encode("cp1252", "ignore") or char.encode("latin-1", "ignore")
            if not one:
                return None
            data += one
    return bytes(data)


def _utf16_order(data: bytes) -> str | None:
    """The byte order of UTF-16 without a mark, None if the bytes do not look like UTF-16.

    Digits, line breaks and spaces have a zero high byte, and no text in UTF-8 or GB18030 has zero bytes, so the
    side on which zero bytes stand tells the order.
    """
    sample = data[:_SAMPLE]
    # Slices and count, no loop: this is asked of every input.
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
    broken = text.count("\ufffd")
    few = broken <= _FEW_BROKEN and broken * 10 <= beyond_ascii and common_share(text) >= _MOST_COMMON
    return text if broken <= _MOST_BROKEN * beyond_ascii or few else None


def _is_mostly_whole(text: str) -> bool:
    """Whether a text with broken bytes is one all the same: few of them, and common characters beside."""
    return text.count("\ufffd") * 10 <= len(HAN.findall(text)) and common_share(text) >= _MOST_COMMON
