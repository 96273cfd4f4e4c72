"""Inputs that once broke a promise, and a stream of new ones of the same kind."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docstruct.reading import read_bytes
from tests.fuzz.containers import docx_of, pdf_of, xlsx_of
from tests.fuzz.targets import TARGETS, extracting, normalizing, page, reading

if TYPE_CHECKING:
    from collections.abc import Callable

SEEDS = Path(__file__).parent / "seeds"
WORDS = [
    "年初预算为",
    "支出决算",
    "决算数大于预算数",
    "主要原因是：",
    "增长",
    "下降",
    "占",
    "完成年初预算的",
    "比上年",
    "增加",
    "减少",
    "一是",
    "二是",
    "；",
    "，",
    "。",
    "、",
    "（类）",
    "（款）",
    "（项）",
    "社会保障和就业支出",
    "行政运行",
    "2080109",
    "208",
    "一、",
    "（一）",
    "1.",
    "第一部分",
    "目录",
    "1,234.50",
    "万元",
    "元",
    "%",
    "0.00",
    "-45.9",
    "５",
    "⼀",
    "⽀",
    "辆",
    "约",
    "左右",
    "与上年持平",
    "收、支总计",
    "各",
    "分别为",
    "其中：",
    "由",
    "降至",
    "\n",
    "\n\n",
    "\t",
    "单位：万元",
    "|",
    "#",
    "**",
    "2022年度",
    "……",
    "XX",
    "\u3000",
    "\u200b",
    "（",
    "）",
    "(",
    ")",
    "“三公”经费",
]

texts = st.lists(st.sampled_from(WORDS) | st.text(max_size=3), max_size=60).map("".join)


@pytest.mark.parametrize(
    "seed", sorted(SEEDS.glob("*/*")), ids=lambda seed: f"{seed.parent.name}-{seed.name}"
)
def test_seeds(seed: Path) -> None:
    TARGETS[seed.parent.name](seed.read_bytes())


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    reading(data)


@given(texts)
def test_any_text_is_normalized(text: str) -> None:
    normalizing(text.encode("utf-8", "surrogatepass"))


@settings(deadline=None)
@given(texts)
def test_any_text_is_structured(text: str) -> None:
    extracting(text.encode("utf-8", "replace"))


WORD = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
WRITTEN = {
    docx_of: b'<w:document xmlns:w="%s"><w:body><w:p><w:r><w:t>A1</w:t></w:r></w:p></w:body></w:document>'
    % WORD,
    xlsx_of: b"<worksheet><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>",
    pdf_of: b"BT /F1 12 Tf 72 720 Td (A) Tj /F2 12 Tf <0031> Tj ET",
}
"""Parts that say something, for every container."""


@pytest.mark.parametrize(("contain", "part"), WRITTEN.items())
def test_a_part_in_its_container_is_read(contain: Callable[[bytes], bytes], part: bytes) -> None:
    source = read_bytes(contain(part), "fuzzed")
    assert "1" in source.text
    assert source.reader != "ocr"


@given(st.sampled_from(list(WRITTEN)), st.binary(max_size=40), st.integers(0, 200))
def test_any_part_of_a_container_is_read_or_refused(
    contain: Callable[[bytes], bytes], data: bytes, at: int
) -> None:
    part = WRITTEN[contain]
    reading(contain(part[:at] + data + part[at:]))


@settings(deadline=None, max_examples=20)
@given(
    st.sampled_from(("<script>x()</script>", "<img src=x onerror=x()>", '" onclick="x()', "</script>")), texts
)
def test_no_script_of_a_text_is_on_its_page(script: str, text: str) -> None:
    page(f"{script}{text}".encode())
