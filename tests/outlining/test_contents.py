"""The table of contents: found, kept out of the body, linked; what it does not agree with."""

from __future__ import annotations

import pytest

from tests.outlining.reading import headings, outlined

BODY = "第一部分 部门概况\n一、部门职责\n负责审计工作。\n第二部分 名词解释\n一、基本支出：指人员支出。"


@pytest.mark.parametrize(
    "contents",
    [
        pytest.param("目录\n第一部分 部门概况\n一、部门职责\n第二部分 名词解释\n", id="plain"),
        pytest.param("目 录\n\n第一部分 部门概况\n\n- 一、 部门职责\n\n第二部分 名词解释\n\n", id="bullets"),
        pytest.param("目\n录\n第一部分部门概况\n一、部门职责\n第二部分名词解释\n", id="the title is broken"),
        pytest.param("（目录）\n第一部分：部门概况\n一、部门职责\n第二部分：名词解释\n", id="brackets and colons"),
        pytest.param("目录\n第一部分 部门概况......1\n一、部门职责 ………… 2\n第二部分 名词解释·····(13)\n", id="leaders"),
        pytest.param("第一部分 部门概况.......1\n一、部门职责.......2\n第二部分 名词解释.......3\n", id="leaders only"),
        pytest.param("目录\n第一部分 部门概况\t1\n一、部门职责\t2\n第二部分 名词解释\t13\n", id="tabs"),
        pytest.param("目录\n第一部分 部门概况 PAGEREF _Toc25831 h 3\n一、部门职责 PAGEREF _Toc8 h 3\n第二部分 名词解释 PAGEREF _Toc9 h 4\n", id="remains of fields"),
        pytest.param("目录\n公开时间：2024年8月30日\n第一部分 部门概况\n一、部门职责\n第二部分 名词解释\n", id="a label within"),
        pytest.param("某县审计局2019年度部门决算\n第一部分 部门概况\n一、部门职责\n第二部分 名词解释\n", id="no title at all"),
        pytest.param("某县审计局2019年度部门决算目录\n第一部分 部门概况\n一、部门职责\n第二部分 名词解释\n", id="a title that names the document"),
    ],
)  # fmt: skip
def test_contents_are_found_and_linked(contents: str) -> None:
    found = outlined(contents + BODY)

    assert [(entry.marker, entry.title) for entry in found.contents] == [
        ("第一部分", "部门概况"),
        ("一、", "部门职责"),
        ("第二部分", "名词解释"),
    ]
    titles = {section.id: section.title for section in found.sections if section.in_contents}
    assert [titles[entry.section] for entry in found.contents if entry.section] == [
        "部门概况",
        "部门职责",
        "名词解释",
    ]
    assert headings(contents + BODY) == ["1 第一部分部门概况", "2 一、部门职责", "1 第二部分名词解释"]
    assert found.findings == ()


def test_a_contents_page_only() -> None:
    found = outlined("目录\n第一部分 部门概况\n一、部门职责\n第二部分 名词解释")

    assert [entry.section for entry in found.contents] == [None, None, None]
    assert found.sections == ()
    assert found.blocks == ()
    assert found.findings == ()


def test_pages_without_markers_are_linked_by_their_titles() -> None:
    """Contents count, the pages do not: 一、部门主要职能 announces 某区体育局主要职能."""
    text = (
        "某区2024年区级部门预算\n预算主管部门：某区体育局\n目录\n一、部门主要职能\n二、部门机构设置\n三、名词解释\n"
        "某区体育局主要职能\n某区体育局主管全区体育工作。\n某区体育局机构设置\n局机关内设科室。\n"
        "名词解释\n（一）事业收入：指开展业务活动取得的收入。"
    )
    found = outlined(text)

    assert [entry.section is not None for entry in found.contents] == [True, True, True]
    assert headings(text) == ["1 某区体育局主要职能", "1 某区体育局机构设置", "1 名词解释"]


def test_a_wrapped_entry_is_one_entry() -> None:
    text = (
        "目录\n第一部分 概况\n第二部分 某市公共资源交易管理服务中心2024年度部门决算情况\n说明\n第三部分 名词解释\n"
        "第一部分 概况\n一、职责\n负责交易工作。\n第二部分 某市公共资源交易管理服务中心2024年度部门决算情况\n说明\n一、总体情况\n本单位情况良好。\n"
        "第三部分 名词解释\n一、基本支出：指人员支出。"
    )
    found = outlined(text)

    assert [entry.section is not None for entry in found.contents] == [True, True, True]
    assert "1 第二部分某市公共资源交易管理服务中心2024年度部门决算情况说明" in headings(text)


