"""A document asked for its entries and for the way back to its input."""

from __future__ import annotations

import dataclasses
import pickle
from pathlib import Path

import msgspec
import pytest

from docstruct import structure
from docstruct.document import Document, Figure

TEXT = "某市档案局2022年度部门决算\n第二部分 情况说明\n一、收入情况\n２０２２年收⼊总计3.5万元。\n（一）事业收入\n事业收入1万元。\n"
SAMPLE = sorted((Path(__file__).parents[1] / "samples").glob("*.txt"))[0]


@pytest.fixture(scope="module")
def document() -> Document:
    return structure(TEXT)


def test_an_entry_is_found_by_its_id(document: Document) -> None:
    found = document.find(document.figures[1].id)

    assert isinstance(found, Figure)
    assert (found.value, found.unit) == ("1", "万元")
    with pytest.raises(KeyError, match="no entry 'f99'"):
        document.find("f99")


def test_the_path_of_a_section_begins_at_the_outermost(document: Document) -> None:
    innermost = document.find(document.figures[1].id).section  # type: ignore[union-attr]

    assert [one.title for one in document.section_path(innermost)] == ["情况说明", "收入情况", "事业收入"]
    assert document.section_path(None) == ()
    with pytest.raises(KeyError):
        document.section_path("s99")


def test_the_own_text_of_a_section_ends_where_a_section_within_it_begins(document: Document) -> None:
    by_title = {one.title: one.own_text.strip() for one in document.sections}

    assert by_title["收入情况"] == "一、收入情况\n2022年收入总计3.5万元。"
    assert by_title["事业收入"] == "（一）事业收入\n事业收入1万元。"


def test_any_range_leads_back_to_the_input(document: Document) -> None:
    at = document.text.index("2022年收入")

    assert TEXT[slice(*document.to_source(at, at + 7))] == "２０２２年收⼊"
    assert document.boxes(at, at + 4) == ()
    assert document.pages_of(at, at + 4) == ()


@pytest.mark.parametrize("span", [(-1, 2), (3, 2), (0, 10_000)])
def test_a_range_outside_the_text_is_an_error(document: Document, span: tuple[int, int]) -> None:
    with pytest.raises(IndexError, match="is no range of a text of"):
        document.to_source(*span)
    with pytest.raises(IndexError):
        document.boxes(*span)
    with pytest.raises(IndexError):
        document.pages_of(*span)


def test_a_document_from_json_says_that_it_has_no_way_back(document: Document) -> None:
    loaded = Document.from_json(document.to_json())

    assert loaded == document
    assert not loaded.has_places
    assert loaded.sections[0].own_text == document.sections[0].own_text
    with pytest.raises(ValueError, match="structure the input again"):
        loaded.to_source(0, 1)


def test_documents_are_hashable_by_what_they_say(document: Document) -> None:
    assert len({document, structure(TEXT), structure("支出总计1万元。")}) == 2


def test_a_pickled_document_keeps_the_way_back(document: Document) -> None:
    loaded = pickle.loads(pickle.dumps(document))

    assert loaded == document
    assert loaded.to_source(30, 35) == document.to_source(30, 35)
    assert loaded.sections[1].own_text == document.sections[1].own_text


def test_a_document_shows_itself_in_a_line() -> None:
    shown = repr(structure(SAMPLE))

    assert "final_accounts" in shown
    assert len(shown) < 200
    assert "\n" not in shown


def test_entries_as_tables_of_other_libraries(document: Document) -> None:
    pandas, polars = document.to_pandas("figures"), document.to_polars("figures")

    assert list(pandas["value_text"]) == polars["value_text"].to_list() == ["3.5", "1"]
    assert str(pandas["amount"].sum()) == "45000.0000000000"
    assert next(iter(pandas["subject_text"])) == document.figures[0].subject.text
    with pytest.raises(ValueError, match="entities are documents, sections"):
        document.to_pandas("figure")


def test_in_a_notebook_it_is_its_review_page() -> None:
    shown = structure("甲<script>alert(1)</script>单位2022年收入总计3.5万元。")._repr_html_()

    assert shown.startswith('<iframe srcdoc="')
    assert "<script>" not in shown
    assert "3.5" in shown


@pytest.mark.parametrize(
    ("version", "is_read"), [("1.0", True), ("1.7", True), ("2.0", False), ("10.0", False)]
)
def test_json_of_another_major_version_is_refused(document: Document, version: str, *, is_read: bool) -> None:
    """A minor version adds fields; a major one changes what a name means."""
    data = document.to_json().replace('"schema_version":"1.0"', f'"schema_version":"{version}"')

    if is_read:
        assert Document.from_json(data).schema_version == version
    else:
        with pytest.raises(msgspec.ValidationError, match=r"structure the input again"):
            Document.from_json(data)


def test_a_class_derived_from_an_entry_needs_no_decorator() -> None:
    class Marked(Figure, frozen=True, kw_only=True):
        mark: str = ""

    assert [one.name for one in dataclasses.fields(Marked)][-1] == "mark"
    with pytest.raises(AttributeError, match="without @dataclass: class Mine"):

        @dataclasses.dataclass(frozen=True)
        class Other(Figure):
            mark: str = ""
