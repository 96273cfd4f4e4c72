#!/usr/bin/env python3
"""Make a folder as people have them: files of every kind that docstruct meets, and how a run over it must end.

    .venv/bin/python scripts/make_folder.py OUT

Every file holds the same small disclosure, in its own format and with bytes of its own, or is what lies beside such
files: a copy, archives, presentations, scripts, by-products, an empty file, a damaged one. ``make`` gives the state in which each must end.
Formats that only LibreOffice writes are left out where it is not installed.
"""

from __future__ import annotations

import argparse
import io
import shutil
import subprocess
import tempfile
import zipfile
from pathlib import Path

PASSED = "passed over"
"""The end of a by-product: it is counted and not listed."""

TEXT = """青山县医疗保障局2022年度部门决算
一、收入支出决算总体情况说明
2022年度收入总计100.50万元，比上年增加3.25万元，增长3.34%。
二、支出决算情况说明
本年支出合计90.10万元，其中：基本支出80.00万元，项目支出10.10万元。
"""
MINUTES = (
    "会议纪要\n会议研究了防汛准备工作，要求各村提前检查堤坝，备足沙袋，落实值班，加强宣传，做好群众转移演练。\n"
    * 3
)
PAGE = f'<html><head><meta charset="utf-8"></head><body>{"".join(f"<p>{line}</p>" for line in TEXT.splitlines())}</body></html>'
SCRIPTED = '<html><head><title>部门决算</title></head><body><div id="app"></div><script>render()</script></body></html>'

PLAIN: dict[str, tuple[bytes, str]] = {
    "文本.txt": (TEXT.encode(), "done"),
    "文本-国标.txt": (TEXT.encode("gb18030"), "done"),
    "文本-双字节.txt": (TEXT.encode("utf-16"), "done"),
    "文本-乱码.txt": (TEXT.encode("gb18030").decode("latin-1").encode(), "done"),
    "文本-坏一字节.txt": (TEXT.encode().replace("增加".encode(), "增加".encode()[:-1]), "done"),
    "说明.md": (f"# {TEXT}".encode(), "done"),
    "网页.html": (PAGE.encode(), "done"),
    "网页-国标.htm": (PAGE.replace("utf-8", "gbk").encode("gbk"), "done"),
    "网页（副本）.html": (PAGE.encode(), "duplicate"),
    "网页.mht": (f"MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n{PAGE}".encode(), "done"),
    "没有后缀": (f"{PAGE}\n".encode(), "done"),
    "名为xls的网页.xls": (f"{PAGE}\n\n".encode(), "done"),
    "会议纪要.txt": (MINUTES.encode(), "done"),
    "脚本网页.html": (SCRIPTED.encode(), "refused"),
    "空文件.txt": (b"", "empty"),
    "损坏.docx": (b"PK\x03\x04" + bytes(200), "refused"),
    "损坏.pdf": (b"%PDF-1.7\n" + bytes(200), "refused"),
    "汇报.pptx": (b"PK\x03\x04", "refused"),
    "汇报.ppt": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "refused"),
    "数据.csv": ("科目,金额\n收入,100.50\n".encode(), "refused"),
    "附件.rar": (b"Rar!\x1a\x07\x00", "refused"),
    "附件.7z": (b"7z\xbc\xaf\x27\x1c", "refused"),
    "附件.tar.gz": (b"\x1f\x8b\x08", "refused"),
    "样式.css": (b"p { margin: 0 }", "skipped"),
    "脚本.js": (b"void 0", "skipped"),
    "数据.json": (b"{}", "skipped"),
    "录音.mp3": (b"ID3", "skipped"),
    "程序.exe": (b"MZ", "skipped"),
    "链接.url": (b"[InternetShortcut]", "skipped"),
    "决算.pdf.crdownload": (b"%PDF-1.7", "skipped"),
    "Makefile": (b"all:\n", "skipped"),
    "README.md": (b"# Files\n", PASSED),
    "Thumbs.db": (b"\xd0\xcf\x11\xe0", PASSED),
    ".DS_Store": (b"\0\0\0\1Bud1", PASSED),
    "~$文字.docx": (b"\x05user", PASSED),
}

CONVERTED: dict[str, tuple[str, str]] = {
    "文字.doc": ("page", "doc:MS Word 97"),
    "文字.wps": ("page", "doc:MS Word 97"),
    "文字.rtf": ("page", "rtf:Rich Text Format"),
    "文字.odt": ("page", "odt:writer8"),
    "表格.xls": ("sheet", "xls:MS Excel 97"),
    "表格.et": ("sheet", "xls:MS Excel 97"),
    "表格.ods": ("sheet", "ods"),
}
"""What LibreOffice writes, of the page or of the workbook."""


