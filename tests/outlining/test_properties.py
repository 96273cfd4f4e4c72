"""What holds of an outline whatever the input, and inputs made to break it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.outlining.reading import normalized, outlined

PIECES = st.sampled_from(
    (
        "第一部分", "第二部分 部门概况", "一、", "二、收入决算情况说明", "（一）", "（三）办公室。", "1.", "2、", "（1）", "①",
        "一是", "附件", "附件1", "表一", "目录", "名词解释", "收入决算表", "单位：万元", "2022年度", "2022年9月30日", "部门：某局",
        "某市财政局", "部门决算", "：", "。", "；", "，", "\t", "10.5万元", "......3", "指", "其中：", "负责审计工作", " ",
    )
)  # fmt: skip
LINES = st.lists(PIECES, max_size=5).map("".join)
DOCUMENTS = st.one_of(st.lists(LINES, max_size=40).map("\n".join), st.text(max_size=300))


@given(DOCUMENTS)
def test_ranges_and_references_hold(text: str) -> None:
    found = outlined(text)
    length = len(normalized(text).text)
    ids: set[str] = set()

    for section in found.sections:
        assert 0 <= section.start <= section.title_start <= section.title_end <= section.end <= length
        assert section.parent is None or section.parent in ids
        ids.add(section.id)
    by_id = {section.id: section for section in found.sections}
    for section in found.sections:
        if section.parent:
            parent = by_id[section.parent]
            assert parent.start <= section.start <= section.end <= parent.end
    assert all(entry.section is None or entry.section in ids for entry in found.contents)
    assert all(0 <= definition.start < definition.end <= length for definition in found.definitions)
    assert all(set(finding.sections) <= ids for finding in found.findings)


@given(DOCUMENTS)
def test_blocks_are_apart_in_order_and_in_their_sections(text: str) -> None:
    found = outlined(text)
    by_id = {section.id: section for section in found.sections}
    end = 0

    for block in found.blocks:
        assert end <= block.start < block.end
        end = block.end
        if block.section:
            section = by_id[block.section]
            assert section.start <= block.start
            assert block.end <= section.end


@given(DOCUMENTS)
def test_the_same_text_gives_the_same_outline(text: str) -> None:
    assert outlined(text) == outlined(text)


def test_ten_thousand_nested_markers() -> None:
    kinds = ("一、", "（一）", "1.", "（1）", "①", "1）")
    found = outlined("\n".join(f"{kinds[number % 6]}情况说明" for number in range(10_000)))

    assert len(found.sections) == 10_000


def test_one_line_of_five_megabytes() -> None:
    found = outlined("一、收入情况。" + "本年收入合计1,023.50万元，增长5%，" * 100_000)

    assert [section.title for section in found.sections] == ["收入情况"]
    assert len(found.blocks) == 1
