"""Runs one fuzz target under atheris; see ``scripts/fuzz/run``. Arguments: the target, then libFuzzer's own."""

from __future__ import annotations

import importlib
import io
import pkgutil
import sys
import zipfile
from pathlib import Path

import atheris

import docstruct

with atheris.instrument_imports(include=["docstruct"]):
    for room in ("lexicon", "reading", "normalizing", "outlining", "matching", "extracting", "checking"):
        for module in pkgutil.iter_modules([f"{docstruct.__path__[0]}/{room}"]):
            importlib.import_module(f"docstruct.{room}.{module.name}")
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


def write_corpus(folder: Path, target: str) -> None:
    """What to begin with: paragraphs of the samples and, for reading, one small document of every medium."""
    for sample in (ROOT / "samples").glob("*.txt"):
        for number, paragraph in enumerate(sample.read_text(encoding="utf-8").split("\n\n")):
            if paragraph.strip():
                (folder / f"{sample.stem[:8]}-{number}").write_text(paragraph, encoding="utf-8")
    if target == "reading":
        for name, content in media().items():
            (folder / name).write_bytes(content)


def media() -> dict[str, bytes]:
    """A small document of every medium."""
    import docx
    import pymupdf

    rows = (("科目", "金额"), ("合计", "1.50"))
    cells = "".join(f"<tr><td>{left}</td><td>{right}</td></tr>" for left, right in rows)
    with pymupdf.open() as pdf:  # type: ignore[no-untyped-call]
        pdf.new_page().insert_text((72, 72), "1. Total 1.50")
        portable = pdf.tobytes()
    word, packed = io.BytesIO(), io.BytesIO()
    document = docx.Document()
    document.add_heading("一、收入")
    document.add_table(2, 2)
    document.save(word)
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.txt", "收入总计1.50万元。")
    return {
        "html": f"<html><body><h1>一、收入</h1><table>{cells}</table></body></html>".encode(),
        "md": "# 一、收入\n\n| 科目 | 金额 |\n|---|---|\n| 合计 | 1.50 |\n".encode(),
        "utf16": "收入总计1.50万元。".encode("utf-16"),
        "gb18030": "收入总计1.50万元。".encode("gb18030"),
        "pdf": portable,
        "docx": word.getvalue(),
        "zip": packed.getvalue(),
    }


def main() -> None:
    target = sys.argv.pop(1)
    write_dictionary(Path("words.txt"))
    write_corpus(Path(target), target)
    pipeline().structure("收入总计1万元。")
    atheris.Setup(sys.argv, TARGETS[target])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
