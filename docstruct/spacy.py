"""docstruct as a spaCy component, for pipelines that go on from what it finds.

    import spacy
    nlp = spacy.blank("zh")
    nlp.add_pipe("docstruct")
    doc = nlp("2022年度收入总计100.50万元。")
    doc.spans["figures"][0].label_     # 'actual'
    doc._.docstruct.figures[0].value   # '100.50'

The component segments with jieba and has the names of the lexicons as its user dictionary, so that a subject is a
token where it can be; ``nlp.add_pipe("docstruct", config={"segment": False})`` leaves the tokenizer as it is.

==============  ==============================================  =========================
``doc.spans``   a span is                                       label; knowledge base id
==============  ==============================================  =========================
``figures``     a number with its unit                          measure
``subjects``    where the text names what is measured           scheme; code
``reasons``     a reason without its cue                        relation
``sections``    the title of a heading or item                  canonical kind; level
==============  ==============================================  =========================

The id of every span is that of its entry in ``doc._.docstruct`` (a subject has that of its figure or reason). A span
whose edge falls inside a token covers the whole token, and ``doc._.docstruct_misaligned`` reports it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import jieba
from spacy.lang.zh import ChineseTokenizer, Segmenter
from spacy.language import Language
from spacy.tokens import Doc, Span

from docstruct.pipeline import Pipeline

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docstruct.document import Document, Figure, Reason
    from docstruct.lexicon import Lexicons

GROUPS = ("figures", "subjects", "reasons", "sections")
UNLABELLED = "other"
"""The label of a subject without a scheme and of a section without a canonical kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Misaligned:
    """An entry that begins or ends inside a token: its range of characters, and that of the span made of it."""

    group: str
    id: str
    start: int
    end: int
    span_start: int
    span_end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedSpan:
    """A span to be: a range of characters in ``Document.text``, its label, its entry's id and a knowledge base id."""

    group: str
    id: str
    start: int
    end: int
    label: str
    kb_id: str = ""


class DocstructComponent:
    """Adds what docstruct finds in a Doc's text; see the module."""

    def __init__(self, pipeline: Pipeline) -> None:
        _add_extensions()
        self.pipeline = pipeline

    def __call__(self, doc: Doc) -> Doc:
        """Structure the text of the Doc and set its spans."""
        from docstruct.reading import read_text

        document = self.pipeline.structure_source(read_text(doc.text))
        doc._.docstruct_misaligned = set_spans(doc, document, of_source=True)
        doc._.docstruct = document
        return doc


@Language.factory(
    "docstruct",
    assigns=["doc._.docstruct", "doc._.docstruct_misaligned", "doc.spans"],
    default_config={"segment": True},
)
def make_component(nlp: Language, name: str, segment: bool) -> DocstructComponent:
    """Make the component; with ``segment``, the pipeline gets :func:`make_tokenizer`'s tokenizer."""
    pipeline = Pipeline()
    if segment:
        nlp.tokenizer = make_tokenizer(nlp, pipeline.lexicons)
    return DocstructComponent(pipeline)


def make_tokenizer(nlp: Language, lexicons: Lexicons) -> ChineseTokenizer:
    """A tokenizer with a jieba of its own that knows the words of the lexicons."""
    jieba.setLogLevel("WARNING")
    segmenter = jieba.Tokenizer()
    for word in sorted(_words(lexicons)):
        segmenter.add_word(word)
    tokenizer = ChineseTokenizer(nlp.vocab, segmenter=Segmenter.jieba)
    tokenizer.jieba_seg = segmenter
    return tokenizer


def _words(lexicons: Lexicons) -> set[str]:
    """What must not be cut: names of the classification and cues, as far as jieba takes them for one word."""
    classification = lexicons.classification
    names = {entry.name for entry in classification.entries} | {
        alias.name for alias in classification.aliases
    }
    words = names | set(lexicons.cues.words)
    return {word for word in words if len(word) > 1 and jieba.re_han_default.fullmatch(word)}


def set_spans(doc: Doc, document: Document, *, of_source: bool) -> tuple[Misaligned, ...]:
    """Set the spans of a Doc and report those whose edges fall inside a token.

    The text of the Doc must be ``document.text`` or, with ``of_source``, the text the document was made from.
    """
    spans: dict[str, list[Span]] = {group: [] for group in GROUPS}
    misaligned: list[Misaligned] = []
    for planned in planned_spans(document):
        start, end = planned.start, planned.end
        if of_source:
            start, end = document.to_source(start, end)
        span = doc.char_span(
            start,
            end,
            label=planned.label,
            kb_id=planned.kb_id,
            span_id=planned.id,
            alignment_mode="expand",
        )
        if span is None:
            continue
        spans[planned.group].append(span)
        if (span.start_char, span.end_char) != (start, end):
            misaligned.append(
                Misaligned(
                    group=planned.group,
                    id=planned.id,
                    start=start,
                    end=end,
                    span_start=span.start_char,
                    span_end=span.end_char,
                )
            )
    for group, made in spans.items():
        doc.spans[group] = made
    return tuple(misaligned)


def planned_spans(document: Document) -> Iterator[PlannedSpan]:
    """Every span that a document asks for, in the order of its entries."""
    for figure in document.figures:
        yield PlannedSpan(
            group="figures", id=figure.id, start=figure.start, end=figure.end, label=figure.measure
        )
    for reason in document.reasons:
        yield PlannedSpan(
            group="reasons", id=reason.id, start=reason.start, end=reason.end, label=reason.relation
        )
    entries: tuple[Figure | Reason, ...] = (*document.figures, *document.reasons)
    for entry in entries:
        subject = entry.subject
        if subject.start is not None and subject.end is not None:
            yield PlannedSpan(
                group="subjects",
                id=entry.id,
                start=subject.start,
                end=subject.end,
                label=subject.scheme or UNLABELLED,
                kb_id=subject.code or "",
            )
    for section in document.sections:
        if section.title_start < section.title_end:
            yield PlannedSpan(
                group="sections",
                id=section.id,
                start=section.title_start,
                end=section.title_end,
                label=section.kind or UNLABELLED,
                kb_id=str(section.level),
            )


def _add_extensions() -> None:
    for name, default in (("docstruct", None), ("docstruct_misaligned", ())):
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=default)
