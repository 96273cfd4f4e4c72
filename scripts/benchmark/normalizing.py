#!/usr/bin/env python3
"""Normalizing in MB/s (UTF-8), beside ``unicodedata.normalize("NFKC")`` on the same text.

    .venv/bin/python scripts/benchmark/normalizing.py [--megabytes 20] [pyperf options]

The text is the samples, one after another, repeated to the size asked for. NFKC is no alternative (it leaves most
radicals and destroys punctuation); it is the yardstick of what one pass over the text costs.
"""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

import pyperf

from docstruct.lexicon import Lexicons
from docstruct.normalizing import normalize
from docstruct.reading import read_text

if TYPE_CHECKING:
    import argparse

SAMPLES = Path(__file__).resolve().parents[2] / "samples"


def repeated_samples(megabytes: float) -> str:
    """The samples repeated to about a number of megabytes of UTF-8."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in sorted(SAMPLES.glob("*.txt")))
    size = len(text.encode("utf-8"))
    return "\n".join([text] * max(1, round(megabytes * 1e6 / size)))


def pass_on(command: list[str], arguments: argparse.Namespace) -> None:
    """Give the size to the worker processes of pyperf."""
    command.extend(("--megabytes", str(arguments.megabytes)))


def main() -> None:
    runner = pyperf.Runner(processes=3, values=3, warmups=1, loops=1, add_cmdline_args=pass_on)
    runner.argparser.add_argument("--megabytes", type=float, default=20)
    arguments = runner.parse_args()
    text = repeated_samples(arguments.megabytes)
    megabytes = len(text.encode("utf-8")) / 1e6
    source, glyphs = read_text(text), Lexicons().glyphs
    for name, function in (
        ("normalize", lambda: normalize(source, glyphs)),
        ("NFKC", lambda: unicodedata.normalize("NFKC", text)),
    ):
        benchmark = runner.bench_func(name, function)
        if benchmark is not None and not arguments.worker:
            print(f"{name}: {megabytes / benchmark.mean():.1f} MB/s of {megabytes:.1f} MB")


if __name__ == "__main__":
    main()
