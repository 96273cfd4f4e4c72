"""The page of checks in the docs, generated from the catalogue (``docstruct checks > docs/checks.md``).

In Chinese it says what a reader of findings needs (``docs/zh/checks.md`` has the same rows): what a kind is called, what it means,
an example.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docstruct.checking import CATALOGUE
from docstruct.writing.labels import label

if TYPE_CHECKING:
    from docstruct.speech import Language

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


CHINESE_HEAD = """# 核对什么

docstruct能发现的全部疑点。程度分三等：矛盾（几处说法不可能都对）、存疑（值得问一句）、提示（知道就好）。
用 `docstruct run --skip-check 名称` 关掉一类。每个疑点都列出它比较了哪几处、各写着多少。

| 类别 | 名称 | 程度 | 意思 | 例子 |
|---|---|---|---|---|
"""


def checks_page(language: Language = "en") -> str:
    """The whole page as Markdown, in a language."""
    ordered = sorted(CATALOGUE.values(), key=lambda entry: (SEVERITIES.index(entry.severity), entry.kind))
    if language == "zh":
        return CHINESE_HEAD + "".join(
            f"| {label(one.kind, 'finding_kind')} | `{one.kind}` | {label(one.severity, 'severity')} | "
            f"{label(one.kind, 'finding_meaning')} | {label(one.kind, 'finding_example')} |\n"
            for one in ordered
        )
    return HEAD + "".join(
        f"| `{entry.kind}` | {entry.severity} | {entry.compares} | {entry.tolerance} | {entry.example} "
        f"| {STAGES[entry.made]} |\n"
        for entry in ordered
    )
