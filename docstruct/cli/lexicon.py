"""``docstruct lexicon``: the tools of those who keep the lexicons."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path  # noqa: TC003 - the parser reads the annotations when the program runs
from typing import TYPE_CHECKING, Annotated

import typer

from docstruct.cli import app
from docstruct.cli.arguments import LexiconsOption  # noqa: TC001
from docstruct.speech import speech
from docstruct.years import FIRST_YEAR, LAST_YEAR

if TYPE_CHECKING:
    from docstruct.lexicon.folder import LexiconFolder
    from docstruct.maintaining.trying import Trial

lexicon = typer.Typer(
    short_help="Check, count, compare, extend and try the lexicons.",
    help="Check, count, compare, extend and try the lexicons (how to keep them: lexicons/README.md).",
    epilog="Example: docstruct lexicon check",
    no_args_is_help=True,
    rich_markup_mode=None,
)
app.add_typer(lexicon, name="lexicon")


def _folder(lexicons: list[Path] | None) -> LexiconFolder:
    from docstruct.engines.options import RunOptions

    return RunOptions(lexicons=tuple(lexicons or ())).lexicon_folder()


@lexicon.command(short_help="Check every lexicon.", epilog="Example: docstruct lexicon check --corpus out/")
def check(
    lexicons: LexiconsOption = None,
    corpus: Annotated[
        Path | None,
        typer.Option(
            exists=True, file_okay=False, help="Outputs of a run: say which entries none of them matched."
        ),
    ] = None,
) -> None:
    """Check every lexicon: schemas, duplicates, orphans, overlapping years, glyphs and brackets, colliding aliases.

    Folders laid over at once that disagree are named, and the cases beside the data are tried (lexicons/cases).

    Exit status: 0; 1 if there are errors (warnings and notes alone do not count).
    """
    from docstruct.lexicon import Lexicons
    from docstruct.maintaining import checking
    from docstruct.maintaining.coverage import coverage

    folder = _folder(lexicons)
    matched = coverage(corpus, Lexicons(folder).classification).matched if corpus else None
    problems = checking.check(folder, matched, with_cases=True)
    for problem in problems:
        typer.echo(problem.said_by(speech().say), err=problem.severity == "error")
    errors = sum(problem.severity == "error" for problem in problems)
    warnings = sum(problem.severity == "warning" for problem in problems)
    typer.echo(speech().put("{} errors, {} warnings", errors, warnings))
    raise typer.Exit(1 if errors else 0)


@lexicon.command(
    short_help="Count the entries of the classification.", epilog="Example: docstruct lexicon stats"
)
def stats(lexicons: LexiconsOption = None) -> None:
    """Count the entries of the classification by scheme, level and how well they are attested."""
    from rich.console import Console
    from rich.table import Table

    from docstruct.lexicon import Lexicons
    from docstruct.maintaining.counting import count

    table = Table("分类", "级次")
    for title in ("条目", "现行", "见于文件", "凭记忆", "历史", "编码", "别名"):
        table.add_column(title, justify="right")
    for level in count(Lexicons(_folder(lexicons)).classification):
        numbers = (
            level.entries,
            level.in_force,
            level.attested,
            level.recalled,
            level.historic,
            level.codes,
            level.aliases,
        )
        table.add_row(level.scheme, level.level, *(f"{number}" for number in numbers))
    Console().print(table)


@lexicon.command(
    short_help="List what changed between two editions.", epilog="Example: docstruct lexicon diff 2018 2024"
)
def diff(
    earlier: Annotated[int, typer.Argument(min=FIRST_YEAR, max=LAST_YEAR)],
    later: Annotated[int, typer.Argument(min=FIRST_YEAR, max=LAST_YEAR)],
    lexicons: LexiconsOption = None,
) -> None:
    """List what changed between the editions of two years, tab-separated.

    A line holds the code, its old and new name and, of a retired code, where its expenditure went.
    """
    from docstruct.lexicon import Lexicons
    from docstruct.maintaining import editions

    classification = Lexicons(_folder(lexicons)).classification
    typer.echo("change\tcode\told\tnew\treplaced_by")
    for change in editions.diff(classification, earlier, later):
        now = "; ".join(f"{code} {classification.name(code, later)}" for code in change.replaced_by)
        typer.echo(f"{change.kind}\t{change.code}\t{change.old or ''}\t{change.new or ''}\t{now}")


class GapName(StrEnum):
    """What a corpus may show to be lacking, as an option takes it."""

    names = "names"
    causes = "causes"
    words = "words"
    units = "units"
    headers = "headers"
    headings = "headings"


@lexicon.command(
    short_help="List what the lexicons lack.",
    epilog="Example: docstruct lexicon coverage out/ --of words > words.tsv",
)
def coverage(
    out: Annotated[Path, typer.Argument(exists=True, file_okay=False, help="The output folder of a run.")],
    of: Annotated[
        GapName,
        typer.Option(
            help="names without a code, causes without a category, words behind a comparison that no cue reads, "
            "units, headers of tables without meaning, headings of no kind."
        ),
    ] = GapName.names,
    to: Annotated[
        Path | None,
        typer.Option(
            "--to", file_okay=False, help="Write all of these to this folder, a TSV each, and print how many."
        ),
    ] = None,
    lexicons: LexiconsOption = None,
) -> None:
    """List what structured documents show the lexicons to lack, counted, with an example and its place.

    The rows are a TSV ready to edit: fill in what you know, delete the other rows, hand it to `docstruct lexicon add`.
    """
    from docstruct.lexicon import Lexicons
    from docstruct.maintaining import coverage as covering
    from docstruct.maintaining.gaps import gaps

    loaded = Lexicons(_folder(lexicons))
    if to is None and of is GapName.names:
        typer.echo(covering.coverage(out, loaded.classification).tsv, nl=False)
        return
    found = gaps(out, loaded)
    if to is None:
        typer.echo(found.tsv(of.value), nl=False)  # type: ignore[arg-type]
        return
    to.mkdir(parents=True, exist_ok=True)
    for gap in GapName:
        names = covering.coverage(out, loaded.classification).tsv if gap is GapName.names else None
        table = found.tsv(gap.value) if names is None else names  # type: ignore[arg-type]
        path = to / f"{gap.value}.tsv"
        path.write_text(table, encoding="utf-8", newline="\n")
        typer.echo(f"{table.count(chr(10)) - 1}\t{path}")


@lexicon.command(
    short_help="Take rows into the lexicons.",
    epilog="Example: docstruct lexicon add --from unmatched.tsv --to my-lexicons",
)
def add(
    changes: Annotated[
        Path, typer.Option("--from", exists=True, dir_okay=False, help="A TSV of aliases or entries.")
    ],
    target: Annotated[
        Path | None,
        typer.Option(
            "--to",
            file_okay=False,
            help="The folder to change; by default DOCSTRUCT_LEXICONS, or the checkout's.",
        ),
    ] = None,
) -> None:
    """Take rows into the lexicons: checked with everything else, written sorted, the difference printed.

    Exit status: 0; 1 if the lexicons would have errors (then nothing is written).
    """
    from docstruct.maintaining.editing import add as take_in
    from docstruct.maintaining.editing import default_target

    for line in take_in(changes, target or default_target()):
        typer.echo(line)


@lexicon.command(
    "try",
    short_help="Try a change on documents.",
    epilog="Example: docstruct lexicon try my-lexicons out/ --gold tests/gold --inputs samples",
)
def try_(
    change: Annotated[
        Path, typer.Argument(exists=True, help="A folder of lexicons, or a TSV as `add` takes it.")
    ],
    own: Annotated[
        list[Path] | None,
        typer.Argument(metavar="OUT", exists=True, file_okay=False, help="Output folders of your own runs."),
    ] = None,
    gold: Annotated[
        list[Path] | None,
        typer.Option(exists=True, file_okay=False, help="A folder of annotated documents."),
    ] = None,
    inputs: Annotated[
        Path | None,
        typer.Option(exists=True, file_okay=False, help="Where the files are that were annotated."),
    ] = None,
    lexicons: LexiconsOption = None,
) -> None:
    """Show what a change does to documents: every entry that differs, and what got right or broke on annotated ones.

    The cases of the lexicons (lexicons/cases) are tried as well. Exit status: 0; 1 if the change breaks something
    that was right.
    """
    from docstruct.evaluating.gold import load_gold
    from docstruct.maintaining.trying import own_documents, try_change

    annotated = [document for folder in gold or () for document in load_gold(folder, inputs)]
    documents = [document for folder in own or () for document in own_documents(folder)]
    trial = try_change(change, annotated, _folder(lexicons), documents)
    _print_trial(trial)
    raise typer.Exit(1 if trial.broken else 0)


def _print_trial(trial: Trial) -> None:
    for field, (right, asked) in trial.before.items():
        typer.echo(f"{field}: {right} of {asked} right before, {trial.after[field][0]} after")
    for task, (before, after) in trial.entries.items():
        changed = sum(f": {task}: " in line for line in trial.changed)
        typer.echo(f"{task}: {before} entries before, {after} after, {changed} changed")
    for title, lines in (("changed", trial.changed), ("better", trial.better), ("broken", trial.broken)):
        for line in lines:
            typer.echo(f"{title}: {line}")
