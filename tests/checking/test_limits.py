"""Parts that have nothing in common are no more than their whole."""

from __future__ import annotations

import pytest

from docstruct import structure

TEXT = """某县水利局2023年度部门决算
第三部分 情况说明
十一、政府采购支出情况
2023年度{whole}为{all}万元，其中：货物采购金额{all}万元。
在面向中小企业预留的政府采购项目中，由中小企业供应商中标或成交的，采购金额{reserved}万元；在面向小微企业预留政府采购项目中，由小微企业供应商\
中标或成交的，采购金额{reserved}万元；在其他政府采购项目中，由中小企业供应商中标或成交的，采购金额{other}万元。
"""


@pytest.mark.parametrize("whole", ["政府采购金额（以合同签订为准）", "政府采购支出总额", "政府采购金额"])
@pytest.mark.parametrize(
    ("reserved", "other", "added"),
    [
        ("21.07", "21.07", "42.14"),
        ("15.00", "6.10", "21.10"),
        ("15.00", "6.07", None),
        ("15.00", "6.08", None),  # within the rounding of three amounts
        ("15.00", "1.00", None),  # the rest is bought of large ones
    ],
)
def test_reserved_and_other_projects_are_no_more_than_all(
    whole: str, reserved: str, other: str, added: str | None
) -> None:
    document = structure(TEXT.format(whole=whole, all="21.07", reserved=reserved, other=other))
    found = [(one.kind, one.computed, len(one.places)) for one in document.findings]
    assert found == ([("parts_exceed_whole", added, 3)] if added else [])
