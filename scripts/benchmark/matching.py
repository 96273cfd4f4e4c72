#!/usr/bin/env python3
"""How well and how fast names are matched to codes: noise test, attested names, reliability, risk and coverage.

    scripts/benchmark/matching.py [--names 2000] [--seed 1]

The noise test spells names of the classification as messy documents do (noisy_names.py) and asks for their codes,
with the scheme and the levels above them, and without; beside it stand plain likenesses over the same names. A name that several
codes bear is right with any of them where no level is given, and the matcher should then abstain. Attested names are
those that public documents used, each with its latest year (attested_names.py).
"""

from __future__ import annotations

import argparse
import math
import time
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import jieba
from attested_names import ask_all, attested_names
from noisy_names import NoisyName, bearers, noisy_names, without_some
from rapidfuzz import fuzz, process

from docstruct.document import Document
from docstruct.evaluating.comparing import number, same_subject
from docstruct.evaluating.gold import load_gold, structure_gold
from docstruct.lexicon import Lexicons
from docstruct.matching import Match, Matcher
from docstruct.pipeline import Pipeline

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from docstruct.document import Figure
    from docstruct.evaluating.gold import GoldDocument, Row
    from docstruct.lexicon.classification import ClassificationLexicon

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Asked:
    """A spelling, what the matcher said of it, and which codes are right."""

    noisy: NoisyName
    match: Match
    right: set[str]

    @property
    def first_is_right(self) -> bool:
        """Whether the best candidate is right, answered or not."""
        return bool(self.match.ranked) and self.match.ranked[0].code in self.right

    @property
    def is_wrong(self) -> bool:
        """Answered, and wrongly."""
        return self.match.code is not None and self.match.code not in self.right


def ask(
    matcher: Matcher, names: Sequence[NoisyName], right: Sequence[set[str]], with_path: bool
) -> tuple[list[Asked], float]:
    """Every answer, and names a second."""
    matcher.match("预热")
    start = time.perf_counter()
    matches = [
        matcher.match(noisy.name, path=(*noisy.path, noisy.name), scheme=noisy.entry.scheme)
        if with_path
        else matcher.match(noisy.name)
        for noisy in names
    ]
    speed = len(names) / (time.perf_counter() - start)
    return [Asked(*asked) for asked in zip(names, matches, right, strict=True)], speed


def report(title: str, asked: Sequence[Asked], speed: float) -> None:
    total = len(asked)
    first = sum(one.first_is_right for one in asked) / total
    abstained = sum(one.match.code is None for one in asked) / total
    wrong = sum(one.is_wrong for one in asked) / total
    print(
        f"{title:<34} accuracy@1 {first:.3f}  abstained {abstained:.3f}  wrong answers {wrong:.4f}  {speed:8,.0f}/s"
    )


def plain(names: Sequence[NoisyName], classification: ClassificationLexicon) -> None:
    """The same test for likenesses that know nothing of the domain."""
    choices = sorted({entry.name for entry in classification.entries})
    for title, scorer in (("rapidfuzz ratio", fuzz.ratio), ("rapidfuzz WRatio", fuzz.WRatio)):
        start = time.perf_counter()
        table = process.cdist([noisy.name for noisy in names], choices, scorer=scorer)
        found = [choices[row.argmax()] for row in table]
        _report_plain(title, names, classification, found, start)
    for title, cut in (("TF-IDF, 1 and 2 characters", _grams), ("TF-IDF, words by jieba", jieba.lcut)):
        start = time.perf_counter()
        nearest = tfidf(choices, cut)
        _report_plain(title, names, classification, [nearest(noisy.name) for noisy in names], start)


def _report_plain(
    title: str,
    names: Sequence[NoisyName],
    classification: ClassificationLexicon,
    found: list[str],
    start: float,
) -> None:
    speed = len(names) / (time.perf_counter() - start)
    called: dict[str, set[str]] = {}
    for entry in classification.entries:
        called.setdefault(entry.name, set()).add(entry.code)
    codes = bearers(classification, names, same_parent=False)
    right = sum(not right.isdisjoint(called.get(name, ())) for name, right in zip(found, codes, strict=True))
    print(f"{title:<34} accuracy@1 {right / len(names):.3f}{'':45}{speed:8,.0f}/s")


def tfidf(choices: Sequence[str], cut: Callable[[str], list[str]]) -> Callable[[str], str]:
    """Nearest by cosine of TF-IDF vectors of the parts that names are cut into."""
    counts = Counter(part for name in choices for part in set(cut(name)))
    weight = {part: math.log(len(choices) / count) + 1 for part, count in counts.items()}
    postings: dict[str, list[tuple[int, float]]] = {}
    for position, name in enumerate(choices):
        vector = {part: count * weight[part] for part, count in Counter(cut(name)).items()}
        length = math.sqrt(sum(value * value for value in vector.values()))
        for part, value in vector.items():
            postings.setdefault(part, []).append((position, value / length))

    def nearest(name: str) -> str:
        scores: defaultdict[int, float] = defaultdict(float)
        for part, count in Counter(cut(name)).items():
            for position, value in postings.get(part, ()):
                scores[position] += count * weight[part] * value
        return choices[max(scores, key=lambda position: scores[position])] if scores else ""

    return nearest


