"""What the numbers of a module decide: ``python scripts/benchmark/sensitivity.py docstruct.outlining.nesting [--texts FOLDER]``.

Every number that stands as a constant in the module is changed (halved, less by a quarter, more by a third, doubled) and
the texts are structured again. Printed is, for each value, in how many documents the sections, the contents, the metadata or
the figures are others than before. A number that may be doubled or halved without effect needs no better evidence than that;
one that decides needs examples, and a test with its nearest neighbour.
"""

from __future__ import annotations

import argparse
import importlib
from pathlib import Path
from typing import TYPE_CHECKING

from docstruct.pipeline import Pipeline

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

ROOT = Path(__file__).resolve().parents[2]
FACTORS = (0.5, 0.75, 1.33, 2.0)


def main() -> None:
    parser = argparse.ArgumentParser(
        description="Count the documents that change with each number of a module."
    )
    parser.add_argument("modules", nargs="+", help="such as docstruct.outlining.nesting")
    parser.add_argument("--texts", type=Path, default=ROOT / "samples", help="a folder of texts (samples/)")
    arguments = parser.parse_args()
    texts = [path.read_text(encoding="utf-8") for path in sorted(arguments.texts.rglob("*.txt"))]
    if not texts:
        parser.error(f"{arguments.texts}: no .txt below it")
    pipeline = Pipeline()
    before = outcomes(pipeline, texts)
    print(f"{len(texts)} documents")
    for name in arguments.modules:
        module = importlib.import_module(name)
        for constant, number in constants(module):
            changes = (
                f"{other:g}: {changed(pipeline, texts, before, module, constant, other)}"
                for other in others(number)
            )
            print(f"{name}.{constant} = {number:g}   {', '.join(changes)}", flush=True)


def constants(module: ModuleType) -> Iterator[tuple[str, float]]:
    """The numbers that stand as constants in a module, those it imports included."""
    for name, found in list(vars(module).items()):
        if name.strip("_").isupper() and isinstance(found, int | float) and not isinstance(found, bool):
            yield name, found


def others(number: float) -> list[float]:
    """The values to try in the place of a number: whole where it is, and never itself."""
    if not isinstance(number, int):
        return [number * factor for factor in FACTORS]
    tried = [round(number * factor) for factor in FACTORS]
    return [
        number + (1 if factor > 1 else -1) if other == number else other
        for other, factor in zip(tried, FACTORS, strict=True)
    ]


def changed(
    pipeline: Pipeline,
    texts: list[str],
    before: list[object],
    module: ModuleType,
    constant: str,
    other: float,
) -> int | str:
    """How many documents are others with this value; the error, where the value is none the module can work with."""
    kept = getattr(module, constant)
    setattr(module, constant, other)
    try:
        return sum(was != now for was, now in zip(before, outcomes(pipeline, texts), strict=True))
    except Exception as error:
        return type(error).__name__
    finally:
        setattr(module, constant, kept)


def outcomes(pipeline: Pipeline, texts: list[str]) -> list[object]:
    """What is compared of each document."""
    documents = map(pipeline.structure, texts)
    return [
        (document.metadata, document.sections, document.contents, len(document.tables), document.figures)
        for document in documents
    ]


if __name__ == "__main__":
    main()
