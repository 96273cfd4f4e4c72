"""Heading or item, run-in titles, titles over two lines, titles of pages and tables."""

from __future__ import annotations

from itertools import pairwise

import pytest

from docstruct import structure_bytes
from docstruct.normalizing import normalize
from docstruct.outline import Hints
from docstruct.outlining import outline
from docstruct.source import Source, SourceLine, SourcePage
from tests.outlining.reading import headings, lexicons, outlined, tree


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("一、部门职责\n负责文化工作。", ["2 一、部门职责"], id="a bare title"),
        pytest.param("（二）人员情况：\n在职12人。", ["3 （二）人员情况"], id="closed by a colon"),
        pytest.param(
            "（一）办公室。负责日常运转。\n（二）业务科。承担业务。",
            ["3 （一）办公室", "3 （二）业务科"],
            id="run-in",
        ),
        pytest.param(
            "（一）规划处。拟订规划。\n（二）组织处。组织拟订方案。\n（三）财务处。管理资产。",
            ["3 （一）规划处", "3 （二）组织处", "3 （三）财务处"],
            id="a name among names that looks like a verb",
        ),
        pytest.param(
            "（十一）有关职责分工。\n与市卫生健康委员会的有关职责分工。两部门建立沟通协商机制。",
            ["3 （十一）有关职责分工"],
            id="closed by 。 on a line of its own",
        ),
        pytest.param(
            "第一部分\n青溪镇人民政府\n单位概况\n一、部门职责\n负责工作。",
            ["1 第一部分青溪镇人民政府单位概况", "2 一、部门职责"],
            id="a lone marker, a name, the title",
        ),
        pytest.param(
            "部门包括以下单位，具体包括：\n1.财政局本部\n名词解释\n（一）基本支出：指支出。",
            ["1 名词解释"],
            id="a list of one",
        ),
        pytest.param("（一）加强组织领导。成立了领导小组。", ["3 （一）加强组织领导"], id="a slogan"),
        pytest.param(
            "一、主要职责\n（一）加强城市管理。组织开展环境整治。\n（二）维护社会稳定。化解矛盾纠纷。\n"
            "（三）服务辖区企业。落实惠企政策。\n（四）承办区政府交办的其他事项。",
            ["2 一、主要职责", "3 （一）加强城市管理", "3 （二）维护社会稳定", "3 （三）服务辖区企业"],
            id="slogans that title duties",
        ),
        pytest.param(
            "一、主要职责\n（一）负责城市管理。组织开展环境整治。\n（二）负责信访工作。化解矛盾纠纷。\n"
            "（三）负责企业服务。落实惠企政策。\n（四）承办区政府交办的其他事项。",
            ["2 一、主要职责"],
            id="short duties that say 负责 each",
        ),
        pytest.param(
            "一、主要职责\n（一）加强城市管理。组织开展环境整治。\n（二）拟订全县公共服务设施布局和建设的规划。\n"
            "（三）承办区政府交办的其他事项。",
            ["2 一、主要职责"],
            id="one short sentence among duties",
        ),
        pytest.param(
            "二、总体情况\n收入3万元。\n附件:林业局三公.xls\n附件2 公开表.PDF\n3.绩效自评报告.docx （12.5KB）",
            ["2 二、总体情况"],
            id="links to files",
        ),
        pytest.param(
            "一、机关运行经费支出情况2022年度机关运行经费支出30.20万元。",
            ["2 一、机关运行经费支出情况"],
            id="the 。 is lost",
        ),
        pytest.param(
            "三、政府性基金预算财政拨款收支情况：无\n四、政府采购支出情况\n无。\n五、国有资产情况：我单位无此项资产。",
            ["2 三、政府性基金预算财政拨款收支情况", "2 四、政府采购支出情况", "2 五、国有资产情况"],
            id="nothing to say",
        ),
        pytest.param(
            "二、“三公”经费2016年预算情况\n2016年预算1.70万元。",
            ["2 二、“三公”经费2016年预算情况"],
            id="a year within the title",
        ),
        pytest.param(
            "一、主要职责\n（一）贯彻落实对外经济合作的政策措施。研究拟订发展规划。\n（二）推进流通体制改革。",
            ["2 一、主要职责"],
            id="a long duty that ends as titles do",
        ),
        pytest.param("（一）负责基本医疗保险基金的筹集。", [], id="a duty"),
        pytest.param(
            "（八）负责医疗保障经办管理和信息化建设。开展对外合作交流。", [], id="a duty of two sentences"
        ),
        pytest.param("1. 行政管理处：负责文电、会务工作。", [], id="an entry"),
        pytest.param(
            "1、社会保障和就业支出（类）抚恤（款）死亡抚恤（项）。\n年初预算为0万元。",
            [],
            id="an item of the classification",
        ),
        pytest.param("1. 机关运行经费支出30万元", [], id="a figure"),
        pytest.param("1. 因公出国（境）费支出XXX万元", [], id="a figure not filled in"),
        pytest.param(
            "一、一般公共预算财政拨款收入 1 1,329.64\n二、外交支出 33", [], id="rows of a table without tabs"
        ),
        pytest.param("1. 绩效自评结果如下：\n该项目得分90分。", [], id="an announcement"),
        pytest.param("1. 以上本单位不涉及。", [], id="a sentence"),
        pytest.param("第十条 本办法自发布之日起施行。", [], id="an article"),
        pytest.param("一是加强管理；\n二是厉行节约。", [], id="reasons"),
    ],
)
def test_what_titles_what_follows(text: str, expected: list[str]) -> None:
    assert headings(text) == expected