def _grams(name: str) -> list[str]:
    return [*name, *(name[start : start + 2] for start in range(len(name) - 1))]


def known_names(matcher: Matcher) -> None:
    """Speed on names as the classification has them, and on short forms."""
    names = sorted({entry.name for entry in matcher.classification.entries})
    for title, spelt in (
        ("names as they are", names),
        ("without 支出", [name.removesuffix("支出") for name in names]),
    ):
        start = time.perf_counter()
        for name in spelt:
            matcher.match(name)
        print(f"{title:<34} {len(spelt) / (time.perf_counter() - start):8,.0f}/s")


def reliability(asked: Sequence[Asked]) -> None:
    """Scores against the share of right answers, for answers by likeness."""
    print("\nscore        answers   mean score   right")
    answers = [one for one in asked if one.match.score is not None]
    for low, high in ((0.0, 0.85), (0.85, 0.9), (0.9, 0.95), (0.95, 0.98), (0.98, 1.01)):
        binned = [one for one in answers if low <= (one.match.score or 0) < high]
        if binned:
            mean = sum(one.match.score or 0 for one in binned) / len(binned)
            right = sum(not one.is_wrong for one in binned) / len(binned)
            print(f"{low:.2f}-{min(high, 1):.2f}   {len(binned):8}   {mean:10.3f}   {right:.3f}")


def risk_and_coverage(asked: Sequence[Asked]) -> None:
    """What share is answered, and how much of it wrongly, the surest answers first."""
    print("\ncoverage   wrong among answered")
    answers = sorted((one for one in asked if one.match.score), key=lambda one: -(one.match.score or 0))
    for share in (0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0):
        taken = answers[: int(share * len(asked))]
        if len(taken) == int(share * len(asked)) and taken:
            print(f"{share:8.2f}   {sum(one.is_wrong for one in taken) / len(taken):.4f}")
    print(f"{len(answers) / len(asked):8.2f}   {sum(one.is_wrong for one in answers) / len(answers):.4f}")


def annotated(gold: Path, inputs: Path) -> None:
    """Answers on annotated documents by the evidence that decided, and how many of them are right."""
    answers: Counter[str] = Counter()
    right: Counter[str] = Counter()
    pipeline = Pipeline()
    for document in load_gold(gold, inputs):
        made = structure_gold(pipeline, document)
        for row, figure in _paired(document, made) if isinstance(made, Document) else ():
            method = str(figure.subject.method or "no code")
            answers[method] += 1
            right[method] += (figure.subject.code or "") == row["code"]
    print("\nannotated documents (figures of which the subject was found)")
    for evidence, count in answers.most_common():
        print(f"{evidence:<16} {count:6} answers   right {right[evidence] / count:.3f}")


def _paired(gold: GoldDocument, made: Document) -> Iterator[tuple[Row, Figure]]:
    """Each annotated figure with the one found of the same measure, value and subject."""
    left = list(made.figures)
    for row in gold.facts:
        for figure in left:
            same_value = (row["measure"], number(row["value"])) == (figure.measure, number(figure.value))
            if same_value and same_subject(row["subject"], figure.subject.text):
                left.remove(figure)
                yield row, figure
                break


def attested(matcher: Matcher) -> None:
    """Names that documents are known to have used, by name, year and levels, and by name and year."""
    names = attested_names(matcher.classification)
    print(
        f"\nattested names: {len(names)}, of {sum(one.scheme is not None for one in names)} the scheme is given"
    )
    for title, with_path in (("name, year and levels", True), ("name and year", False)):
        outcome = ask_all(names, matcher, with_path=with_path)
        print(f"{title:<34} right {outcome.right:.3f}  wrong answers {len(outcome.wrong)}")
        for wrong in outcome.wrong:
            print(f"    {wrong}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--names", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    matcher = Matcher(Lexicons().classification)
    names = noisy_names(matcher.classification, options.names, options.seed)
    print(f"noise test: {len(names)} names, seed {options.seed}")
    any_bearer = bearers(matcher.classification, names, same_parent=False)
    own_bearer = bearers(matcher.classification, names, same_parent=True)
    without, speed = ask(matcher, names, any_bearer, with_path=False)
    report("docstruct", without, speed)
    within, speed = ask(matcher, names, own_bearer, with_path=True)
    report("docstruct, with the levels above", within, speed)
    plain(names, matcher.classification)
    attested(matcher)
    print("\nnames that are known")
    known_names(matcher)
    reduced = Matcher(without_some(matcher.classification, options.seed))
    without, _ = ask(reduced, names, any_bearer, with_path=False)
    within, _ = ask(reduced, names, own_bearer, with_path=True)
    print("\nwith one code in ten gone from the classification, as the scores were fitted")
    reliability([*without, *within])
    risk_and_coverage([*without, *within])
    annotated(ROOT / "tests" / "gold", ROOT / "samples")


if __name__ == "__main__":
    main()
