"""``docstruct match``: names of subjects to classification codes."""

from __future__ import annotations

import sys
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from docstruct.cli import app
from docstruct.cli.arguments import LexiconsOption
from docstruct.years import FIRST_YEAR, LAST_YEAR

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from docstruct.lexicon.matching import ColumnWords
    from docstruct.matching import Match
    from docstruct.matching.asking import Question

HEADER = (
    "name",
    "code",
    "official_name",
    "score",
    "method",
    "candidates",
    "abstained",
    "edition",
    "note",
)
"""The columns of the answer."""


class SchemeName(StrEnum):
    """The schemes of the classification, as an option takes them."""

    functional = "functional"
    economic_department = "economic_department"
    economic_government = "economic_government"


@app.command(
    short_help="Match names of budget subjects to codes.",
    epilog="Example: docstruct match 行政运行 --year 2022 --path '卫生健康支出 > 医疗保障管理事务' --explain",
)
def match(
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="NAME", help="Names; without any, one a line is read from standard input."),
    ] = None,
    year: Annotated[
        int | None,
        typer.Option(min=FIRST_YEAR, max=LAST_YEAR, help="The fiscal year whose edition is preferred."),
    ] = None,
    path: Annotated[str, typer.Option(help="The levels above, 类 first: 'A > B'.")] = "",
    scheme: Annotated[SchemeName | None, typer.Option(help="Look in this scheme only.")] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Say which evidence decided and why rivals lost.")
    ] = False,
    csv: Annotated[
        Path | None,
        typer.Option(exists=True, dir_okay=False, help="Read the names from a column of this CSV file."),
    ] = None,
    column: Annotated[
        str | None, typer.Option(help="The column of --csv that holds the names; by default name, 科目名称 …")
    ] = None,
    year_column: Annotated[
        str | None, typer.Option(help="The column that holds the years; by default year, 年度 …, if there.")
    ] = None,
    path_column: Annotated[
        str | None,
        typer.Option(help="The column that holds the levels above; by default path, 上级科目 …, if there."),
    ] = None,
    scheme_column: Annotated[
        str | None,
        typer.Option(help="The column that tells 功能 from 经济; by default scheme, 分类 …, if there."),
    ] = None,
    lexicons: LexiconsOption = None,
) -> None:
    """Match names of budget subjects to classification codes; one tab-separated line a name.

    A name may hold its levels and its code: 农林水支出（类）林业和草原（款）行政运行（项）, 2130201 行政运行. A line holds
    the name, code, official name, score and method; where the matcher abstains, the candidates (code, name and
    likeness) and the reason; last the edition in which the code bears that name, and what to know of it where that
    is not the year asked for. Exit status: 0, whether or not every name has a code; 2 unusable arguments.
    """
    from docstruct.engines.options import RunOptions
    from docstruct.lexicon import Lexicons
    from docstruct.matching import Matcher
    from docstruct.matching.asking import Question, read_levels
    from docstruct.matching.explaining import Explainer

    matcher = Matcher(Lexicons(RunOptions(lexicons=tuple(lexicons or ())).lexicon_folder()).classification)
    explainer = Explainer(matcher.classification)
    given = Question("", read_levels(path), year, scheme.value if scheme else None)
    asked: Iterable[Question]
    if csv is not None and names:
        raise typer.BadParameter("names are given, too; ask for those or for a file", param_hint="--csv")
    if csv is not None:
        named = {"name": column, "year": year_column, "path": path_column, "scheme": scheme_column}
        asked = _rows(csv, matcher.settings.columns, given, named)
    else:
        # Lazily: whoever types names, or pipes them from a slow program, sees each answer at once.
        asked = (replace(given, name=name) for name in names or _lines_of_standard_input())
    if not explain:
        typer.echo("\t".join(HEADER))
    for one in asked:
        found = matcher.match(one.name, one.path, one.year, one.scheme)
        typer.echo(explainer.explain(found) if explain else _line(found))


def _lines_of_standard_input() -> Iterator[str]:
    """The names on standard input, one a line, each as soon as it is there; UTF-8 or GB18030."""
    from docstruct.reading.decoding import decode

    lines = (decode(line, "-").strip() for line in sys.stdin.buffer)
    return (line for line in lines if line)


def _rows(path: Path, words: ColumnWords, given: Question, named: dict[str, str | None]) -> list[Question]:
    """The names of a table with what its columns say of them; spreadsheets save CSV in UTF-8, UTF-16 or GB18030."""
    from docstruct.matching.asking import NoColumnError, questions
    from docstruct.reading.decoding import decode
    from docstruct.reading.loading import load_file

    titles = {column: title for column, title in named.items() if title}
    try:
        return list(questions(decode(load_file(path), str(path)), str(path), words, given, titles))
    except NoColumnError as error:
        option = "--column" if error.column == "name" else f"--{error.column}-column"
        raise typer.BadParameter(str(error), param_hint=option) from None


def _line(found: Match) -> str:
    candidates = "; ".join(f"{one.code} {one.name} {one.score:.2f}" for one in found.candidates)
    score = f"{found.score:.3f}" if found.score is not None else ""
    edition = str(found.edition) if found.edition is not None else ""
    cells = (found.name, found.code, found.official_name, score, found.method, candidates, found.abstained)
    return "\t".join(
        (cell or "").replace("\t", " ").replace("\n", " ") for cell in (*cells, edition, found.note)
    )
