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
    for room in (
        "lexicon",
        "reading",
        "normalizing",
        "outlining",
        "matching",
        "extracting",
        "checking",
        "writing",
    ):
        for module in pkgutil.walk_packages([f"{docstruct.__path__[0]}/{room}"], f"docstruct.{room}."):
            importlib.import_module(module.name)
    from docstruct.lexicon import Lexicons
    from tests.fuzz.containers import docx_of, pdf_of, xlsx_of
    from tests.fuzz.targets import TARGETS
    from tests.loaded import pipeline

ROOT = Path(__file__).resolve().parents[2]

MEDIA = ("docx", "html", "pdf", "xlsx")
"""Targets that are media; what is changed of the packed ones is the part that holds the text."""

HTML = (
    "<html><head><title>决算</title></head><body><h1>一、收入</h1><p>收入总计<b>1.50</b>万元。</p>"
    "<table><caption>单位：万元</caption><tr><th rowspan=2>科目</th><th colspan=2>金额</th></tr>"
    "<tr><td>预算</td><td>决算</td></tr><tr><td>合计</td><td>1.50</td><td>2&nbsp;000</td></tr></table>"
    "<ul><li>一是<br>人员</ul><pre>甲  乙</pre><script>x()</script></body></html>"
)
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PARTS = {
    "docx": (
        f'<w:document xmlns:w="{_WORD}"><w:body><w:p><w:pPr><w:jc w:val="center"/><w:outlineLvl w:val="0"/></w:pPr>'
        '<w:r><w:rPr><w:b/><w:sz w:val="32"/></w:rPr><w:t>一、收入</w:t></w:r></w:p>'
        '<w:tbl><w:tr><w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr><w:p><w:r><w:t>科目</w:t></w:r></w:p></w:tc>'
        '<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p><w:r><w:t>金额</w:t><w:br/></w:r></w:p></w:tc></w:tr>'
        "<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc><w:tc><w:p><w:r><w:t>1.50</w:t></w:r></w:p></w:tc></w:tr>"
        "</w:tbl><w:p><w:ins><w:r><w:t>合计</w:t><w:tab/></w:r></w:ins><w:del><w:r><w:delText>2</w:delText></w:r></w:del>"
        '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>1</w:t></w:r></w:p></w:body></w:document>'
    ).encode(),
    "pdf": b"BT /F1 12 Tf 72 720 Td (1. Total 1.50) Tj 0 Tr 0.5 g ET 0 0 1 rg BT /F2 16 Tf 1 0 0 1 72 690 Tm"
    b" [<65365165> -500 <0031002E00350030>] TJ ET 72 600 200 40 re S 172 600 m 172 640 l S 72 620 m 272 620 l S"
    b" BT /F2 9 Tf 76 606 Td <5408 8BA1> Tj 100 0 Td <0032002E0035> Tj ET q 0 1 -1 0 300 300 cm BT /F1 8 Tf (x) Tj"
    b" ET Q 1 1 1 rg 60 60 40 20 re f BT 3 Tr /F1 4 Tf 62 64 Td 3 Ts (2) ' ET",
    "xlsx": (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cols><col min="1" max="2" '
        'hidden="0"/></cols><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>科目</t></is></c><c r="B1" t="str">'
        '<v>金额</v></c></row><row r="2" hidden="0"><c r="A2" t="inlineStr"><is><r><t>合计</t></r></is></c><c r="B2" '
        's="0"><f>1+1</f><v>1.50</v></c><c r="C2" t="b"><v>1</v></c></row><row><c r="A3"><v>45000</v></c></row>'
        '</sheetData><mergeCells count="1"><mergeCell ref="A1:A2"/></mergeCells></worksheet>'
    ).encode(),
}
"""The parts a fuzzer begins with: a Word document's body, the content of a PDF's page, a sheet."""
_TAGS = (
    "w:p",
    "w:tbl",
    "w:tc",
    "w:gridSpan",
    "w:vMerge",
    "w:txbxContent",
    "mergeCell",
    "row",
    "c",
    "td",
    "tr",
    "table",
)


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
        *(f"<{tag}>" for tag in _TAGS),
        *(f"</{tag}>" for tag in _TAGS),
        *(
            "rowspan=",
            "colspan=",
            ' w:val="',
            ' ref="A1:XFD1048576"',
            "1e999",
            " Tj ET",
            "BT /F2 12 Tf",
            " re f",
            " cm q",
        ),
    }
    quoted = ("".join(f"\\x{byte:02x}" for byte in word.encode()) for word in sorted(words))
    path.write_text("".join(f'"{word}"\n' for word in quoted))


def write_corpus(folder: Path, target: str) -> None:
    """What to begin with: small documents of the target's medium, or of every medium; paragraphs of the samples."""
    if target in MEDIA or target == "reading":
        for name, content in media().items():
            if target in ("reading", name):
                (folder / name).write_bytes(content)
                (folder / f"{name}-part").write_bytes(PARTS.get(name, content))
        return
    for sample in (ROOT / "samples").glob("*.txt"):
        for number, paragraph in enumerate(sample.read_text(encoding="utf-8").split("\n\n")):
            if paragraph.strip():
                (folder / f"{sample.stem[:8]}-{number}").write_text(paragraph, encoding="utf-8")


def media() -> dict[str, bytes]:
    """A small document of every medium."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.txt", "收入总计1.50万元。")
    return {
        "html": HTML.encode(),
        "md": "# 一、收入\n\n| 科目 | 金额 |\n|---|---|\n| 合计 | 1.50 |\n".encode(),
        "utf16": "收入总计1.50万元。".encode("utf-16"),
        "gb18030": "收入总计1.50万元。".encode("gb18030"),
        "pdf": pdf_of(PARTS["pdf"]),
        "docx": docx_of(PARTS["docx"]),
        "xlsx": xlsx_of(PARTS["xlsx"]),
        "zip": packed.getvalue(),
    }


def main() -> None:
    target = sys.argv.pop(1)
    write_dictionary(Path("words.txt"))
    if not any(Path(target).iterdir()):
        write_corpus(Path(target), target)
    pipeline().structure("收入总计1万元。")
    atheris.Setup(sys.argv, TARGETS[target])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
