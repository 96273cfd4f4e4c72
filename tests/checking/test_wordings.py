"""Wordings that tempt a check to a false finding, each beside a contradiction in nearly the same words."""

from __future__ import annotations

import pytest

from docstruct import structure

ACCOUNTS = "某县水利局2023年度部门决算\n第三部分 情况说明\n"
BUDGET = "某县水利局2023年部门预算\n第二部分 情况说明\n"
THREE = "七、“三公”经费情况说明\n"


def _errors(text: str) -> list[str]:
    return [one.kind for one in structure(text).findings if one.severity in ("error", "warning")]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("2023年“三公”经费控制数为15.00万元，“三公”经费预算为14.20万元。", None),
        ("2023年“三公”经费预算控制在15.00万元以内，“三公”经费预算安排14.20万元。", None),
        ("2023年“三公”经费预算上限15.00万元，“三公”经费预算为14.20万元。", None),
        ("2023年“三公”经费预算为15.00万元以内，“三公”经费预算安排14.20万元。", None),
        ("2023年“三公”经费预算不超过15.00万元，“三公”经费预算为14.20万元。", None),
        ("2023年“三公”经费预算为15.00万元。“三公”经费预算为14.20万元。", "restatement_mismatch"),
    ],
)
def test_a_ceiling_is_no_budget(text: str, kind: str | None) -> None:
    assert _errors(BUDGET + THREE + text) == ([kind] if kind else [])


@pytest.mark.parametrize("share", ["62.5", "50"])
def test_a_share_may_be_one_of_a_part(share: str) -> None:
    text = (
        "六、政府采购\n2023年政府采购预算200.00万元，其中：面向中小企业预留采购份额160.00万元，占80%，"
        f"其中面向小微企业预留100.00万元，占{share}%。"
    )
    assert _errors(BUDGET + text) == []
    assert _errors(BUDGET + text.replace(f"占{share}%", "占70%")) == ["share_mismatch"]


def test_a_multiple_is_no_percentage() -> None:
    text = "五、支出\n防汛（项）年初预算100.00万元，支出决算150.00万元，完成年初预算的1.5倍。"
    assert _errors(ACCOUNTS + text) == []
    assert _errors(ACCOUNTS + text.replace("1.5倍", "1.5%")) == ["completion_rate_mismatch"]


TWO = """（甲）市卫生健康委员会本级
一、收入支出
本年支出合计100.00万元，其中基本支出80.00万元，占80%，项目支出20.00万元，占20%。
{}
一、{}
本年支出合计300.00万元，其中基本支出200.00万元，占66.67%，项目支出100.00万元，占33.33%。
"""


def test_two_organizations_in_one_file_have_two_totals() -> None:
    assert _errors(ACCOUNTS + TWO.format("（乙）市疾控中心", "收入支出")) == []
    same = "一、收入支出\n本年支出合计100.00万元。本年支出合计300.00万元。"
    assert _errors(ACCOUNTS + same) == ["restatement_mismatch"]


@pytest.mark.parametrize("word", ["持平", "一致", "相同", "数持平", "相等"])
@pytest.mark.parametrize("base", ["年初预算", "上年"])
def test_what_is_called_equal_is(word: str, base: str) -> None:
    text = ACCOUNTS + THREE + "公务接待费支出决算数为3.00万元，与" + base + "{}万元" + word + "。"
    assert _errors(text.format("5.00")) == ["direction_contradiction"]
    assert _errors(text.format("3.00")) == []
    assert _errors(text.format("3.01")) == []
    assert _errors(text.format("5.00").replace(word, f"基本{word}")) == []


def test_a_wrong_part_is_one_finding_not_two() -> None:
    text = "三、支出决算情况说明\n本年支出合计480.00万元，其中：基本支出360.00万元，占75%；项目支出{}万元，占25%。"
    assert _errors(ACCOUNTS + text.format("120.00")) == []
    assert _errors(ACCOUNTS + text.format("130.00")) == ["share_mismatch"]


GENERAL = """收入支出决算总表
单位：万元
收入\t\t支出\t
项目\t决算数\t项目\t决算数
本年收入合计\t500.00\t本年支出合计\t480.00
年初结转和结余\t20.00\t年末结转和结余\t40.00
总计\t520.00\t总计\t520.00
支出决算表
单位：万元
科目编码\t科目名称\t本年支出合计\t基本支出\t项目支出
合计\t\t{0}\t300.00\t{1}
213\t农林水支出\t{0}\t300.00\t{1}
"""


def test_a_wrong_total_is_compared_with_its_like_alone() -> None:
    assert _errors(GENERAL.format("480.00", "180.00")) == []
    document = structure(GENERAL.format("482.00", "182.00"), fiscal_year=2023, document_type="final_accounts")
    found = [one for one in document.findings if one.kind == "table_mismatch"]
    assert [(one.stated, one.computed) for one in found] == [("482.00", "480.00")]


@pytest.mark.parametrize(("rate", "kinds"), [("108.33", []), ("5", []), ("80", ["completion_rate_mismatch"])])
def test_a_rate_behind_a_list_may_be_that_of_the_whole(rate: str, kinds: list[str]) -> None:
    text = (
        "五、支出\n一般公共预算财政拨款支出650.00万元，其中当年预算支出620.00万元，上年结转支出30.00万元；"
        f"完成年初预算600.00万元的{rate}%。"
    )
    assert _errors(ACCOUNTS + text) == kinds


def test_shares_of_which_most_are_wrong_have_another_whole() -> None:
    text = "三、支出决算情况说明\n本年支出合计480.00万元，其中：基本支出{}万元，占75%；项目支出120.00万元，占{}%。"
    assert _errors(ACCOUNTS + text.format("360.00", "20")) == ["share_mismatch"]
    assert _errors(ACCOUNTS + text.format("300.00", "20")) == []


@pytest.mark.parametrize(("basic", "found"), [("150.00", []), ("200.00", ["table_sum_mismatch"])])
def test_a_row_that_was_cut_makes_both_columns_too_little(basic: str, found: list[str]) -> None:
    rows = f"""支出决算表
单位：万元
科目编码\t科目名称\t基本支出\t项目支出
201\t一般公共服务支出\t120.00\t60.00
20103\t政府办公厅（室）及相关机构事务\t120.00\t60.00
2010301\t行政运行\t120.00\t60.00
208\t社会保障和就业支出\t200.00\t20.00
20805\t行政事业单位养老支出\t{basic}\t15.00
2080505\t机关事业单位基本养老保险缴费支出\t{basic}\t15.00
"""
    assert _errors(rows) == found
