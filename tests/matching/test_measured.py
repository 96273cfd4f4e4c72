"""What matching is measured by holds: names that documents are known to have used, and names as noise spells them."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from types import ModuleType

    from docstruct.matching import Matcher

BENCHMARK = Path(__file__).parents[2] / "scripts" / "benchmark"


def _script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, BENCHMARK / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def test_attested_names_with_their_levels_get_their_codes(matcher: Matcher) -> None:
    attested = _script("attested_names")
    outcome = attested.ask_all(attested.attested_names(matcher.classification), matcher, with_path=True)

    assert outcome.asked > 350
    assert len(outcome.wrong) <= 1, outcome.wrong
    assert outcome.right >= 0.98, outcome.unanswered


def test_attested_names_alone_get_no_wrong_code(matcher: Matcher) -> None:
    attested = _script("attested_names")
    outcome = attested.ask_all(attested.attested_names(matcher.classification), matcher, with_path=False)

    assert outcome.wrong == ()
    assert outcome.right >= 0.7, outcome.unanswered


def test_the_scheme_is_given_only_where_names_and_levels_do_not_tell_it(matcher: Matcher) -> None:
    names = {one.code: one for one in _script("attested_names").attested_names(matcher.classification)}

    assert names["30701"].above == ("债务利息及费用支出",)
    assert names["30701"].scheme == "economic_department"
    assert names["201"].scheme is None


@pytest.mark.slow
def test_noisy_names_below_their_levels_get_hardly_a_wrong_code(matcher: Matcher) -> None:
    noisy = _script("noisy_names")
    names = noisy.noisy_names(matcher.classification, 1000, seed=1)
    right = noisy.bearers(matcher.classification, names, same_parent=True)
    answers = [
        matcher.match(one.name, path=(*one.path, one.name), scheme=one.entry.scheme).code for one in names
    ]

    wrong = [
        (one.name, answer)
        for one, answer, codes in zip(names, answers, right, strict=True)
        if answer and answer not in codes
    ]
    assert len(wrong) <= 1, wrong
    assert sum(answer is None for answer in answers) <= 50
