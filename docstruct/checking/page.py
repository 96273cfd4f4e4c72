"""The page of checks in the docs, generated from the catalogue (``docstruct checks > docs/checks.md``)."""

from __future__ import annotations

from docstruct.checking import CATALOGUE

SEVERITIES = ("error", "warning", "info")
STAGES = {
    "reading": "the readers",
    "outlining": "the outline",
    "matching": "the matching of subjects",
    "extracting": "the extraction of figures",
    "checking": "the checks",
}

HEAD = """# Checks

Every finding docstruct can report, generated from the declarations of their kinds by `docstruct checks`.
A finding of severity *error* says that the statements cannot all be true, a *warning* that something is suspicious,
*info* is worth knowing. `docstruct run --skip-check KIND` switches a kind off. Every finding has the places it compares, with the
values as printed.

| kind | severity | compares | tolerance | example | made by |
|---|---|---|---|---|---|
"""


def checks_page() -> str:
    """The whole page as Markdown."""
    ordered = sorted(CATALOGUE.values(), key=lambda entry: (SEVERITIES.index(entry.severity), entry.kind))
    return HEAD + "".join(
        f"| `{entry.kind}` | {entry.severity} | {entry.compares} | {entry.tolerance} | {entry.example} "
        f"| {STAGES[entry.made]} |\n"
        for entry in ordered
    )
