"""How many entries the classification has, and how well they are attested."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docstruct.lexicon.classification import SCHEMES

if TYPE_CHECKING:
    from docstruct.document import Scheme
    from docstruct.lexicon.classification import ClassificationLexicon

LEVELS = {1: "类", 2: "款", 3: "项"}


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelCount:
    """The entries of one level of a scheme, over how many codes, with how many aliases.

    ``attested`` and ``recalled`` count those in force, ``historic`` the others.
    """

    scheme: Scheme
    level: str
    entries: int
    in_force: int
    attested: int
    recalled: int
    historic: int
    codes: int
    aliases: int


def count(classification: ClassificationLexicon) -> list[LevelCount]:
    """Counts for every scheme and level."""
    aliased = Counter(alias.code for alias in classification.aliases)
    counts: list[LevelCount] = []
    for scheme in SCHEMES:
        for level, name in LEVELS.items():
            entries = [one for one in classification.entries if one.scheme == scheme and one.level == level]
            evidence = Counter(entry.evidence for entry in entries if entry.validity == "in_force")
            codes = {entry.code for entry in entries}
            if entries:
                counts.append(
                    LevelCount(
                        scheme=scheme,
                        level=name,
                        entries=len(entries),
                        in_force=evidence.total(),
                        attested=evidence["attested"],
                        recalled=evidence["recalled"],
                        historic=len(entries) - evidence.total(),
                        codes=len(codes),
                        aliases=sum(aliased[code] for code in codes),
                    )
                )
    return counts
