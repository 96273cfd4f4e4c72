"""What a program hands over is held to what can be meant, where it is handed over."""

from __future__ import annotations

import io
import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from docstruct import Pipeline, structure, structure_bytes, structure_many
from docstruct.engines import local
from docstruct.engines.options import Limits, RunOptions

TEXT = "2022年度会议费支出5万元。"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ({"formats": "json"}, "formats is a tuple of words, such as ('json',); not 'json'"),
        ({"formats": (b"json",)}, "formats is a tuple of words"),
        ({"skip_checks": "placeholder"}, "skip_checks is a tuple of words, such as ('placeholder',)"),
        ({"fiscal_year": "2022"}, "fiscal_year is a whole number from 1900 to 2999"),
        ({"fiscal_year": 22}, "fiscal_year is a whole number from 1900 to 2999, such as 2022; not 22"),
        ({"document_type": "决算"}, "document_type is one of 'final_accounts', 'budget'; not '决算'"),
        ({"reader": "word"}, "reader is one of 'text', "),
        ({"language": "de"}, "language is one of 'zh', 'en'; not 'de'"),
        ({"split": (0.8, 0.1, 0.1)}, "split is written as '0.8/0.1/0.1'; not (0.8, 0.1, 0.1)"),
        ({"lexicons": 5}, "lexicons is a path"),
        ({"lexicons": ("a", None)}, "lexicons is a path"),
        ({"decisions": 5}, "decisions is a path"),
        ({"ocr_engine": 5}, "ocr_engine is a name"),
    ],
)
def test_options_that_cannot_be_meant(arguments: dict[str, Any], says: str) -> None:
    with pytest.raises((TypeError, ValueError)) as raised:
        RunOptions(**arguments)

    assert says in str(raised.value)


def test_lists_and_names_of_paths_are_taken(tmp_path: Path) -> None:
    loose: dict[str, Any] = {
        "formats": ["json"],
        "skip_checks": ["placeholder"],
        "decisions": "d.json",
        "lexicons": [str(tmp_path)],
    }

    assert RunOptions(**loose) == RunOptions(
        formats=("json",), skip_checks=("placeholder",), decisions=Path("d.json"), lexicons=tmp_path
    )


@pytest.mark.parametrize("value", [{"timeout": -1}, {"memory": "2G"}, {"jobs": 0}, {"timeout": True}])
def test_limits_that_are_none(value: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="is a number above zero"):
        Limits(**value)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (TEXT.encode(), "not bytes; for the bytes of a file there is structure_bytes"),
        (io.StringIO(TEXT), "not StringIO; of an open file give its path"),
        (None, "a path or a text is structured, not NoneType"),
        (["a.txt"], "not list"),
    ],
)
def test_what_is_neither_path_nor_text(given: object, says: str) -> None:
    what: Any = given
    with pytest.raises(TypeError) as raised:
        structure(what)

    assert says in str(raised.value)


def test_bytes_of_any_kind_and_a_path_for_a_name() -> None:
    data = TEXT.encode()
    buffers: list[Any] = [data, bytearray(data), memoryview(data)]
    name: Any = Path("a.txt")

    texts = [structure_bytes(buffer, name).to_json() for buffer in buffers]

    assert texts == [structure_bytes(data, "a.txt").to_json()] * 3


@pytest.mark.parametrize(("data", "name"), [(TEXT, "a.txt"), (TEXT.encode(), None)])
def test_content_that_is_none(data: object, name: object) -> None:
    taken: Any = (data, name)
    with pytest.raises(
        TypeError, match=r"data is the bytes of a file, not str|name is what the file is called"
    ):
        structure_bytes(*taken)


def test_a_pipeline_of_something_else() -> None:
    lexicons: Any = "my-lexicons"
    reader: Any = "word"

    with pytest.raises(TypeError, match=r"lexicons is made by Lexicons\(LexiconFolder"):
        Pipeline(lexicons)
    with pytest.raises(TypeError, match="skip_checks is a tuple of words"):
        Pipeline(skip_checks="placeholder")
    with pytest.raises(ValueError, match="reader is one of"):
        Pipeline().structure(TEXT, reader=reader)


def test_an_engine_and_a_check_that_are_not_there_end_before_the_first_document() -> None:
    for options in (RunOptions(ocr_engine="none"), RunOptions(skip_checks=("none",))):
        with pytest.raises(Exception, match=r"no such kind of finding|no engine of recognition"):
            next(structure_many(["a.txt"], options=options))


def test_inputs_of_something_else(tmp_path: Path) -> None:
    nothing: Any = None
    mixed: Any = [b"a.txt"]

    with pytest.raises(TypeError, match="inputs is a list of paths"):
        structure_many(nothing)
    with pytest.raises(TypeError, match="an input is a path"):
        list(structure_many(mixed))
    with pytest.raises(TypeError, match="output is a path"):
        local.run(["a.txt"], nothing, RunOptions())
    with pytest.raises(TypeError, match=r"options is made by RunOptions\(…\)"):
        local.run(["a.txt"], tmp_path / "out", nothing)


def test_a_run_of_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One name is one input, not a list of letters (of which one is ``.``, the whole folder)."""
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text(TEXT, encoding="utf-8")
    Path("b.txt").write_text(TEXT * 2, encoding="utf-8")
    output: Any = "out"

    one = local.run("a.txt", output, RunOptions(), Limits(jobs=1))
    paths = local.run([Path("a.txt"), Path("b.txt")], output, RunOptions(), Limits(jobs=1))

    assert (one.counts, paths.counts) == ({("done", None): 1}, {("done", None): 2})
    assert sorted(path.name for path in Path("out").glob("*.json")) == ["a.json", "b.json"]


def test_a_pipeline_goes_to_other_processes(tmp_path: Path) -> None:
    """It is sent by the names of its folders: what a word of the user's own reads here is read there too."""
    cues = tmp_path / "cues"
    cues.mkdir()
    rows = "text\tclass\tvalue\tneeds\tsource\n跳水\tchange\tdecrease\t\ttest\n"
    (cues / "changes.tsv").write_text(rows, encoding="utf-8")
    options = RunOptions(lexicons=tmp_path, skip_checks=("placeholder",))
    pipeline = options.load_pipeline()
    text = "2022年度会议费比上年跳水20%。"

    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        there = list(pool.map(pipeline.structure, [text, text]))

    assert [one.to_json() for one in there] == [pipeline.structure(text).to_json()] * 2
    assert there[0].figures[0].direction == "decrease"
