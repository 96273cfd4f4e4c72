"""The catalogue of checks: what each compares, how exactly, how serious a contradiction is.

A check is a generator over a :class:`~docstruct.checking.view.View` that yields a :class:`Contradiction` for each place
where the document does not agree with itself; the decorator enters it into the catalogue::

    @check("zero_base_rate", severity="warning", compares="…", tolerance="…", example="…")
    def zero_bases(view: View) -> Iterator[Contradiction]:
        ...

``docs/checks.md`` is generated from these definitions (``docstruct checks``). A check errs on the side of
silence: where the text does not determine the comparison, it yields nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from docstruct.document import Finding

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from docstruct.checking.view import View
    from docstruct.document import Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """What a check noticed: one Chinese sentence, the place, and the ids of what is involved."""

    message: str
    start: int
    end: int
    figures: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    stated: str | None = None
    computed: str | None = None


CheckFunction: TypeAlias = "Callable[[View], Iterator[Contradiction]]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """An entry of the catalogue."""

    kind: str
    severity: Severity
    compares: str
    tolerance: str
    example: str
    function: CheckFunction

    def findings(self, view: View) -> Iterator[Finding]:
        """Run the check; ids are given when the document is whole."""
        for found in self.function(view):
            yield Finding(
                id="",
                kind=self.kind,
                severity=self.severity,
                message=found.message,
                start=found.start,
                end=found.end,
                figures=found.figures,
                sections=found.sections,
                tables=found.tables,
                stated=found.stated,
                computed=found.computed,
            )


CATALOGUE: dict[str, Check] = {}
"""Every check by its kind."""


def check(
    kind: str, *, severity: Severity, compares: str, tolerance: str, example: str
) -> Callable[[CheckFunction], CheckFunction]:
    """Enter the decorated function into the catalogue under ``kind``.

    Raises:
        ValueError: the kind is taken.
    """

    def enter(function: CheckFunction) -> CheckFunction:
        if kind in CATALOGUE:
            raise ValueError(f"two checks are called {kind}")
        CATALOGUE[kind] = Check(
            kind=kind,
            severity=severity,
            compares=compares,
            tolerance=tolerance,
            example=example,
            function=function,
        )
        return function

    return enter
