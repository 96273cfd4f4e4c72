"""Subjects of structured documents that got no code, counted, with the best candidates: a TSV ready to edit.

Only what the text presents as a subject of the classification is listed: names with levels, or with candidates the
matcher could not decide between. Write a code where you know it, delete the other rows, and hand the file to
``docstruct lexicon add --from``.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docstruct.errors import DocstructError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from docstruct.lexicon.classification import ClassificationLexicon

COLUMNS = ("name", "code", "first_year", "last_year", "source", "count", "path", "candidates")


@dataclass(frozen=True, slots=True)
class SeenCandidate:
    """A candidate as the output lists it."""

    code: str
    score: float


@dataclass(frozen=True, slots=True)
class SeenSubject:
    """A subject as the output has it."""

    text: str
    path: tuple[str, ...] = ()
    code: str | None = None
    candidates: tuple[SeenCandidate, ...] = ()


@dataclass(frozen=True, slots=True)
class SeenFigure:
    """A figure, or a line of ``figures.jsonl``, as far as it matters here."""

    subject: SeenSubject
    path: str = ""


@dataclass(frozen=True, slots=True)
class SeenSource:
    """Where a document came from."""

    path: str


@dataclass(frozen=True, slots=True)
class SeenDocument:
    """A structured document, as far as it matters here."""

    source: SeenSource
    figures: tuple[SeenFigure, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a corpus says of the lexicon: the codes it was given, and the names that got none."""

    matched: frozenset[str]
    rows: tuple[tuple[str, ...], ...]

    @property
    def tsv(self) -> str:
        """The names without a code, most frequent first."""
        return "".join("\t".join(row) + "\n" for row in (COLUMNS, *self.rows))


def coverage(folder: Path, classification: ClassificationLexicon) -> Coverage:
    """Go through the outputs of a run.

    Raises:
        DocstructError: the folder holds neither documents (``*.json``) nor ``figures.jsonl``, or one is damaged.
    """
    matched: set[str] = set()
    unmatched: Counter[tuple[str, tuple[str, ...]]] = Counter()
    first_seen: dict[tuple[str, tuple[str, ...]], tuple[str, SeenSubject]] = {}
    for source, subject in _subjects(folder):
        if subject.code:
            matched.add(subject.code)
        elif subject.path or subject.candidates:
            key = (subject.text, subject.path)
            unmatched[key] += 1
            first_seen.setdefault(key, (source, subject))
    rows = [
        _row(name, path, count, *first_seen[name, path], classification)
        for (name, path), count in sorted(unmatched.items(), key=lambda item: (-item[1], item[0]))
    ]
    return Coverage(frozenset(matched), tuple(rows))


def _row(
    name: str,
    path: tuple[str, ...],
    count: int,
    source: str,
    subject: SeenSubject,
    classification: ClassificationLexicon,
) -> tuple[str, ...]:
    candidates = "; ".join(
        f"{one.code} {classification.name(one.code) or ''} {one.score:.2f}" for one in subject.candidates
    )
    cells = (name, "", "", "", _document(source), str(count), " > ".join(path), candidates)
    return tuple(cell.replace("\t", " ").replace("\n", " ") for cell in cells)


def _document(source: str) -> str:
    """What to call a document as a source: its name, for nobody else has the folder."""
    return source.replace("\\", "/").rsplit("/", 1)[-1]


def documents_in(folder: Path) -> list[Path]:
    """The documents a run wrote to a folder as JSON; what it keeps for itself in hidden folders is none."""
    return sorted(
        path
        for path in folder.rglob("*.json")
        if not any(part.startswith(".") for part in path.relative_to(folder).parts)
    )


def _subjects(folder: Path) -> Iterator[tuple[str, SeenSubject]]:
    import msgspec

    # The table before the documents: a folder with both states the same figures twice.
    lines = sorted(folder.rglob("figures.jsonl"))
    documents = () if lines else documents_in(folder)
    if not lines and not documents:
        raise DocstructError(f"{folder}: neither documents (*.json) nor figures.jsonl in it")
    for path in (*lines, *documents):
        try:
            yield from _of_lines(path.read_bytes()) if lines else _of_document(path.read_bytes())
        except msgspec.MsgspecError as error:
            raise DocstructError(f"{path}: not written by docstruct run ({error})") from None


def _of_lines(content: bytes) -> Iterable[tuple[str, SeenSubject]]:
    import msgspec

    decoder = msgspec.json.Decoder(SeenFigure)
    for line in content.splitlines():
        if line:
            figure = decoder.decode(line)
            yield figure.path, figure.subject


def _of_document(content: bytes) -> Iterable[tuple[str, SeenSubject]]:
    import msgspec

    document = msgspec.json.decode(content, type=SeenDocument)
    for figure in document.figures:
        yield document.source.path, figure.subject
