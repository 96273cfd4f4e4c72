"""What reasons a text states: one row a reason, `subject | relation | text`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.extracting.conftest import Reading


CASES = {
    "a cue in the words of the relation": (
        "会议费预算5万元，决算3万元。决算数小于预算数的主要原因是减少外出。",
        ["会议费 | actual_lt_budget | 减少外出"],
    ),
    "the relation as stated, whatever the figures say": (
        "会议费预算5万元，决算3万元，决算数大于预算数的主要原因是减少外出。",
        ["会议费 | actual_gt_budget | 减少外出"],
    ),
    "the literal word of a comparison with the budget": (
        "会议费3万元，比年初预算增加1万元，主要是会期延长。",
        ["会议费 | increase | 会期延长"],
    ),
    "behind a completion rate": (
        "会议费完成预算的94%，主要原因：会期缩短。",
        ["会议费 | actual_lt_budget | 会期缩短"],
    ),
    "behind a completion rate above a hundred": (
        "会议费完成预算的104%，原因是会期延长。",
        ["会议费 | actual_gt_budget | 会期延长"],
    ),
    "a zero is explained by nothing the contract names": (
        "会议费预算为0万元，支出决算为0万元，完成预算的0%。主要原因：未发生此项支出。",
        ["会议费 | other | 未发生此项支出"],
    ),
    "flat with last year": ("会议费5万元，与上年持平，原因是会期未变。", ["会议费 | flat | 会期未变"]),
    "equal to the budget": (
        "会议费5万元，与年初预算持平，主要是会期未变。",
        ["会议费 | actual_eq_budget | 会期未变"],
    ),
    "the difference of two amounts": (
        "会议费预算8万元，决算6.9万元，二者差额1.1万元，主要因会期缩短。",
        ["会议费 | actual_lt_budget | 会期缩短"],
    ),
    "系…所致": ("会议费增加2万元，系会期延长所致。", ["会议费 | increase | 会期延长"]),
    "受…影响": ("会议费下降30%，受合同到期影响。", ["会议费 | decrease | 合同到期"]),
    "主要受…影响": (
        "总收入增长12.5%，主要受政策调整影响；总支出持平。",
        ["总收入 | increase | 政策调整"],
    ),
    "受…影响 as the beginning of a reason": (
        "会议费下降30%，主要是受疫情影响，会议减少。",
        ["会议费 | decrease | 疫情影响，会议减少"],
    ),
    "in front of what it explains": (
        "由于整体搬迁，项目支出比上年增加71.3万元。",
        ["项目支出 | increase | 整体搬迁"],
    ),
    "between an amount and its change": (
        "林业742万元，受补助到期影响，比上年减少98万元。",
        ["林业 | decrease | 补助到期"],
    ),
    "an enumeration": (
        "会议费增加2万元，主要原因：一是会期延长；二是人数增加。差旅费3万元。",
        ["会议费 | increase | 一是会期延长；二是人数增加"],
    ),
    "an enumeration for a cue": (
        "会议费增加2万元。上述经费增加，一是会期延长；二是人数增加。",
        ["会议费 | increase | 一是会期延长；二是人数增加"],
    ),
    "sentences that go on": (
        "支出总计增加2万元。主要原因：新平台上线；业务量增加。同时加强指导；有新调入人员。其中：甲支出增加1万元。",
        ["支出总计 | increase | 新平台上线；业务量增加。同时加强指导；有新调入人员"],
    ),
    "a purpose": ("会议费5万元，主要用于年度会议。", ["会议费 | purpose | 年度会议"]),
    "主要是 behind an amount": (
        "公务用车运行支出5.39万元，主要是燃油费，保险费。",
        ["公务用车运行支出 | purpose | 燃油费，保险费"],
    ),
    "主要是 behind a zero": (
        "公务用车购置支出0万元。主要是本单位不涉及。",
        ["公务用车购置支出 | other | 本单位不涉及"],
    ),
    "a purpose behind a reason": (
        "会议费增加2万元，主要是会期延长，主要用于年度会议。",
        ["会议费 | increase | 会期延长", "会议费 | purpose | 年度会议"],
    ),
    "a reason behind a purpose": (
        "征地支出6,900万元，主要用于补偿，超出年初预算400万元，是因为价格调整。",
        ["征地支出 | purpose | 补偿", "征地支出 | actual_gt_budget | 价格调整"],
    ),
    "a composition is no purpose": (
        "支出572万元，主要用于以下方面：教育支出281万元，占49%；住房支出15万元，占3%。",
        [],
    ),
    "a blank is no reason": ("会议费5万元，比上年增加1万元，主要原因：……。主要用于……。", []),
    "a cause inside a cause": (
        "会议费增加2万元，主要原因：会期延长，主要由于议程增加。",
        ["会议费 | increase | 会期延长，主要由于议程增加"],
    ),
    "a doubled cue": (
        "会议费较上年增加（减少）0万元，主要原因是主要是本单位不涉及。",
        ["会议费 | flat | 本单位不涉及"],
    ),
    "a statement about the subject ends it": (
        "因公出国（境）费增加0.5万元，原因是随团考察，全年因公出国（境）1个团组。",
        ["因公出国（境）费 | increase | 随团考察"],
    ),
    "a figure of the cause does not": (
        "教育支出增长5%，主要是学位扩容，新聘教师21名。",
        ["教育支出 | increase | 学位扩容，新聘教师21名"],
    ),
    "nothing spent": (
        "因公出国（境）费没有发生，原因是未安排出访。",
        ["因公出国（境）费 | other | 未安排出访"],
    ),
    "用于 with an amount is a composition": ("预算安排200万元，其中，用于设备购置120万元。", []),
    "a cue that a comma parts": (
        "会议费增支2万元，究其原因，主要是会期延长。",
        ["会议费 | increase | 会期延长"],
    ),
    "an earlier year in a reason stays there": (
        "林业支出下降系2019年一次性购置无人机（98.6万元）所致。",
        ["林业支出 | decrease | 2019年一次性购置无人机（98.6万元）"],
    ),
    "numbered items": (
        "会议费增加2万元，主要原因是：1.人员增加3人；2.会期延长；3.新增1个项目。",
        ["会议费 | increase | 1.人员增加3人；2.会期延长；3.新增1个项目"],
    ),
    "a statement that lost its comma": (
        "会议费增加2万元主要原因是会期延长其中大会1万元",
        ["会议费 | increase | 会期延长"],
    ),
    "problems are no reasons": ("甲项目完成预算的97%。发现的主要问题及原因：一是编制不精准。", []),
    "the words 主要情况 behind a comparison": (
        "会议费决算数小于预算数的主要情况：会期缩短。主要情况：会期缩短。",
        ["会议费 | actual_lt_budget | 会期缩短"],
    ),
    "more than the year before is an increase": (
        "会议费决算大于上年决算数的主要原因是会期延长。差旅费决算大于2021年决算数的主要原因是外出增多。",
        ["会议费 | increase | 会期延长", "差旅费 | increase | 外出增多"],
    ),
    "a change of nothing": ("会议费较上年增加0万元，主要原因是会期未变。", ["会议费 | flat | 会期未变"]),
    "a cue without its verb": (
        "会议费减少1万元，原因执行八项规定。差旅费下降9%，主要严格审批。培训费减少3万元。下降原因2021年期数较多。",
        [
            "会议费 | decrease | 执行八项规定",
            "差旅费 | decrease | 严格审批",
            "培训费 | decrease | 2021年期数较多",
        ],
    ),
    "a cue with a colon opens its own sentence": (
        "甲项目执行率0%。原因：资金未下达。",
        ["甲项目 | actual_lt_budget | 资金未下达"],
    ),
    "主要 is no cue where nothing changed": ("会议费3万元，主要职责是组织会议。主要严格审批。", []),
    "a cue that announces": (
        "会议费减少1万元，变动原因说明如下：会期缩短。差旅费减少1万元。主要变动原因如下：",
        ["会议费 | decrease | 会期缩短"],
    ),
    "a reason in brackets": (
        "会议费减少1万元（主要是会期缩短），下降9%。差旅费减少1万元（主要原因：会期缩短；人员减少），下降9%。",
        ["会议费 | decrease | 会期缩短", "差旅费 | decrease | 会期缩短；人员减少"],
    ),
    "a purpose in brackets": (
        "会议费3万元（主要用于年度会议），减少1万元。",
        ["会议费 | purpose | 年度会议"],
    ),
    "a comparison without a figure belongs to the reason": (
        "会议费减少1万元，主要原因是：无大会，与上年相比无变化。",
        ["会议费 | decrease | 无大会，与上年相比无变化"],
    ),
    "but not to a purpose": ("会议费3万元，主要用于年度会议，与上年持平。", ["会议费 | purpose | 年度会议"]),
    "a comparison that opens a change ends it": (
        "会议费3万元，主要用于年度会议，与上年相比，会议费减少1万元。",
        ["会议费 | purpose | 年度会议"],
    ),
    "a list that is closed ends a purpose before a figure": (
        "运行费3万元，主要用于燃油、维修等方面支出，保有公务用车4辆。",
        ["运行费 | purpose | 燃油、维修等方面支出"],
    ),
    "a stock at the end of the year ends it": (
        "运行费3万元，主要用于燃油，年末公务用车保有量4辆。",
        ["运行费 | purpose | 燃油"],
    ),
    "what happened by the end of the year does not": (
        "会议费减少1万元，主要是会期缩短，年末减少1次。差旅费减少1万元，主要是估算不足，年末决算调整较大。",
        ["会议费 | decrease | 会期缩短，年末减少1次", "差旅费 | decrease | 估算不足，年末决算调整较大"],
    ),
    "what an amount is, is no purpose": (
        "使用结余5万元，主要是弥补收支缺口的资金。其他收入3万元，主要是存款利息收入。",
        ["其他收入 | purpose | 存款利息收入"],
    ),
    "where data come from is no reason": ("公用经费5万元。（注：数据来源于财决07表。）", []),
    "in front of a change told in words": (
        "公务接待费增加1万元。管理进一步规范，但由于视察增加等原因，公务接待费总体略有增加。",
        ["公务接待费 | increase | 视察增加"],
    ),
    "因 in front of a change": (
        "因会期缩短，会议费比上年减少1万元。因会议安排，支出1万元。",
        ["会议费 | decrease | 会期缩短"],
    ),
    "numbered amounts behind a change are no reasons": (
        "“三公”经费比上年减少1万元，主要是会期缩短。其中：（1）会议费1万元；（2）培训费2万元。",
        ["“三公”经费 | decrease | 会期缩短"],
    ),
    "a subject told in words alone": (
        "会议费5万元。差旅费与上年相同，原因为任务未变。",
        ["差旅费 | flat | 任务未变"],
    ),
    "a cue in front of an enumeration": (
        "会议费减少1万元，减少的主要原因一是会期缩短，二是人员减少。",
        ["会议费 | decrease | 一是会期缩短，二是人员减少"],
    ),
    "the movement of a count": (
        "公务用车由512辆压减至301辆，系公车改革所致。",
        ["公务用车 | decrease | 公车改革"],
    ),
    "a bare 因 in front of a change told in words": (
        "会议费5万元，因会期调整略有增加。",
        ["会议费 | increase | 会期调整"],
    ),
    "a bare 因 in front of a change with its amount": (
        "会议费5万元，因会期调整增加2万元。",
        ["会议费 | increase | 会期调整"],
    ),
    "由于 behind a cue and a comma": (
        "会议费增加2万元。增加原因说明，由于会期延长。",
        ["会议费 | increase | 会期延长"],
    ),
    "digits name nothing": (
        "会议费5万元，比上年减少2万元，减少28.57主要原因是会期缩短。",
        ["会议费 | decrease | 会期缩短"],
    ),
    "等于 names nothing": (
        "会议费预算5万元，完成预算的100%。\n决算数等于预算数的主要原因：会期未变。",
        ["会议费 | actual_eq_budget | 会期未变"],
    ),
    "a bare 因 behind 持平": (
        "会议费5万元，与上年持平，因会期无变动；差旅费4万元。",
        ["会议费 | flat | 会期无变动"],
    ),
    "a purpose ends before counts": (
        "接待费4万元。主要用于来访用餐支出，接待来访2批次、24人次。",
        ["接待费 | purpose | 来访用餐支出"],
    ),
    "a purpose ends before the cue of a reason": (
        "接待费4万元，增加2万元，主要用于来访项目，主要原因：一是来访增加；二是人员增加。",
        ["接待费 | purpose | 来访项目", "接待费 | increase | 一是来访增加；二是人员增加"],
    ),
}


@pytest.mark.parametrize(("text", "rows"), CASES.values(), ids=CASES.keys())
def test_reasons(read: Reading, text: str, rows: list[str]) -> None:
    found = [f"{reason.subject.text} | {reason.relation} | {reason.text}" for reason in read(text).reasons]
    assert found == rows


def test_glossary_explains_nothing(read: Reading) -> None:
    assert read("基本支出：主要用于保障运转，原因是需要100万元。", zone="glossary").reasons == ()


def test_parts_and_figures(read: Reading) -> None:
    extraction = read("会议费5万元，比上年增加2万元，增长66.7%，主要原因：一是会期延长；二是新增3人。")
    (reason,) = extraction.reasons
    assert reason.parts == ("会期延长", "新增3人")
    assert [figure.value for figure in extraction.figures if figure.id in reason.figures] == ["2", "66.7"]


def test_range_is_the_text_without_its_cue(read: Reading) -> None:
    text = "会议费增加2万元，系会期 延长所致。"
    (reason,) = read(text).reasons
    assert (text[reason.start : reason.end], reason.text) == ("会期 延长", "会期延长")


@pytest.mark.parametrize(
    ("reason", "categories"),
    [
        ("有新招录、新调转人员", {"staffing": ("新招录", "新调转")}),
        ("使用上年结转资金", {"carry_over": ("上年结转",)}),
        ("缴费基数调整", {"contribution_base": ("缴费基数",)}),
        ("厉行节约，车辆报废", {"savings": ("厉行节约",), "asset_disposal": ("报废",)}),
    ],
)
def test_categories_with_their_evidence(
    read: Reading, reason: str, categories: dict[str, tuple[str, ...]]
) -> None:
    (found,) = read(f"会议费增加2万元，主要原因是{reason}。").reasons
    evidence = {category.id: category.evidence for category in found.categories}
    assert all(set(words) <= set(evidence[name]) for name, words in categories.items())


@pytest.mark.parametrize(
    ("sentence", "categories"),
    [
        ("会议费5万元，主要用于人员调动和燃油。", {"maintenance": ("燃油",)}),
        (
            "会议费增加2万元，主要原因是人员调动和燃油。",
            {"staffing": ("人员调动",), "maintenance": ("燃油",)},
        ),
        ("会议费增加2万元，主要原因是新增资产。", {}),
        ("会议费增加2万元，主要原因是县新招录、乡新招录。", {"staffing": ("新招录",)}),
    ],
)
def test_categories_of_purposes_and_protected_words(
    read: Reading, sentence: str, categories: dict[str, tuple[str, ...]]
) -> None:
    (found,) = read(sentence).reasons
    assert {category.id: category.evidence for category in found.categories} == categories
