"""``docstruct explain``: why a figure was read as it was."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from docstruct.cli import app
from docstruct.cli.arguments import LexiconsOption
from docstruct.speech import speech
from docstruct.writing.labels import label, labels
from docstruct.years import FIRST_YEAR, LAST_YEAR

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docstruct.document import Document, Figure, Reason, Subject
    from docstruct.extracting.drafts import Trace

_LOST = 4
"""Rows that fit too and are named."""
_HEAD = 12
"""Columns before what is told."""


@app.command(
    short_help="Show which rule read a figure, and which found its subject.",
    epilog="Example: docstruct explain samples/白山市医疗保障局2021年度部门决算.txt --figure f12",
)
def explain(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The document, of any kind docstruct reads.")],
    figure: Annotated[str | None, typer.Option("--figure", help="Only this figure, by its id: f12.")] = None,
    at: Annotated[
        int | None,
        typer.Option("--at", help="Only what is stated in the sentence at this offset of the text."),
    ] = None,
    part: Annotated[
        int | None,
        typer.Option("--part", min=1, help="Of a file that holds several disclosures, only this one: 2."),
    ] = None,
    fiscal_year: Annotated[
        int | None,
        typer.Option(
            "--fiscal-year",
            min=FIRST_YEAR,
            max=LAST_YEAR,
            help="The year of a document that does not say it.",
        ),
    ] = None,
    document_type: Annotated[
        str | None, typer.Option("--document-type", help="final_accounts or budget, where it is not said.")
    ] = None,
    lexicons: LexiconsOption = None,
) -> None:
    """Print for every figure its clause by classes, the row that read it, the rows that lost, its antecedent and code."""
    from docstruct.lexicon import Lexicons
    from docstruct.lexicon.folder import LexiconFolder
    from docstruct.pipeline import Pipeline

    if document_type not in (None, "final_accounts", "budget"):
        raise typer.BadParameter("expected final_accounts or budget", param_hint="--document-type")
    pipeline = Pipeline(Lexicons(LexiconFolder(*lexicons or ())))
    explained = pipeline.explain(file, fiscal_year=fiscal_year, document_type=document_type)  # type: ignore[arg-type]
    if part is not None and part > len(explained):
        raise typer.BadParameter(f"the file holds {len(explained)}", param_hint="--part")
    if part is None and len(explained) > 1 and (figure is not None or at is not None):
        raise typer.BadParameter(
            f"the file holds {len(explained)} disclosures; say of which", param_hint="--part"
        )
    found = False
    for document, traces in explained if part is None else explained[part - 1 : part]:
        found |= _explain(document, traces, figure, at)
    if not found:
        known = f"; the document has {len(explained[(part or 1) - 1][0].figures)} figures" if figure else ""
        typer.echo(speech().say(f"{file}: nothing is stated there{known}"), err=True)
        raise typer.Exit(1)


def _explain(document: Document, traces: tuple[Trace, ...], figure: str | None, at: int | None) -> bool:
    """Print what is asked for of one document; whether there was any."""
    told = [
        (one, trace) for one, trace in zip(document.figures, traces, strict=True) if _wanted(one, figure, at)
    ]
    reasons = [reason for reason in document.reasons if figure is None and _covers(reason, at)]
    if document.source.part is not None and (told or reasons):
        typer.echo(f"## {document.source.part}  {document.metadata.organization or ''}\n")
    for one, trace in told:
        typer.echo("\n".join(_figure(document, one, trace)) + "\n")
    for reason in reasons:
        typer.echo("\n".join(_reason(reason)) + "\n")
    return bool(told or reasons)


def _wanted(figure: Figure, name: str | None, at: int | None) -> bool:
    if name is not None:
        return figure.id == name
    return at is None or figure.sentence_start <= at < figure.sentence_end


def _covers(reason: Reason, at: int | None) -> bool:
    return at is None or reason.start <= at < reason.end


def _figure(document: Document, figure: Figure, trace: Trace) -> Iterator[str]:
    said = (
        _word(figure.measure, "measure"),
        figure.value + (figure.unit or ""),
        _word(figure.direction, "direction"),
        _word(figure.basis, "basis"),
    )
    yield f"{figure.id}  {figure.subject.text}  {' '.join(word for word in said if word)}"
    yield _line("sentence", document.text[figure.sentence_start : figure.sentence_end].strip())
    yield _line(
        "clause", " ".join(_class(kind) + (f"[{words}]" if words else "") for kind, words in trace.items)
    )
    if trace.around:
        yield _line("around", " ".join(map(_class, trace.around)))
    if trace.behind:
        yield _line("behind", " ".join(map(_class, trace.behind)))
    yield _line("row", f"{figure.rule}  ({trace.pattern})")
    lost = trace.rows[1:]
    if lost:
        more = len(lost) - _LOST
        yield _line(
            "lost", ", ".join(lost[:_LOST]) + (_told("more", " and {} more").format(more) if more > 0 else "")
        )
    yield _line("antecedent", _antecedent(figure.antecedent, trace.why))
    yield _line("code", _code(figure.subject))


def _reason(reason: Reason) -> Iterator[str]:
    yield f"{reason.id}  {reason.subject.text}  {_word(reason.relation, 'relation')}"
    yield _line("reason", reason.text)
    yield _line("cue", _word(reason.rule, "reason_rule"))
    yield _line("antecedent", _antecedent(reason.antecedent, ""))
    yield _line("explains", ", ".join(reason.figures) or _told("figure", "no figure"))


def _code(subject: Subject) -> str:
    candidates = ", ".join(f"{one.code} {one.name} {one.score:.2f}" for one in subject.candidates)
    candidates = f"; {_told('candidates', 'candidates')}: {candidates}" if candidates else ""
    if subject.code is None:
        return f"{_told('none', 'none')}{candidates}"
    score = f" {subject.score:.2f}" if subject.score is not None else ""
    return f"{subject.code} ({_word(subject.method, 'method')}{score}){candidates}"


def _antecedent(name: str | None, why: str) -> str:
    """The rule that found a subject, by its name, and what it says of itself."""
    if speech().language == "zh":
        why = labels("antecedent").get(name or "none", "")
    return f"{name}: {why}" if why else name or ""


def _line(head: str, text: str) -> str:
    """A line under its head; Chinese characters are twice as wide."""
    told = _told(head, head)
    width = sum(2 if ord(character) > 127 else 1 for character in told)
    return f"  {told}{' ' * (_HEAD - width)}{text}"


def _told(word: str, english: str) -> str:
    """A word of these lines in the language spoken."""
    return labels("explain")[word] if speech().language == "zh" else english


def _class(kind: str) -> str:
    return _word(kind, "item_class")


def _word(word: str | None, group: str) -> str:
    """A word of the contract, or of the clauses, in the language spoken."""
    return label(word, group) if speech().language == "zh" else word or ""
