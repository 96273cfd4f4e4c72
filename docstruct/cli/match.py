"""``docstruct match``: names of subjects to classification codes."""

from __future__ import annotations

import io
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from docstruct.cli import app

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docstruct.matching import Match


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
    year: Annotated[int | None, typer.Option(help="The fiscal year whose edition is preferred.")] = None,
    path: Annotated[str, typer.Option(help="The levels above, 类 first: 'A > B'.")] = "",
    scheme: Annotated[SchemeName | None, typer.Option(help="Look in this scheme only.")] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Say which evidence decided and why rivals lost.")
    ] = False,
    csv: Annotated[
        Path | None,
        typer.Option(exists=True, dir_okay=False, help="Read the names from a column of this CSV file."),
    ] = None,
    column: Annotated[str, typer.Option(help="The column of --csv that holds the names.")] = "name",
    lexicons: Annotated[
        Path | None,
        typer.Option(exists=True, file_okay=False, help="A folder of lexicons laid over the packaged ones."),
    ] = None,
) -> None:
    """Match names of budget subjects to classification codes; one tab-separated line a name.

    A line holds the name, code, official name, score and method; where the matcher abstains, the candidates (code,
    name and likeness) and the reason. Exit status: 0, whether or not every name has a code; 2 unusable arguments.
    """
    from docstruct.engines.options import RunOptions
    from docstruct.lexicon import Lexicons
    from docstruct.matching import Matcher
    from docstruct.matching.explaining import Explainer

    matcher = Matcher(Lexicons(RunOptions(lexicons=lexicons).lexicon_folder()).classification)
    explainer = Explainer(matcher.classification)
    levels = tuple(level.strip() for level in path.split(">") if level.strip())
    asked = _column(csv, column) if csv is not None and not names else names or _lines_of_standard_input()
    if not explain:
        typer.echo("name\tcode\tofficial_name\tscore\tmethod\tcandidates\tabstained")
    for name in asked:
        found = matcher.match(name, levels, year, scheme.value if scheme else None)
        typer.echo(explainer.explain(found) if explain else _line(found))


def _lines_of_standard_input() -> Iterator[str]:
    """The names on standard input, one a line, each as soon as it is there; UTF-8 or GB18030."""
    from docstruct.reading.decoding import decode

    lines = (decode(line, "-").strip() for line in sys.stdin.buffer)
    return (line for line in lines if line)


def _column(path: Path, column: str) -> list[str]:
    """The cells of a column; spreadsheets save CSV in UTF-8, UTF-16 or GB18030."""
    import csv

    from docstruct.reading.decoding import decode
    from docstruct.reading.loading import load_file

    try:
        header, *rows = list(csv.reader(io.StringIO(decode(load_file(path), str(path)), newline=""))) or [[]]
    except csv.Error as error:
        raise typer.BadParameter(f"{path} is no CSV: {error}", param_hint="--csv") from None
    if column not in header:
        raise typer.BadParameter(
            f"{path} has no column {column!r}, but {', '.join(header) or 'none'}", param_hint="--column"
        )
    place = header.index(column)
    return [row[place] if place < len(row) else "" for row in rows if row]


def _line(found: Match) -> str:
    candidates = "; ".join(f"{one.code} {one.name} {one.score:.2f}" for one in found.candidates)
    score = f"{found.score:.3f}" if found.score is not None else ""
    cells = (found.name, found.code, found.official_name, score, found.method, candidates, found.abstained)
    return "\t".join((cell or "").replace("\t", " ").replace("\n", " ") for cell in cells)
