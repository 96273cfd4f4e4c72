"""A page grows with its document, however much is said in one sentence and however deep its headings go."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

import pymupdf
import pytest

from docstruct import structure
from docstruct.document import Document
from docstruct.document import Page as PageOf
from docstruct.writing import collection_writers, document_writers
from docstruct.writing.html.images import MOST_HIGH, page_images
from docstruct.writing.html.page import page_view
from docstruct.writing.html.rendering import template
from docstruct.writing.statement import statements
from tests.growth import growth, lines_run

if TYPE_CHECKING:
    from pathlib import Path

    from docstruct.document import Finding, Record, Section


def rendered(document: Document) -> str:
    return template("page.html.j2").render(view=page_view(document))


def in_one_sentence(document: Document, count: int) -> Document:
    """As many figures in one sentence, each a record of its own, all of them about one finding each."""
    text = "，".join(f"科目{number:05}支出{number:05}万元" for number in range(count)) + "。"
    (figure, *_), (record, *_), (finding, *_) = document.figures, document.records, document.findings
    figures, records, findings = [], [], []
    for number in range(count):
        start = number * 17 + 9
        place = {"start": start, "end": start + 7}
        subject = replace(figure.subject, start=number * 17, end=number * 17 + 7)
        of_sentence = {"sentence_start": 0, "sentence_end": len(text)}
        figures.append(replace(figure, id=f"f{number}", subject=subject, **place, **of_sentence))
        empty = dict.fromkeys(("budget", "prior", "change", "change_rate", "completion_rate", "share"))
        records.append(
            replace(record, id=f"c{number}", actual=f"f{number}", reasons=(), counts=(), **place, **empty)
        )
        whole = {"start": 0, "end": len(text)}
        findings.append(replace(finding, id=f"n{number}", figures=(f"f{number}",), **whole))
    return replace(
        document, text=text, sections=(), tables=(), contents=(), definitions=(), reasons=(),
        repairs=replace(document.repairs, entries=()),
        figures=tuple(figures), records=tuple(records), findings=tuple(findings),
    )  # fmt: skip


def nested(document: Document, depth: int) -> Document:
    """Headings in one another, each the only one of its parent."""
    (section, *_) = document.sections
    sections = tuple(
        replace(section, id=f"s{number}", parent=f"s{number - 1}" if number else None, level=number + 1)
        for number in range(depth)
    )
    return replace(document, sections=sections)


@pytest.mark.parametrize("make", [in_one_sentence, nested])
def test_a_page_is_as_long_as_what_it_shows(document: Document, make: object) -> None:
    assert callable(make)
    assert growth(lambda size: len(rendered(make(document, size))), 40) < 2.2


def test_a_row_of_records_csv_holds_its_sentence_or_the_part_around_it(document: Document) -> None:
    def written(count: int) -> int:
        return sum(len(row.text) for row in statements(in_one_sentence(document, count)))

    assert growth(written, 200) < 2.2
    few, *_ = statements(in_one_sentence(document, 10))
    assert few.text.startswith("科目00000")
    assert few.text.endswith("科目00009支出00009万元。")  # a sentence of usual length is whole
    rows = list(statements(in_one_sentence(document, 500)))
    assert all(row.text.count(f"支出{number:05}万元") == 1 for number, row in enumerate(rows))
    assert rows[0].text[0] != "…" == rows[0].text[-1] == rows[250].text[0] == rows[250].text[-1]
    assert rows[-1].text.endswith("万元。")


def test_tables_beside_each_other_are_looked_up_once(document: Document) -> None:
    (table,) = document.tables

    def tables(count: int) -> Document:
        step = len(document.text)
        many = []
        for number in range(count):
            moved = [replace(cell, start=cell.start + step * number, end=cell.end + step * number)
                     for cell in table.rows[0].cells]  # fmt: skip
            row = replace(table.rows[0], cells=tuple(moved))
            many.append(
                replace(
                    table,
                    id=f"t{number}",
                    start=table.start + step * number,
                    end=table.end + step * number,
                    rows=(row,),
                )
            )
        return replace(document, text=document.text * count, tables=tuple(many))

    def work(count: int) -> int:
        made = tables(count)
        return lines_run(lambda: page_view(made))

    assert growth(work, 20) < 2.2


def test_headings_in_one_another_do_not_end_a_page(document: Document) -> None:
    page = rendered(nested(document, 3_000))
    outline = page[page.index('<nav class="outline"') : page.index("</nav>")]
    assert outline.count("<li>") == outline.count("</li>") == 3_000
    assert outline.count("<ol>") == outline.count("</ol>") == 3_000


@pytest.mark.parametrize(
    "text",
    [
        f"2022年度收入总计{'9' * 5000}万元，比上年增加{'9' * 5000}万元，增长{'9' * 5000}%。",
        f"2022年度收入总计1{'0' * 400}万元。",
        f"{'9' * 5000}、收入\n（{'9' * 5000}）支出\n第{'9' * 5000}部分 收入\n收入总计1万元。",
        f"部门决算表\n单位：万元\n项目\t合计\n合计\t{'9' * 5000}\n2080501\t-{'9' * 5000}\n",
        "2022年度收\ud800入总计1.00万元。\n项目\t金\udfff额\n合计\t1.00\n",
    ],
    ids=["amounts", "an amount beyond a float", "markers", "cells", "lone surrogates"],
)
def test_numbers_without_end_and_broken_characters_are_written_in_every_format(
    text: str, tmp_path: Path
) -> None:
    document = structure(text)
    for writer in document_writers(["json", "html"]):
        assert writer.write_document(document, tmp_path, "a").stat().st_size > 0
    formats = ["jsonl", "csv", "parquet", "html", "xlsx"]
    with collection_writers(formats, tmp_path) as collections:
        collections.add(document, "a")
    assert Document.from_json(document.to_json()) == document


def outlined(document: Document, parents: dict[str, str | None]) -> list[tuple[str, bool, int]]:
    (section, *_) = document.sections
    sections: tuple[Section, ...] = tuple(
        replace(section, id=name, parent=parent) for name, parent in parents.items()
    )
    nodes = page_view(replace(document, sections=sections)).outline
    return [(node.section.id, node.has_children, node.closes) for node in nodes]


def test_lists_of_the_outline_end_where_the_next_heading_stands_higher(document: Document) -> None:
    parents = {"s1": None, "s2": "s1", "s3": "s2", "s4": "s1", "s5": None, "s6": "s5", "s7": "s6"}
    assert outlined(document, parents) == [
        ("s1", True, 0),
        ("s2", True, 0),
        ("s3", False, 1),
        ("s4", False, 1),
        ("s5", True, 0),
        ("s6", True, 0),
        ("s7", False, 2),
    ]


def test_entries_over_one_passage_share_its_mark_and_others_keep_their_own(document: Document) -> None:
    view = page_view(in_one_sentence(document, 2))
    shared = {name for name, passage in view.passages.items() if passage == "p1"}
    assert shared == {"c0", "c1", "n0", "n1"}
    assert [row.ids for row in view.records] == [("f0", "p1"), ("f1", "p1")]
    alone = page_view(document)
    assert alone.passages == {"c1": "c1", "n1": "n1", "c2": "p2", "n2": "p2"}


def test_every_entry_has_a_mark_in_the_text(document: Document) -> None:
    made = in_one_sentence(document, 3)
    view = page_view(made)
    marked = {
        name for chunk in view.chunks for block in chunk for part in block.segments for name in part.ids
    }
    entries: tuple[Record | Finding, ...] = (*made.records, *made.findings)
    assert {view.passages[entry.id] for entry in entries} <= marked


def test_a_page_that_cannot_be_drawn_costs_its_own_picture_only(
    document: Document, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.pdf"
    with pymupdf.open() as pdf:
        for _ in range(3):
            pdf.new_page(width=595, height=842)
        pdf.save(path)
    drawn = pymupdf.Page.get_pixmap

    def refuse_the_second(page: pymupdf.Page, **options: object) -> object:
        # The zoom of a page of 3 by 14,000 points as it was before pictures had a limit: MuPDF refuses it.
        if page.number == 1:
            options["matrix"] = pymupdf.Matrix(1e6, 1e6)
        return drawn(page, **options)

    monkeypatch.setattr(pymupdf.Page, "get_pixmap", refuse_the_second)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    sheets = tuple(
        PageOf(number=number, start=0, end=1, width=595.0, height=842.0, origin="text_layer")
        for number in (1, 2, 3)
    )
    source = replace(document.source, path=str(path), sha256=digest, pages=3, reader="pdf")
    images = page_images(replace(document, source=source, pages=sheets))
    assert sorted(images) == [1, 3]


def test_a_page_thin_as_a_thread_is_drawn_small(document: Document, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    with pymupdf.open() as pdf:
        pdf.new_page(width=3, height=14_000)
        pdf.save(path)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    sheet = PageOf(number=1, start=0, end=1, width=3.0, height=14_000.0, origin="text_layer")
    source = replace(document.source, path=str(path), sha256=digest, pages=1, reader="pdf")
    (image,) = page_images(replace(document, source=source, pages=(sheet,))).values()
    picture = pymupdf.Pixmap(base64.b64decode(image.removeprefix("data:image/jpeg;base64,")))
    assert 0 < picture.height <= MOST_HIGH
