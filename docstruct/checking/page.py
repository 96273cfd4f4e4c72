"""The page of checks in the docs, generated from the catalogue (``docstruct checks > docs/checks.md``)."""

from __future__ import annotations

from docstruct.checking import CATALOGUE

SEVERITIES = ("error", "warning", "info")

HEAD = """# Checks

Every finding docstruct can report, generated from the checks' own definitions by `docstruct checks`.
A finding of severity *error* says that the statements cannot all be true, a *warning* that something is suspicious,
*info* is worth knowing. `docstruct run --skip-check KIND` switches a check off.

| kind | severity | compares | tolerance | example |
|---|---|---|---|---|
"""

ELSEWHERE = """
Some kinds come from other stages: `contents_mismatch` and `numbering_gap` from the outline, `code_name_mismatch` from the
matching of subjects, `ambiguous_figure` from the extraction of figures and `low_confidence` from the recognition of scans.
"""


def checks_page() -> str:
    """The whole page as Markdown."""
    rows = (
        f"| `{entry.kind}` | {entry.severity} | {entry.compares} | {entry.tolerance} | {entry.example} |\n"
        for entry in sorted(
            CATALOGUE.values(), key=lambda entry: (SEVERITIES.index(entry.severity), entry.kind)
        )
    )
    return HEAD + "".join(rows) + ELSEWHERE
