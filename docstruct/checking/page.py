"""The page of checks in the docs, generated from the catalogue (``docstruct checks > docs/checks.md``)."""

from __future__ import annotations

from itertools import groupby

from docstruct.checking import CATALOGUE, ELSEWHERE

SEVERITIES = ("error", "warning", "info")

HEAD = """# Checks

Every finding docstruct can report, generated from the checks' own definitions by `docstruct checks`.
A finding of severity *error* says that the statements cannot all be true, a *warning* that something is suspicious,
*info* is worth knowing. `docstruct run --skip-check KIND` switches a check off.

| kind | severity | compares | tolerance | example |
|---|---|---|---|---|
"""


def checks_page() -> str:
    """The whole page as Markdown."""
    rows = (
        f"| `{entry.kind}` | {entry.severity} | {entry.compares} | {entry.tolerance} | {entry.example} |\n"
        for entry in sorted(
            CATALOGUE.values(), key=lambda entry: (SEVERITIES.index(entry.severity), entry.kind)
        )
    )
    return HEAD + "".join(rows) + _elsewhere()


def _elsewhere() -> str:
    """What the other stages find, a line a stage."""
    lines = (
        f"- {stage}: {', '.join(f'`{kind}`' for kind in kinds)}\n"
        for stage, kinds in groupby(ELSEWHERE, key=ELSEWHERE.__getitem__)
    )
    return "\nOther stages report what they notice as they work:\n\n" + "".join(lines)
