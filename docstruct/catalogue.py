"""The catalogue of findings: every kind there is, how serious it is, what it compares and which stage makes it.

A kind is declared once, in the module that makes findings of it, and every finding is made through its declaration, so
that the catalogue cannot be out of step with the code::

    CONTENTS = declare("contents_mismatch", severity="warning", made="outlining", compares="…", example="…")
    yield CONTENTS.finding("目录列有…", start, end)

This module knows no stage; :mod:`docstruct.checking` imports those that declare kinds, and ``docs/checks.md`` is
generated from what they declared (``docstruct checks``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from docstruct.document import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docstruct.document import FindingPlace, Severity

Stage: TypeAlias = Literal["reading", "outlining", "matching", "extracting", "checking"]

NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingKind:
    """A kind of finding: what it compares, within which tolerance, an example, and the stage that makes it."""

    kind: str
    severity: Severity
    made: Stage
    compares: str
    tolerance: str
    example: str

    def finding(
        self,
        message: str,
        start: int,
        end: int,
        *,
        figures: Iterable[str] = (),
        sections: Iterable[str] = (),
        tables: Iterable[str] = (),
        places: Iterable[FindingPlace] = (),
        stated: str | None = None,
        computed: str | None = None,
    ) -> Finding:
        """A finding of this kind; its id and section are given when the document is whole."""
        return Finding(
            id="",
            kind=self.kind,
            severity=self.severity,
            message=message,
            start=start,
            end=end,
            figures=tuple(figures),
            sections=tuple(sections),
            tables=tuple(tables),
            places=tuple(places),
            stated=stated,
            computed=computed,
        )


CATALOGUE: dict[str, FindingKind] = {}
"""Every kind declared so far, by its name; whole once :mod:`docstruct.checking` is imported."""


def declare(
    kind: str, *, severity: Severity, made: Stage, compares: str, tolerance: str = NONE, example: str
) -> FindingKind:
    """Enter a kind of finding into the catalogue.

    Raises:
        ValueError: the kind is taken.
    """
    if kind in CATALOGUE:
        raise ValueError(f"two kinds of findings are called {kind}")
    CATALOGUE[kind] = FindingKind(
        kind=kind, severity=severity, made=made, compares=compares, tolerance=tolerance, example=example
    )
    return CATALOGUE[kind]
