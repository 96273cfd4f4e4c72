"""docstruct as a spaCy component, for pipelines that go on from what it finds.

    import spacy
    nlp = spacy.blank("zh")
    nlp.add_pipe("docstruct")
    doc = nlp("2022年度收入总计100.50万元。")
    doc.spans["figures"][0].label_     # 'actual'
    doc._.docstruct.figures[0].value   # '100.50'

The component segments with jieba and has the names of the lexicons as its user dictionary, so that a subject is a
token where it can be; ``nlp.add_pipe("docstruct", config={"segment": False})`` leaves the tokenizer as it is. Other
settings are those of a pipeline: ``fiscal_year``, ``document_type`` and ``lexicons`` (a folder laid over the packaged
ones).

==============  ==============================================  =========================
``doc.spans``   a span is                                       label; knowledge base id
==============  ==============================================  =========================
``figures``     a number with its unit                          measure
``subjects``    where the text names what is measured           scheme; code
``reasons``     a reason without its cue                        relation
``sections``    the title of a heading or item                  canonical kind; level
==============  ==============================================  =========================

``doc.sents`` are docstruct's sentences, where nothing else has set any. What is found travels with the Doc: through
``nlp.pipe(texts, n_process=2)``, ``doc.to_bytes()`` and ``DocBin(store_user_data=True)``; a Doc that has travelled has a
document without the way back for ranges of its own (see :attr:`Document.has_places`).

The id of every span is that of its entry in ``doc._.docstruct`` (a subject has that of its figure or reason). A span
whose edge falls inside a token covers the whole token, and ``doc._.docstruct_misaligned`` reports it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import jieba
from spacy.lang.zh import ChineseTokenizer, Segmenter
from spacy.language import Language
from spacy.tokens import Doc, Span

from docstruct.chunking import sentence_ends
from docstruct.document import Document
from docstruct.lexicon import Lexicons
from docstruct.lexicon.folder import LexiconFolder
from docstruct.outline import Hints
from docstruct.pipeline import Pipeline

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docstruct.document import DocumentType, Figure, Reason

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

    def __init__(self, pipeline: Pipeline, hints: Hints) -> None:
        self.pipeline = pipeline
        self.hints = hints

    def __call__(self, doc: Doc) -> Doc:
        """Structure the text of the Doc and set its spans and sentences."""
        from docstruct.reading import read_text

        document = self.pipeline.structure_source(read_text(doc.text), self.hints)
        doc._.docstruct_misaligned = set_spans(doc, document, of_source=True)
        doc._.docstruct = document
        if not doc.has_annotation("SENT_START"):
            _set_sentences(doc)
        return doc


@Language.factory(
    "docstruct",
    assigns=[
        "doc._.docstruct",
        "doc._.docstruct_misaligned",
        "doc.spans",
        "doc.sents",
        "token.is_sent_start",
    ],
    default_config={"segment": True, "fiscal_year": None, "document_type": None, "lexicons": None},
)
def make_component(
    nlp: Language,
    name: str,
    segment: bool,
    fiscal_year: int | None,
    document_type: DocumentType | None,
    lexicons: str | None,
) -> DocstructComponent:
    """Make the component; with ``segment``, the pipeline gets :func:`make_tokenizer`'s tokenizer.

    Raises:
        docstruct.errors.LexiconError: ``lexicons`` is no folder of lexicons.
    """
    pipeline = Pipeline(Lexicons(LexiconFolder(Path(lexicons))) if lexicons else None)
    if segment:
        nlp.tokenizer = make_tokenizer(nlp, pipeline.lexicons)
    return DocstructComponent(pipeline, Hints(fiscal_year=fiscal_year, document_type=document_type))


def _set_sentences(doc: Doc) -> None:
    """A sentence begins at the first token behind the end of the one before it."""
    ends = [*sentence_ends(doc.text), len(doc.text)]
    end = 0
    for token in doc:
        token.is_sent_start = token.idx >= end
        if token.idx >= end:
            end = ends[bisect_right(ends, token.idx)]


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


_RECENT = 64
"""How many documents are kept as they were made, beside their bytes in the Docs."""


class _Documents:
    """Documents as bytes in ``Doc.user_data``, since spaCy sends nothing else along.

    The latest are kept as they are, with their way back to the text; others are decoded when they are asked for.
    """

    KEY = "docstruct.document"

    def __init__(self) -> None:
        self._recent: OrderedDict[bytes, Document] = OrderedDict()

    def get(self, doc: Doc) -> Document | None:
        """The document of a Doc; None if the component has not seen it."""
        import msgspec

        data: bytes | None = doc.user_data.get(self.KEY)
        if data is None:
            return None
        document = self._recent.get(data)
        return self._keep(data, document or msgspec.msgpack.decode(data, type=Document))

    def set(self, doc: Doc, document: Document) -> None:
        """Put a document into a Doc."""
        import msgspec

        data = msgspec.msgpack.encode(document)
        doc.user_data[self.KEY] = data
        self._keep(data, document)

    def _keep(self, data: bytes, document: Document) -> Document:
        self._recent[data] = document
        self._recent.move_to_end(data)
        while len(self._recent) > _RECENT:
            self._recent.popitem(last=False)
        return document


_documents = _Documents()
_MISALIGNED = "docstruct.misaligned"


def _misaligned(doc: Doc) -> tuple[Misaligned, ...]:
    return tuple(Misaligned(**entry) for entry in doc.user_data.get(_MISALIGNED, ()))


def _set_misaligned(doc: Doc, entries: tuple[Misaligned, ...]) -> None:
    doc.user_data[_MISALIGNED] = [asdict(entry) for entry in entries]


def _add_extensions() -> None:
    """``doc._.docstruct`` and ``doc._.docstruct_misaligned``, which are kept in what travels with a Doc."""
    if not Doc.has_extension("docstruct"):
        Doc.set_extension("docstruct", getter=_documents.get, setter=_documents.set)
        Doc.set_extension("docstruct_misaligned", getter=_misaligned, setter=_set_misaligned)


_add_extensions()