def test_names_that_are_announced_are_items() -> None:
    """…单位包括： is followed by names, not by headings; the next heading ends the list."""
    text = (
        "二、部门决算单位构成\n纳入编制范围的单位包括：\n1.某市水利局本级\n2.某市水文站\n3.某市河道管理处\n"
        "三、其他\n无其他情况。"
    )

    assert tree(text) == [
        "二、部门决算单位构成",
        "  [1.某市水利局本级]",
        "  [2.某市水文站]",
        "  [3.某市河道管理处]",
        "三、其他",
    ]


def test_text_below_the_last_of_announced_names_makes_no_heading_of_it() -> None:
    names = "1.县教育局本级\n2.县第一中学\n3.县第二中学\n本部门共有编制30名。\n"

    assert headings("纳入编制范围的单位包括：\n" + names) == []
    assert headings("1.主要职能\n负责教育。\n2.人员情况\n本部门共有编制30名。\n") == [
        "4 1.主要职能",
        "4 2.人员情况",
    ]


def test_a_bare_line_among_sentences_is_one_of_them() -> None:
    text = "（一）负责审计工作。\n（二）负责监督工作；\n（三）负责队伍建设。\n（四）市委交办的事务"

    assert headings(text) == []


def test_a_run_in_title_that_lost_its_stop_is_found_by_the_ending_of_its_siblings() -> None:
    text = (
        "1、邮寄费项目绩效自评综述该项目自评得分100分。\n"
        "2、运行经费项目绩效自评综述。根据年初目标，该项目自评得分90分。\n"
        "3、评审费项目绩效自评综述。根据年初目标，该项目自评得分0分。"
    )

    assert headings(text) == [
        "4 1、邮寄费项目绩效自评综述",
        "4 2、运行经费项目绩效自评综述",
        "4 3、评审费项目绩效自评综述",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "第一部分\n\n某县审计局概况\n\n一、主要职责\n负责审计工作。",
            "1 第一部分某县审计局概况",
            id="below the marker",
        ),
        pytest.param(
            "第五部分\n附件\n2020年度整体支出绩效自评报告\n一、基本情况\n本单位情况良好。",
            "1 第五部分附件",
            id="附件 is a title",
        ),
        pytest.param(
            "第一部分：某县审计局概况\n一、主要职责\n负责审计工作。",
            "1 第一部分某县审计局概况",
            id="behind a colon",
        ),
    ],
)
def test_a_title_apart_from_its_marker(text: str, expected: str) -> None:
    assert headings(text)[0] == expected


def test_short_sentences_above_paragraphs_title_them() -> None:
    text = (
        "1.抗击疫情显担当。\n全年预付医保基金3,900万元，保障了救治。\n"
        "2.市级统筹快推进。\n按照七个统一的思路，印发了实施办法。"
    )

    assert headings(text) == ["4 1.抗击疫情显担当", "4 2.市级统筹快推进"]


def test_the_title_of_an_attached_report_stands_below_the_part() -> None:
    text = (
        "第五部分\n附件\n2020年度部门整体支出绩效自评报告\n一、预算单位基本情况\n（一）人员情况：\n在职12人。"
    )

    assert tree(text) == [
        "第五部分附件",
        "  2020年度部门整体支出绩效自评报告",
        "    一、预算单位基本情况",
        "      （一）人员情况",
    ]


def test_titles_of_tables_are_headings_where_nothing_else_titles_the_table() -> None:
    text = (
        "第二部分 部门决算表\n收入决算表\n单位：万元\n项目\t金额\n合计\t1.00\n"
        "支出决算表\n单位：万元\n项目\t金额\n合计\t1.00\n第三部分 情况说明\n一、总体情况\n本单位情况良好。"
    )

    assert headings(text)[:3] == ["1 第二部分部门决算表", "2 收入决算表", "2 支出决算表"]


