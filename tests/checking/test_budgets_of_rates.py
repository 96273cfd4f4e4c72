"""A completion rate that does not name its budget is held against every budget of its sentence."""

from __future__ import annotations

import pytest

from docstruct import structure

ADJUSTED = "培训费年初预算数900万元，调整后预算数960万元，支出决算955.2万元，"


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (f"{ADJUSTED}预算执行率99.5%。", False),
        (f"{ADJUSTED}完成预算的99.5%。", False),
        (f"{ADJUSTED}完成年初预算的106.13%。", False),
        (f"{ADJUSTED}完成年初预算的99.5%。", True),
        (f"{ADJUSTED}完成预算的90%。", True),
        ("项目资金年初预算300万元，实际到位280万元，实际支出266万元，预算执行率95%。", False),
        ("项目资金年初预算300万元，实际到位280万元，实际支出266万元，预算执行率93%。", True),
        ("项目资金年初预算300万元，实际到位280万元，实际支出266万元，完成年初预算的95%。", True),
        ("培训费年初预算100万元，支出决算120万元，完成预算的100%。", True),
        ("培训费年初预算150万元，年中调减30万元，全年执行118.2万元，执行率98.5%。", False),
        ("培训费年初预算150万元，年中调减30万元，全年执行118.2万元，执行率90%。", True),
        ("培训费年初预算150万元，年中调减30万元，全年执行118.2万元，完成年初预算的98.5%。", True),
        ("培训费年初预算100万元，追加20万元、调减5万元，支出决算115万元，执行率100%。", False),
        ("离退休费支出68.4万元，完成调整预算数的100%，为年初预算数57.0万元的1.2倍。", False),
        ("离退休费支出68.4万元，完成调整预算数的90%，调整预算为57.0万元。", True),
        (f"{ADJUSTED}完成调整预算的99.5%。", False),
        (f"{ADJUSTED}完成调整预算的90%。", True),
        ("培训费年初预算150万元，比上年减少30万元，全年执行118.2万元，执行率98.5%。", True),
    ],
)
def test_a_rate_fits_one_of_the_budgets(text: str, wrong: bool) -> None:
    document = structure(text, fiscal_year=2022, document_type="final_accounts")
    assert any(finding.kind == "completion_rate_mismatch" for finding in document.findings) is wrong