def main() -> None:
    parser = argparse.ArgumentParser(description="Make a folder of files of every kind.")
    parser.add_argument("out", type=Path)
    for name, state in sorted(make(parser.parse_args().out).items()):
        print(f"{state}\t{name}")


def make(folder: Path) -> dict[str, str]:
    """Make the files; the state in which a run must end each, by name (the members of the archive as ``a.zip!b``)."""
    folder.mkdir(parents=True, exist_ok=True)
    content = {name: data for name, (data, _) in PLAIN.items()}
    states = {name: state for name, (_, state) in PLAIN.items()}
    made = {"文字.docx": word(), "表格.xlsx": sheet(), "版面.pdf": pdf(), "版面.ofd": ofd()}
    if shutil.which("soffice"):
        for source, to in sorted(set(CONVERTED.values())):
            made |= converted([name for name in CONVERTED if CONVERTED[name] == (source, to)], source, to)
    content |= made
    states |= dict.fromkeys(made, "done")
    packed = {"材料/文本.txt": f"{TEXT}\n".encode(), "材料/汇报.pptx": b"PK", "材料/样式.css": b"p {}"}
    content["国标名.zip"] = archive(packed)
    states |= {f"国标名.zip!{name}": states[Path(name).name] for name in packed}
    for name, data in content.items():
        folder.joinpath(name).write_bytes(data)
    return states


def archive(members: dict[str, bytes]) -> bytes:
    """A zip archive with names in GBK, as Chinese Windows writes them: put in the place of ASCII names as long."""
    file = io.BytesIO()
    places: dict[bytes, bytes] = {}
    with zipfile.ZipFile(file, "w") as container:
        for number, (name, data) in enumerate(members.items()):
            gbk = name.encode("gbk")
            place = f"{number}".ljust(len(gbk), "_")
            places[place.encode()] = gbk
            container.writestr(place, data)
    packed = file.getvalue()
    for ascii_name, gbk_name in places.items():
        packed = packed.replace(ascii_name, gbk_name)
    return packed


def word() -> bytes:
    """A Word document of the text."""
    import docx

    document = docx.Document()
    for line in TEXT.splitlines():
        document.add_paragraph(line)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def sheet(title: str = "") -> bytes:
    """A workbook with a table and a sheet of prose."""
    import xlsxwriter

    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        book.set_properties({"title": title})
        table = book.add_worksheet("收入支出决算总表")
        table.write("A1", "收入支出决算总表")
        table.write_row("A2", ["项目", "决算数"])
        table.write_row("A3", ["本年收入合计", 100.5])
        book.add_worksheet("说明").write_column("A1", TEXT.splitlines())
    return file.getvalue()


def pdf() -> bytes:
    """A page of the text as a PDF."""
    import pymupdf

    with pymupdf.open() as document:  # type: ignore[no-untyped-call]
        page = document.new_page()
        for i, line in enumerate(TEXT.splitlines()):
            page.insert_text((72, 90 + 24 * i), line, fontname="china-s", fontsize=12)
        return bytes(document.tobytes())


def ofd() -> bytes:
    """A page of the text as an OFD."""
    space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    objects = "".join(
        f'<ofd:TextObject ID="{i + 5}" Boundary="25 {20 + 8 * i} 180 6" Font="1" Size="4">'
        f'<ofd:TextCode X="0" Y="4">{line}</ofd:TextCode></ofd:TextObject>'
        for i, line in enumerate(TEXT.splitlines())
    )
    parts = {
        "OFD.xml": f"<ofd:OFD {space}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f'<ofd:Document {space}><ofd:Pages><ofd:Page ID="1" BaseLoc="Page.xml"/></ofd:Pages></ofd:Document>',
        "Doc_0/Page.xml": f'<ofd:Page {space}><ofd:Content><ofd:Layer ID="2">{objects}</ofd:Layer></ofd:Content></ofd:Page>',
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as container:
        for name, part in parts.items():
            container.writestr(name, part)
    return file.getvalue()


def converted(titles: list[str], source: str, to: str) -> dict[str, bytes]:
    """What LibreOffice saves of the page or the workbook, by title: each has its own, so that files of one format are no copies.

    It starts once for all of a format, since it takes longer to start than to convert.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        given = [folder / f"{i}{'.html' if source == 'page' else '.xlsx'}" for i in range(len(titles))]
        for path, title in zip(given, titles, strict=True):
            page = PAGE.replace("<head>", f"<head><title>{title}</title>").encode()
            path.write_bytes(page if source == "page" else sheet(title))
        command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
        command += ["--infilter=HTML (StarWriter)"] if source == "page" else []
        command += ["--convert-to", to, "--outdir", str(folder / "out"), *map(str, given)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        suffix = to.partition(":")[0]
        return {title: (folder / "out" / f"{i}.{suffix}").read_bytes() for i, title in enumerate(titles)}


if __name__ == "__main__":
    main()