def test_what_only_the_contents_have_is_a_finding() -> None:
    contents = "目录\n第一部分 部门概况\n一、部门职责\n二、机构设置\n第二部分 名词解释\n"
    (finding,) = outlined(contents + BODY).findings

    assert (finding.kind, finding.message) == (
        "contents_mismatch",
        "目录列有“二、机构设置”，正文没有这样的标题。",
    )


def test_what_the_contents_lack_is_a_finding_among_listed_siblings() -> None:
    text = (
        "目录\n一、部门职责\n二、机构设置\n三、名词解释\n一、部门职责\n负责审计工作。\n二、机构设置\n内设科室若干。\n"
        "三、人员情况\n在职人员。\n四、名词解释\n基本支出：指人员支出。"
    )
    (finding,) = outlined(text).findings

    assert (finding.kind, finding.message) == ("contents_mismatch", "正文标题“三、人员情况”没有列入目录。")


def test_nearly_the_same_title_is_no_finding() -> None:
    contents = "目录\n第一部分 概况\n一、主要部门职责\n第二部分 专业名词解释\n"

    assert outlined(contents + BODY).findings == ()


def test_an_entry_may_end_with_a_full_stop() -> None:
    text = (
        "目录\n第一部分：概况\n第二部分：决算情况说明\n一、收入支出决算总体情况。\n二、“三公”经费支出决算情况说明。\n第三部分：名词解释\n"
        "第一部分：概况\n本单位负责照明管理。\n第二部分：决算情况说明\n一、收入支出决算总体情况。\n总收入10万元。"
    )
    assert [entry.title for entry in outlined(text).contents] == [
        "概况",
        "决算情况说明",
        "收入支出决算总体情况",
        "“三公”经费支出决算情况说明",
        "名词解释",
    ]
    assert headings(text) == ["1 第一部分概况", "1 第二部分决算情况说明", "2 一、收入支出决算总体情况"]


def test_entries_that_lost_their_markers_do_not_end_the_contents() -> None:
    text = (
        "目录\n第一部分 概况\n第二部分 决算情况说明\n一、收入决算情况说明\n政府性基金预算收入支出决算情况\n机关运行经费支出说明\n"
        "四、政府采购支出说明\n第三部分 名词解释\n第一部分\n概况\n一、部门职责\n本镇负责经济发展工作。"
    )
    assert headings(text) == ["1 第一部分概况", "2 一、部门职责"]
    assert len(outlined(text).contents) == 7


@pytest.mark.parametrize(
    ("contents", "body", "first"),
    [
        pytest.param(
            "目录\n一、单位概况\n（一）部门职责\n二、名词解释\n",
            "一、某市收付中心概况\n（一）部门职责\n负责基金的审核和拨付。",
            "2 一、某市收付中心概况",
            id="the name of the organization stands in front",
        ),
        pytest.param(
            "目录\n第一部分 单位概况\n一、主要职能、职责\n第二部分 名词解释\n",
            "一、主要职能、职责\n（一）负责商务工作。",
            "2 一、主要职能、职责",
            id="the part's own title is left out",
        ),
        pytest.param(
            "目录\n第一部分 2017年部门预决算编制说明\n一、基本职能及主要工作\n第二部分 2017年部门决算报表\n表1.收入支出决算总表\n",
            "某县住房局\n2017年部门决算编制说明\n一、基本职能及主要工作\n某县住房局负责住房保障工作。",
            "1 2017年部门决算编制说明",
            id="the part's title is worded otherwise and has no marker",
        ),
    ],
)
def test_bodies_that_begin_otherwise_than_the_contents(contents: str, body: str, first: str) -> None:
    assert headings(contents + body)[0] == first


def test_a_count_that_starts_again_among_the_contents_is_one_of_them() -> None:
    """一、 twice among the entries: the body begins where text follows, not where the count starts again."""
    contents = "目录\n一、部门概况\n（一）主要职责\n二、决算说明\n一、收入情况\n二、支出情况\n三、名词解释\n"
    body = "一、部门概况\n负责教育。\n二、决算说明\n收入5万元。\n"

    assert [entry.title for entry in outlined(contents + body).contents] == [
        "部门概况",
        "主要职责",
        "决算说明",
        "收入情况",
        "支出情况",
        "名词解释",
    ]
    assert headings(contents + body) == ["2 一、部门概况", "2 二、决算说明"]
