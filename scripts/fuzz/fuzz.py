"""Runs one fuzz target under atheris; see ``scripts/fuzz/run``. Arguments: the target, then libFuzzer's own."""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["docstruct"]):
    from docstruct.lexicon import Lexicons
    from tests.fuzz.targets import TARGETS, pipeline

ROOT = Path(__file__).resolve().parents[2]


def write_dictionary(path: Path) -> None:
    """The words that mean something to docstruct, as a libFuzzer dictionary."""
    words = {
        *Lexicons().cues.words,
        *Lexicons().cues.units,
        "一、",
        "（一）",
        "1.",
        "第一部分",
        "%PDF-1.7",
        "<table>",
    }
    quoted = ("".join(f"\\x{byte:02x}" for byte in word.encode()) for word in sorted(words))
    path.write_text("".join(f'"{word}"\n' for word in quoted))


def write_corpus(folder: Path) -> None:
    """Paragraphs of the samples to begin with."""
    for sample in (ROOT / "samples").glob("*.txt"):
        for number, paragraph in enumerate(sample.read_text(encoding="utf-8").split("\n\n")):
            if paragraph.strip():
                name = f"{sample.stem[:8]}-{number}"
                (folder / name).write_text(paragraph, encoding="utf-8")


def main() -> None:
    target = sys.argv.pop(1)
    write_dictionary(Path("words.txt"))
    write_corpus(Path(target))
    pipeline().structure("收入总计1万元。")
    atheris.Setup(sys.argv, TARGETS[target])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
