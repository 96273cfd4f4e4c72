"""The component on a blank Chinese pipeline, and DocBins for training."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import spacy
from spacy.tokens import DocBin

from docstruct.document import Document, Figure
from docstruct.engines import local
from docstruct.engines.options import Limits, RunOptions
from docstruct.errors import DocstructError
from docstruct.spacy import make_component, set_spans
from docstruct.writing.manner import Split

if TYPE_CHECKING:
    from pathlib import Path

TEXT = (
    "某市医疗保障局2021年度部门决算\n"
    "二、收入支出决算情况说明\n"
    "２０２１年度收入⽀出总计 1,234.50 万元，比上年增加100.00万元，主要原因是人员增加。\n"
)


@pytest.fixture(scope="module")
def nlp() -> spacy.Language:
    assert make_component  # registers the factory where the package is not installed
    pipeline = spacy.blank("zh")
    pipeline.add_pipe("docstruct")
    return pipeline


def test_spans_are_ranges_of_the_text_as_given(nlp: spacy.Language) -> None:
    """The Doc keeps its text, variant glyphs and full-width digits included; spans point into that."""
    doc = nlp(TEXT)

    assert doc.text == TEXT
    assert [(span.text, span.label_) for span in doc.spans["figures"]] == [
        ("1,234.50 万元", "actual"),
        ("100.00万元", "change"),
    ]
    assert [span.text for span in doc.spans["sections"]] == ["收入支出决算情况说明"]
    assert [(span.text, span.label_) for span in doc.spans["reasons"]] == [("人员增加", "increase")]


def test_subjects_stand_where_the_text_names_them(nlp: spacy.Language) -> None:
    doc = nlp(TEXT)
    assert [span.text for span in doc.spans["subjects"]][:1] == ["收入⽀出总计"]


def test_spans_lead_to_their_entries(nlp: spacy.Language) -> None:
    doc = nlp(TEXT)
    document = doc._.docstruct

    assert isinstance(document, Document)
    assert [span.id_ for span in doc.spans["figures"]] == [figure.id for figure in document.figures]
    assert document.figures[0].value == "1234.50"


def test_the_names_of_the_lexicons_are_words(nlp: spacy.Language) -> None:
    """jieba alone cuts this name of the classification into five."""
    name = "机关事业单位基本养老保险缴费支出"

    assert name in [token.text for token in nlp.make_doc(f"其中{name}为3万元")]


def test_the_tokenizer_can_be_left_alone() -> None:
    pipeline = spacy.blank("zh")
    pipeline.add_pipe("docstruct", config={"segment": False})

    assert [token.text for token in pipeline("收入3万元")] == list("收入3万元")


def test_an_edge_inside_a_token_is_aligned_and_reported(nlp: spacy.Language) -> None:
    document = nlp(TEXT)._.docstruct
    figure = document.figures[0]
    assert isinstance(figure, Figure)
    doc = spacy.tokens.Doc(
        nlp.vocab, words=[document.text[: figure.end - 1], document.text[figure.end - 1 :]]
    )
    doc = spacy.tokens.Doc(nlp.vocab, words=[token.text for token in doc], spaces=[False, False])
    misaligned = set_spans(doc, document, of_source=False)

    (reported,) = (entry for entry in misaligned if entry.id == figure.id and entry.group == "figures")
    assert (reported.start, reported.end) == (figure.start, figure.end)
    assert (reported.span_start, reported.span_end) == (0, len(document.text))
    assert len(doc.spans["figures"]) == len(document.figures)


@pytest.mark.parametrize("text", ["", "\n", " \n\t", "没有数据。"])
def test_texts_without_anything(nlp: spacy.Language, text: str) -> None:
    doc = nlp(text)

    assert doc.text == text
    assert len(doc.spans["figures"]) == 0


def test_docbins_for_training(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b.txt").write_text("2021年度收入总计7.00万元。", encoding="utf-8")
    output = tmp_path / "out"
    local.run([str(tmp_path)], output, RunOptions(formats=("spacy",)), Limits(jobs=1))

    (shard,) = (output / "spacy").iterdir()
    docs = list(DocBin().from_disk(shard).get_docs(spacy.blank("zh").vocab))
    assert [doc.user_data["docstruct"]["path"] for doc in docs] == [
        str(tmp_path / "a.txt"),
        str(tmp_path / "b.txt"),
    ]
    assert [span.text for span in docs[0].spans["figures"]] == ["1,234.50万元", "100.00万元"]
    assert docs[1].spans["figures"][0].label_ == "actual"


def test_what_is_found_travels(nlp: spacy.Language, tmp_path: Path) -> None:
    """Through bytes, other processes and DocBins."""
    doc = nlp(TEXT)
    copied = spacy.tokens.Doc(nlp.vocab).from_bytes(doc.to_bytes())
    (piped, _) = nlp.pipe([TEXT, "支出总计1万元。"], n_process=2)
    DocBin(store_user_data=True, docs=[doc]).to_disk(tmp_path / "a.spacy")
    (stored,) = DocBin(store_user_data=True).from_disk(tmp_path / "a.spacy").get_docs(nlp.vocab)

    for travelled in (copied, piped, stored):
        assert travelled._.docstruct == doc._.docstruct
        assert travelled._.docstruct_misaligned == doc._.docstruct_misaligned
        assert [span.text for span in travelled.spans["figures"]] == ["1,234.50 万元", "100.00万元"]


def test_the_component_is_saved_with_its_settings(tmp_path: Path) -> None:
    settings = {"fiscal_year": 2019, "document_type": "budget", "segment": False}
    pipeline = spacy.blank("zh")
    pipeline.add_pipe("docstruct", config=settings)
    pipeline.to_disk(tmp_path / "nlp")
    doc = spacy.load(tmp_path / "nlp")("收入总计3万元。")

    assert doc._.docstruct.metadata.fiscal_year == 2019
    assert doc._.docstruct.figures[0].measure == "budget"


def test_sentences_are_those_of_docstruct(nlp: spacy.Language) -> None:
    doc = nlp("收入3.5万元。支出2万元，其中1万元为项目支出！（见表。）\n无。")

    assert [sentence.text for sentence in doc.sents] == [
        "收入3.5万元。",
        "支出2万元，其中1万元为项目支出！",
        "（见表。）\n",
        "无。",
    ]


def test_sentences_set_before_stay() -> None:
    pipeline = spacy.blank("zh")
    pipeline.add_pipe("sentencizer", config={"punct_chars": ["，"]})
    pipeline.add_pipe("docstruct", config={"segment": False})

    assert [sentence.text for sentence in pipeline("收入3万元，支出2万元。无。").sents] == [
        "收入3万元，",
        "支出2万元。无。",
    ]


def test_a_corpus_is_divided_by_document_and_stays_so(tmp_path: Path) -> None:
    given, output = tmp_path / "in", tmp_path / "out"
    given.mkdir()
    for number in range(40):
        given.joinpath(f"{number}.txt").write_text(f"2022年度收入总计{number}.50万元。", encoding="utf-8")
    options = RunOptions(formats=("spacy",), split="0.5/0.25/0.25")
    local.run([str(given)], output, options, Limits(jobs=1))

    first = {part: stored(output / "spacy" / part) for part in ("train", "dev", "test")}
    assert sum(map(len, first.values())) == 40
    assert 10 <= len(first["train"]) <= 30
    assert first["dev"]
    assert first["test"]

    given.joinpath("40.txt").write_text("2022年度支出总计1.50万元。", encoding="utf-8")
    local.run([str(given)], output, RunOptions(formats=("spacy",)), Limits(jobs=1))  # split as before
    assert all(first[part] <= stored(output / "spacy" / part) for part in first)
    assert not list((output / "spacy").glob("*.spacy"))


def stored(folder: Path) -> set[str]:
    docs = (
        doc
        for shard in folder.glob("*.spacy")
        for doc in DocBin().from_disk(shard).get_docs(spacy.blank("zh").vocab)
    )
    return {doc.text for doc in docs}


@pytest.mark.parametrize(
    "shares", ["", "1", "0.5/0.6", "0.5/0.5/0.5", "1.5/-0.5", "a/b", "1/0/0/0", "0.5/1/0"]
)
def test_shares_that_do_not_make_one_are_none(shares: str) -> None:
    with pytest.raises(DocstructError, match="two or three shares"):
        Split.parse(shares)
