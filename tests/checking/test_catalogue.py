"""The catalogue of checks: complete, documented, and in step with the page made from it."""

from __future__ import annotations

from pathlib import Path

import pytest

from docstruct.checking import CATALOGUE

PAGE = Path(__file__).parents[2] / "docs" / "checks.md"


@pytest.mark.parametrize("kind", CATALOGUE)
def test_every_check_says_what_it_does(kind: str) -> None:
    entry = CATALOGUE[kind]

    assert entry.compares
    assert entry.tolerance
    assert entry.example
    assert entry.function.__doc__


def test_the_page_of_checks_is_the_one_generated() -> None:
    from docstruct.checking.page import checks_page

    assert PAGE.read_text(encoding="utf-8") == checks_page(), "run: docstruct checks > docs/checks.md"
