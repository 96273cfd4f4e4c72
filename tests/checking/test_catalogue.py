"""The catalogue of checks: complete, documented, and in step with the page made from it."""

from __future__ import annotations

from pathlib import Path

import pytest

from docstruct.checking import CATALOGUE, CHECKS, check_kinds
from docstruct.errors import DocstructError

PAGE = Path(__file__).parents[2] / "docs" / "checks.md"


@pytest.mark.parametrize("kind", CATALOGUE)
def test_every_check_says_what_it_does(kind: str) -> None:
    entry = CATALOGUE[kind]

    assert entry.compares
    assert entry.tolerance
    assert entry.example
    assert entry.made != "checking" or CHECKS[kind].function.__doc__


def test_the_page_of_checks_is_the_one_generated() -> None:
    from docstruct.writing.catalogue import checks_page

    assert PAGE.read_text(encoding="utf-8") == checks_page(), "run: docstruct checks > docs/checks.md"


@pytest.mark.parametrize("kind", CATALOGUE)
def test_every_kind_on_the_page_can_be_switched_off(kind: str) -> None:
    assert f"`{kind}`" in PAGE.read_text(encoding="utf-8")
    assert check_kinds([kind]) == {kind}


def test_a_kind_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(DocstructError, match="sum_mismatsh"):
        check_kinds(["sum_mismatch", "sum_mismatsh"])
