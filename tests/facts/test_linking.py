"""A statement of the prose knows the cells of its item."""

from __future__ import annotations

from tests.facts.reading import tables_of

TABLES = """
一般公共预算财政拨款支出决算表
单位：万元
科目编码\t科目名称\t合计\t基本支出\t项目支出
205\t教育支出\t9.5\t5.5\t4.0
20502\t普通教育\t9.5\t5.5\t4.0
2050203\t初中教育\t9.5\t5.5\t4.0
财政拨款“三公”经费支出决算表
单位：万元
合计\t\t因公出国（境）费\t\t公务接待费\t
预算数\t决算数\t预算数\t决算数\t预算数\t决算数
4.1\t3.7\t2.2\t2.0\t1.9\t1.7
"""


def linked(prose: str, tables: str = TABLES) -> dict[str, list[str]]:
    """The texts of the linked cells by the subject of the record."""
    document = tables_of(f"一、支出情况\n{prose}\n{tables}")
    facts = {fact.id: fact.text for fact in document.facts}
    return {record.subject.text: [facts[name] for name in record.facts] for record in document.records}


def test_a_coded_item_knows_the_cells_of_its_row() -> None:
    prose = "1.教育支出（类）普通教育（款）初中教育（项）。年初预算为8.0万元，支出决算为9.5万元。"
    assert linked(prose)["初中教育"] == ["9.5", "5.5", "4.0"]


def test_an_item_of_the_three_public_knows_its_columns() -> None:
    assert linked("公务接待费支出决算为1.7万元，比上年减少0.2万元。")["公务接待费"] == ["1.9", "1.7"]
    (cells,) = linked("“三公”经费财政拨款支出决算为3.7万元。").values()
    assert cells == ["4.1", "3.7"]


def test_an_item_the_tables_do_not_have_knows_none() -> None:
    assert linked("培训费支出决算为1.7万元。") == {"培训费": []}
    assert linked("购买办公桌椅支出1.7万元。") == {"购买办公桌椅支出": []}


def test_revenue_by_function_is_not_what_was_spent() -> None:
    revenue = "收入决算表\n单位：万元\n科目编码\t科目名称\t本年收入合计\t其他收入\n205\t教育支出\t9.7\t0.2\n"
    assert linked("教育支出（类）支出决算为9.5万元。", TABLES + revenue)["教育支出"] == ["9.5", "5.5", "4.0"]


def test_two_totals_in_one_word() -> None:
    totals = (
        "收入支出决算总表\n单位：万元\n收入\t\t支出\t\n项目\t决算数\t项目\t决算数\n本年收入合计\t8.1\t本年支出合计\t8.2\n"
        "年初结转和结余\t0.9\t年末结转和结余\t0.8\n总计\t9.0\t总计\t9.01\n"
    )
    assert linked("2023年度收、支总计9.00万元。", totals)["收、支总计"] == ["9.0", "9.01"]
    assert linked("2023年度本年收入合计8.10万元。", totals)["本年收入合计"] == ["8.1"]
