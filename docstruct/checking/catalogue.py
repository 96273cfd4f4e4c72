"""Checks: generators over a document that enter the catalogue of findings with their function.

A check yields a :class:`Contradiction` for each place where the document does not agree with itself::

    @check("zero_base_rate", severity="warning", compares="…", tolerance="…", example="…")
    def zero_bases(view: View) -> Iterator[Contradiction]:
        ...

A check errs on the side of silence: where the text does not determine the comparison, it yields nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from docstruct.catalogue import FindingKind, declare

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from docstruct.checking.view import View
    from docstruct.document import Finding, FindingPlace, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """What a check noticed: one Chinese sentence, the range it is about, and the places that do not agree.

    The ids of figures and tables of the finding are those of ``places``; ``sections`` names what has no value.
    """

    message: str
    start: int
    end: int
    places: tuple[FindingPlace, ...] = ()
    sections: tuple[str, ...] = ()
    stated: str | None = None
    computed: str | None = None


CheckFunction: TypeAlias = "Callable[[View], Iterator[Contradiction]]"


@dataclass(frozen=True, slots=True)
class Check:
    """A kind of finding and the function that looks for it."""

    kind: FindingKind
    function: CheckFunction

    def findings(self, view: View) -> Iterator[Finding]:
        """Run the check."""
        for found in self.function(view):
            yield self.kind.finding(
                found.message,
                found.start,
                found.end,
                figures=dict.fromkeys(place.figure for place in found.places if place.figure),
                tables=dict.fromkeys(place.table for place in found.places if place.table),
                sections=found.sections,
                places=found.places,
                stated=found.stated,
                computed=found.computed,
            )


CHECKS: dict[str, Check] = {}
"""Every check by the kind of its findings."""


def check(
    kind: str, *, severity: Severity, compares: str, tolerance: str, example: str
) -> Callable[[CheckFunction], CheckFunction]:
    """Enter the decorated function into the catalogue under ``kind``.

    Raises:
        ValueError: the kind is taken.
    """
    declared = declare(
        kind, severity=severity, made="checking", compares=compares, tolerance=tolerance, example=example
    )

    def enter(function: CheckFunction) -> CheckFunction:
        CHECKS[kind] = Check(declared, function)
        return function

    return enter
