"""Codes put together from digits stated level by level."""

from __future__ import annotations

import pytest

from docstruct.matching import compose_code


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        (["208", "05", "01"], "2080501"),
        (["2080109"], "2080109"),
        (["208", "20805", "2080501"], "2080501"),
        (["210", "11"], "21011"),
        (["221"], "221"),
        (["301", "02"], "30102"),
        (["5"], None),
        (["208", "0"], None),
        ([], None),
        (["20x"], None),
    ],
)
def test_compose_code(parts: list[str], code: str | None) -> None:
    assert compose_code(parts) == code
