#!/usr/bin/env python3
"""Extracting in characters and MB (UTF-8) a second, beside a plain regular expression for amounts of money.

    .venv/bin/python scripts/benchmark/extracting.py [--megabytes 20] [pyperf options]
    .venv/bin/python scripts/benchmark/extracting.py --hard

The samples are normalized and outlined beforehand, each is one document, and they are repeated to the size asked for.
``extract`` includes the matching of subjects (a new resolver for every document); ``extract, subjects unmatched``
leaves it out. With ``--hard`` the worst cases of tests/extracting/test_hard_input.py are timed at two sizes instead:
microseconds a character must not grow.
"""

from __future__ import annotations

import re
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pyperf

from docstruct.document import Metadata, Repairs, Subject
from docstruct.extracting import extract
from docstruct.lexicon import Lexicons
from docstruct.matching import Matcher
from docstruct.normalized import NormalizedText
from docstruct.normalizing import normalize
from docstruct.normalizing.script import simplified
from docstruct.outline import Block, Hints, Outline
from docstruct.outlining import outline
from docstruct.reading import read_text
from docstruct.spanmap import SpanMap

if TYPE_CHECKING:
    import argparse

    from docstruct.matching import Mention, Resolver

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
LEXICONS = Lexicons()
AMOUNT = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?\s*(?:万|亿)?元")
HARD = {
    "amounts in a row": "1万元",
    "brackets that never close": "（1万元",
    "lists of one": "甲分别",
    "numbers in a row": "1 ",
    "reasons in a row": "减少1万元，主要原因是甲乙丙；",
    "items of one enumeration": "，一是甲乙；",
    "cues that wait for another": "系",
    "thresholds": "（含）以上",
}


class Unmatched:
    """Stands in for a resolver: every mention is its own words."""

    def resolve(self, mention: Mention) -> Subject:
        """The subject without a code."""
        return Subject(text=mention.text, path=mention.path)

    def mismatch(self, mention: Mention) -> str | None:
        """No disagreement."""
        return None


def prepared() -> list[tuple[NormalizedText, Outline]]:
    """The samples up to the stage that is measured."""
    documents = []
    for path in sorted(SAMPLES.glob("*.txt")):
        text = normalize(read_text(path.read_text(encoding="utf-8")), LEXICONS.glyphs)
        documents.append((text, outline(text, LEXICONS.outline, Hints())))
    return documents


def run(documents: list[tuple[NormalizedText, Outline]], matcher: Matcher | None) -> None:
    for text, outlined in documents:
        resolver: Resolver = matcher.for_document(outlined) if matcher else Unmatched()  # type: ignore[assignment]
        view = simplified(text.text)
        extract(text, outlined, resolver, LEXICONS.cues, LEXICONS.reasons, view=view)


def one_block(text: str) -> tuple[NormalizedText, Outline]:
    """A text as a document of one paragraph."""
    metadata = Metadata(document_type="final_accounts", fiscal_year=2022)
    block = Block(start=0, end=len(text), section=None, zone="narrative")
    outlined = Outline(
        metadata=metadata, sections=(), contents=(), tables=(), definitions=(), blocks=(block,)
    )
    span_map = SpanMap.identity(len(text))
    return NormalizedText(text=text, paragraphs=(), map=span_map, repairs=Repairs()), outlined


def measure_hard(sizes: tuple[int, int] = (20_000, 80_000)) -> None:
    print("| input | " + " | ".join(f"{size} times, µs a character" for size in sizes) + " |\n|---|---|---|")
    for name, piece in HARD.items():
        cells = []
        for size in sizes:
            document = one_block(piece * size + "1万元")
            start = time.process_time()
            run([document], None)
            cells.append(f"{(time.process_time() - start) / len(document[0].text) * 1e6:.2f}")
        print(f"| {name} | {' | '.join(cells)} |")


def pass_on(command: list[str], arguments: argparse.Namespace) -> None:
    """Give the size to the worker processes of pyperf."""
    command.extend(("--megabytes", str(arguments.megabytes)))


def main() -> None:
    if "--hard" in sys.argv:
        measure_hard()
        return
    runner = pyperf.Runner(processes=3, values=3, warmups=1, loops=1, add_cmdline_args=pass_on)
    runner.argparser.add_argument("--megabytes", type=float, default=20)
    arguments = runner.parse_args()
    documents = prepared()
    size = sum(len(text.text.encode("utf-8")) for text, _ in documents)
    documents *= max(1, round(arguments.megabytes * 1e6 / size))
    whole = "\n".join(text.text for text, _ in documents)
    characters, megabytes = len(whole) / 1e6, len(whole.encode("utf-8")) / 1e6
    matcher = Matcher(LEXICONS.classification)
    for name, function in (
        ("extract", lambda: run(documents, matcher)),
        ("extract, subjects unmatched", lambda: run(documents, None)),
        ("regular expression for amounts", lambda: AMOUNT.findall(whole)),
    ):
        benchmark = runner.bench_func(name, function)
        if benchmark is not None and not arguments.worker:
            seconds = benchmark.mean()
            print(f"{name}: {characters / seconds:.2f} million characters/s, {megabytes / seconds:.1f} MB/s")


if __name__ == "__main__":
    main()
