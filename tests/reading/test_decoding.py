"""Encodings: a text is the same whatever it was saved in, and what is no text is refused."""

from __future__ import annotations

import codecs
import random

import pytest

from docstruct.errors import ReadError
from docstruct.reading.decoding import decode

TEXT = "一、2022年度收入总计1,234.50万元。\n“三公”经费 ㎡ 𠮷\n"


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode("utf-8"),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        TEXT.encode("gb18030"),
        TEXT.encode("utf-32"),
    ],
    ids=[
        "utf-8",
        "utf-8 mark",
        "utf-16-le mark",
        "utf-16-be mark",
        "utf-16-le",
        "utf-16-be",
        "gb18030",
        "utf-32",
    ],
)
def test_the_same_text_in_every_encoding(data: bytes) -> None:
    assert decode(data, "a.txt") == TEXT


def test_utf_16_without_a_mark_and_with_few_digits() -> None:
    text = "部门预算编制说明" * 20 + "\n第一部分\n" + "主要职能" * 20 + "\n2024\n"
    assert decode(text.encode("utf-16-le"), "a.txt") == text


def test_a_text_cut_in_the_middle_of_a_character_loses_no_other() -> None:
    cut = ("收入" * 200).encode()[:-1]
    assert decode(cut, "a.txt") == "收入" * 199 + "收\ufffd"
    cut = ("收入" * 200).encode("gb18030")[:-1]
    assert decode(cut, "a.txt") == "收入" * 199 + "收\ufffd"


@pytest.mark.parametrize(
    "data",
    [
        bytes(range(256)) * 8,
        random.Random(1).randbytes(4096),
        b"\x7fELF\x02\x01\x01" + b"\0" * 500,
        b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff" + b"\0" * 300,
        b"\xff\xfe\0",
        b"\0" * 1000,
    ],
    ids=["all bytes", "random", "elf", "exe", "half a unit", "zeros"],
)
def test_a_binary_is_no_text(data: bytes) -> None:
    with pytest.raises(ReadError) as caught:
        decode(data, "a.bin")
    assert caught.value.code == "unsupported"
    assert "a.bin" in str(caught.value)
