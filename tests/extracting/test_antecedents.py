"""Every antecedent finds the subject of a figure in the example of its docstring."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from docstruct.extracting.antecedents.order import ANTECEDENTS, why

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.extracting.conftest import Reading


@pytest.mark.parametrize("find", ANTECEDENTS, ids=lambda find: find.__name__)
def test_its_example(read: Reading, find: Callable[..., object]) -> None:
    examples = (find.__doc__ or "").split("\n")[0].rpartition(": ")[2].rstrip(".").split("; ")
    found = [figure.antecedent for example in examples for figure in read(f"{example}。").figures]
    assert find.__name__ in found


def test_the_names_are_told_apart() -> None:
    names = [find.__name__ for find in ANTECEDENTS]
    assert len(set(names)) == len(names)


def test_why_is_what_the_antecedent_says_of_itself() -> None:
    assert why("phrase_in_front") == "The phrase in front of the verb: 会议费比上年减少5万元."
    assert why("subject_behind") == "What is compared in front is named behind."
    assert why("none") == "Nothing names it."
