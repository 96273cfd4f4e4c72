"""OFD packages for tests: of objects written by hand, and of the text and rules of a PDF."""

from __future__ import annotations

import io
import zipfile
from itertools import pairwise
from xml.sax.saxutils import escape

import pymupdf

SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
MILLIMETRES = 25.4 / 72

ENTRY = f"<ofd:OFD {SPACE}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"


def text(x: float, y: float, words: str, *, size: float = 4, more: str = "", code: str = "") -> str:
    """A text object whose first character begins at (x, y), in millimetres."""
    wide = [size if ord(char) > 255 else size / 2 for char in words]
    steps = " ".join(f"{step:g}" for step in wide[:-1])
    return (
        f'<ofd:TextObject ID="9" Boundary="{x} {y} {sum(wide)} {size * 1.2}" Font="1" Size="{size}" {more}>'
        f'<ofd:TextCode X="0" Y="{size}" DeltaX="{steps}" {code}>{escape(words)}</ofd:TextCode></ofd:TextObject>'
    )


def line(x0: float, y0: float, x1: float, y1: float) -> str:
    """A path of one straight line."""
    return (
        f'<ofd:PathObject ID="8" Boundary="{min(x0, x1)} {min(y0, y1)} {abs(x1 - x0)} {abs(y1 - y0)}" LineWidth="0.3">'
        f"<ofd:AbbreviatedData>M 0 0 L {x1 - x0} {y1 - y0}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def page(*objects: str, size: tuple[float, float] | None = None, before: str = "") -> str:
    """A page of objects."""
    area = f"<ofd:Area><ofd:PhysicalBox>0 0 {size[0]} {size[1]}</ofd:PhysicalBox></ofd:Area>" if size else ""
    content = f'<ofd:Content><ofd:Layer ID="2">{"".join(objects)}</ofd:Layer></ofd:Content>'
    return f"<ofd:Page {SPACE}>{area}{before}{content}</ofd:Page>"


def package(*pages: str, common: str = "", parts: dict[str, bytes | str] | None = None) -> bytes:
    """An OFD of these pages."""
    named = "".join(f'<ofd:Page ID="{i}" BaseLoc="Pages/Page_{i}/Content.xml"/>' for i in range(len(pages)))
    area = "<ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
    document = f"<ofd:Document {SPACE}><ofd:CommonData>{area}{common}</ofd:CommonData><ofd:Pages>{named}</ofd:Pages></ofd:Document>"
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as container:
        content: dict[str, bytes | str] = {"OFD.xml": ENTRY, "Doc_0/Document.xml": document}
        content |= {f"Doc_0/Pages/Page_{i}/Content.xml": one for i, one in enumerate(pages)}
        for name, part in (content | (parts or {})).items():
            container.writestr(name, part)
    return file.getvalue()


def of_pdf(data: bytes) -> bytes:
    """The characters and drawn lines of a PDF, where they stand, as an OFD."""
    pages: list[str] = []
    with pymupdf.open(stream=data, filetype="pdf") as pdf:
        for sheet in pdf:
            objects = [*_texts(sheet), *_rules(sheet)]
            size = (sheet.rect.width * MILLIMETRES, sheet.rect.height * MILLIMETRES)
            pages.append(page(*objects, size=size))
    return package(*pages)


def _texts(sheet: pymupdf.Page) -> list[str]:
    made: list[str] = []
    for block in sheet.get_text("rawdict")["blocks"]:
        for row in block.get("lines", ()):
            for span in row["spans"]:
                chars = span["chars"]
                xs = [char["origin"][0] * MILLIMETRES for char in chars]
                y = chars[0]["origin"][1] * MILLIMETRES
                steps = " ".join(f"{after - before:.4f}" for before, after in pairwise(xs))
                words = escape("".join(char["c"] for char in chars))
                size = span["size"] * MILLIMETRES
                made.append(
                    f'<ofd:TextObject ID="9" Boundary="{xs[0]:.4f} {y - size:.4f} 100 {size:.4f}" Font="1" Size="{size:.4f}">'
                    f'<ofd:TextCode X="0" Y="{size:.4f}" DeltaX="{steps}">{words}</ofd:TextCode></ofd:TextObject>'
                )
    return made


def _rules(sheet: pymupdf.Page) -> list[str]:
    made: list[str] = []
    for drawing in sheet.get_drawings():
        for item in drawing["items"]:
            if item[0] == "l":
                corners = [(item[1].x, item[1].y, item[2].x, item[2].y)]
            elif item[0] == "re":
                r = item[1]
                corners = [(r.x0, r.y0, r.x1, r.y0), (r.x0, r.y1, r.x1, r.y1)]
                corners += [(r.x0, r.y0, r.x0, r.y1), (r.x1, r.y0, r.x1, r.y1)]
            else:
                continue
            made += [line(*(value * MILLIMETRES for value in one)) for one in corners]
    return made