def test_the_number_of_a_table_is_the_marker_of_its_title() -> None:
    text = "第二部分 部门预算表\n表1 部门收支总表\n单位：万元\n项目\t金额\n合计\t1.00\n表2 部门收入总表\n单位：万元\n项目\t金额"

    assert headings(text) == ["1 第二部分部门预算表", "2 表1部门收支总表", "2 表2部门收入总表"]


def test_the_caption_of_a_table_below_its_heading_is_none() -> None:
    text = (
        "第二部分 部门决算表\n一、收入决算表\n收入决算表\n单位：万元\n项目\t金额\n合计\t1.00\n"
        "二、政府性基金预算支出\n政府性基金预算支出表\n单位：万元\n项目\t金额\n合计\t0.00"
    )

    assert headings(text) == ["1 第二部分部门决算表", "2 一、收入决算表", "2 二、政府性基金预算支出"]


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("一、2023年度收入支出决算总体情况说明", "narrative.total"),
        ("二、收入决算情况说明", "narrative.revenue"),
        ("三、支出决算情况的说明", "narrative.expenditure"),
        ("四、关于2023年度财政拨款收入支出决算总体情况说明", "narrative.appropriation"),
        ("七、一般公共预算财政拨款三公经费支出决算情况说明", "narrative.three_public"),
        ("九、国有资产占用情况", "narrative.assets"),
        ("十、政府采购支出情况说明", "narrative.procurement"),
        ("二、机构设置及决算单位构成", "overview.organization"),
        ("三、综合科工作手册", None),
    ],
)
def test_the_kind_of_a_title(title: str, kind: str | None) -> None:
    (section,) = outlined(f"{title}\n正文如下，共有两段。").sections

    assert section.kind == kind


def test_revenue_is_not_taken_for_expenditure() -> None:
    """One word apart, and opposites."""
    text = "一、收入预算情况\n收入。\n二、支出预算情况\n支出。"

    assert [section.kind for section in outlined(text).sections] == [
        "narrative.revenue",
        "narrative.expenditure",
    ]


def test_ranges_of_sections_and_titles() -> None:
    text = "一、部门职责\n负责文化工作。\n（一）办公室。负责日常运转。\n二、其他\n无其他情况。"
    found = outlined(text)
    by_title = {section.title: section for section in found.sections}

    assert text[by_title["部门职责"].start : by_title["部门职责"].end] == text[: text.index("\n二、")]
    assert text[by_title["办公室"].start : by_title["办公室"].end] == "（一）办公室。负责日常运转。"
    assert text[by_title["办公室"].title_start : by_title["办公室"].title_end] == "办公室"
    assert by_title["办公室"].parent == by_title["部门职责"].id


def on_pages(*pages: str) -> list[str]:
    """The headings of pages, a line each; lines with tabs around them are rows of one table a page."""
    lines: list[SourceLine] = []
    starts, text = [], ""
    for number, page in enumerate(pages, start=1):
        starts.append(len(text))
        for line in page.splitlines():
            row = {"role": "table_row", "table": number} if "\t" in line else {}
            lines.append(SourceLine(start=len(text), end=len(text) + len(line), page=number, **row))  # type: ignore[arg-type]
            text += f"{line}\n"
    source = Source(
        text=text,
        path="a.pdf",
        sha256="0" * 64,
        media_type="application/pdf",
        reader="pdf",
        lines=tuple(lines),
        pages=tuple(
            SourcePage(number=number, start=start, end=end, width=595, height=842, origin="text_layer")
            for number, (start, end) in enumerate(pairwise([*starts, len(text)]), start=1)
        ),
    )
    found = outline(normalize(source, lexicons().glyphs), lexicons().outline, Hints())
    return [f"{one.level} {one.marker}{one.title}" for one in found.sections if one.type == "heading"]


FORM = "项目支出绩效目标表\t\t\n项目名称\t广场维护\t经常性\n年度金额\t12.50\t万元"


def test_the_title_in_the_first_row_of_a_table_heads_its_page() -> None:
    other = FORM.replace("广场维护", "道路保洁")
    assert on_pages("一、绩效目标\n做好维护。", FORM, other) == [
        "2 一、绩效目标",
        "2 项目支出绩效目标表",
        "2 项目支出绩效目标表",
    ]


@pytest.mark.parametrize(
    "page",
    [
        FORM.replace("表\t\t\n", "表\t编号\t1\n"),  # not alone in its row
        f"做好维护。\n{FORM}",  # not at the top of the page
        FORM.replace("目标表", "目标"),
        "项目支出绩效目标表\t\t",  # no table below
    ],
)
def test_a_first_row_that_titles_no_page(page: str) -> None:
    assert on_pages("一、绩效目标\n做好维护。", page) == ["2 一、绩效目标"]


