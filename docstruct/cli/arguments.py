"""Options that several commands have, and how the parser refuses what an option cannot be."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from docstruct.errors import DocstructError

if TYPE_CHECKING:
    from collections.abc import Iterator

LexiconsOption: TypeAlias = Annotated[
    list[Path] | None,
    typer.Option(
        "--lexicons",
        exists=True,
        file_okay=False,
        metavar="DIR",
        help="A folder of lexicons laid over the packaged ones; may be given again.",
    ),
]
DecisionsOption: TypeAlias = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Show what was decided about findings, as a review page saved it."),
]
SplitOption: TypeAlias = Annotated[
    str | None,
    typer.Option(
        metavar="SHARES", help="Divide --format spacy into train, dev and test: 0.8/0.1/0.1, by document."
    ),
]


@contextmanager
def refusing(option: str) -> Iterator[None]:
    """What is wrong with the value of an option is said as the parser says it, with exit status 2."""
    try:
        yield
    except DocstructError as error:
        raise typer.BadParameter(str(error), param_hint=option) from None


def checked_formats(names: str) -> tuple[str, ...]:
    """The formats of ``--format``, joined by commas."""
    from docstruct.writing import check_formats

    with refusing("--format"):
        return check_formats(name.strip() for name in names.split(","))


def checked_split(shares: str | None, formats: tuple[str, ...]) -> str | None:
    """The shares of ``--split``, which says nothing of any format but one."""
    from docstruct.writing.manner import Split

    with refusing("--split"):
        if shares is not None:
            Split.parse(shares)
            if "spacy" not in formats:
                raise DocstructError("only spacy is divided; add it to --format")
    return shares