PROSE = "本部门2022年度支出总计307.82万元，主要用于保障机构正常运转、完成日常工作任务等各项支出。"


def titles_of(text: str, suffix: str = "txt") -> list[tuple[int, str]]:
    document = structure_bytes(text.encode(), f"a.{suffix}")
    return [(section.level, section.title) for section in document.sections if section.type == "heading"]


def test_titles_the_medium_calls_headings_nest_as_it_says() -> None:
    text = f"# 甲县档案局2022年度部门决算\n\n## 部门概况\n\n### 主要职责\n\n{PROSE}\n\n### 档案保护工作\n\n{PROSE}\n\n## 决算情况说明\n\n{PROSE}\n"
    assert titles_of(text, "md") == [
        (1, "部门概况"),
        (2, "主要职责"),
        (2, "档案保护工作"),
        (1, "决算情况说明"),
    ]


def test_below_a_numbered_heading_they_are_one_level_lower() -> None:
    text = f"# 甲县档案局2022年度部门决算\n\n## 一、部门概况\n\n### 主要职责\n\n{PROSE}\n\n## 二、决算情况\n\n{PROSE}\n"
    assert titles_of(text, "md") == [(2, "部门概况"), (3, "主要职责"), (2, "决算情况")]


@pytest.mark.parametrize("line", ["2022年12月31日", "（本页无正文）", "307.82万元"])
def test_what_no_title_is_stays_none_though_it_is_marked_up(line: str) -> None:
    assert titles_of(
        f"# 甲县档案局2022年度部门决算\n\n## 一、部门概况\n\n{PROSE}\n\n## {line}\n\n{PROSE}\n", "md"
    ) == [(2, "部门概况")]


def test_the_first_title_below_that_of_the_document_is_no_part_of_the_cover() -> None:
    text = f"# 甲县档案局2022年度部门决算\n\n## 收入决算情况\n\n{PROSE}\n\n## 支出决算情况\n\n{PROSE}\n"
    assert titles_of(text, "md") == [(1, "收入决算情况"), (1, "支出决算情况")]


def test_a_title_of_the_lexicon_alone_above_a_paragraph_heads_it() -> None:
    text = f"甲县档案局2022年度部门决算\n\n主要职责\n\n{PROSE}\n\n机构设置\n\n{PROSE}\n"
    assert titles_of(text) == [(1, "主要职责"), (1, "机构设置")]


@pytest.mark.parametrize(
    "text",
    [
        f"一、支出情况\n根据单位的\n主要职责\n和上级要求，安排了各项支出，确保年度任务完成。\n{PROSE}\n",
        f"一、支出情况\n{PROSE}\n纳入范围的有\n机构设置\n主要职责\n等。\n",
    ],
)
def test_words_of_a_title_within_a_sentence_or_a_list_head_nothing(text: str) -> None:
    assert titles_of(text) == [(2, "支出情况")]


@pytest.mark.parametrize("broken", ["支出决算情|况说明", "支出决算情况|说明"])
def test_a_title_that_breaks_off_before_its_last_word_is_made_whole(broken: str) -> None:
    title = f"政府性基金预算财政拨款收入{broken}"
    text = "一、部门概况\n{0}\n二、{1}\n{0}\n".format(PROSE, title.replace("|", "\n"))
    assert titles_of(text) == [(2, "部门概况"), (2, title.replace("|", ""))]


def test_a_short_sentence_below_a_title_is_none_of_it() -> None:
    assert titles_of(f"一、收入情况\n说明：数据四舍五入。\n二、支出情况\n无\n三、其他情况\n{PROSE}\n") == [
        (2, "收入情况"),
        (2, "支出情况"),
        (2, "其他情况"),
    ]


def test_contents_behind_the_text_do_not_make_its_titles_a_cover() -> None:
    body = f"第一部分 部门概况\n一、主要职责\n{PROSE}\n第二部分 情况说明\n一、收入情况\n{PROSE}\n"
    entries = "目录\n第一部分 部门概况……1\n一、主要职责……1\n第二部分 情况说明……2\n一、收入情况……2\n"
    assert titles_of(f"甲县档案局2022年度部门决算\n\n{body}\n{entries}") == [
        (1, "部门概况"),
        (2, "主要职责"),
        (1, "情况说明"),
        (2, "收入情况"),
    ]


def test_a_comma_may_stand_for_the_sign_behind_a_number() -> None:
    text = f"一、部门职责\n{PROSE}\n二，收入情况\n{PROSE}\n三、支出情况\n{PROSE}\n"
    assert titles_of(text) == [(2, "部门职责"), (2, "收入情况"), (2, "支出情况")]
    assert structure_bytes(text.encode(), "a.txt").findings == ()
