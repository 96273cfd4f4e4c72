"""How results are shown: in which language, with whose decisions, divided into which parts. It decides nothing of what is found.

A writer names in ``told`` what it wants to be told of this; the others are made without.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from docstruct.decisions import Decisions
from docstruct.errors import DocstructError

if TYPE_CHECKING:
    from docstruct.speech import Language

PARTS = ("train", "dev", "test")
"""What corpora for training are divided into, by the names spaCy's projects use."""


@dataclass(frozen=True, slots=True)
class Split:
    """How documents are divided into a part to train on, one to tune on, and one to test with.

    The content of a document decides where it goes, so that it stays there however a corpus grows, and both copies of a
    document are in one part.
    """

    shares: tuple[Fraction, ...]

    @classmethod
    def parse(cls, text: str) -> Split:
        """Shares as people write them.

        >>> [str(share) for share in Split.parse("0.8/0.1/0.1").shares]
        ['4/5', '1/10', '1/10']

        Raises:
            DocstructError: these are not two or three shares that make one.
        """
        try:
            shares = tuple(map(Fraction, text.split("/")))
        except (ValueError, ZeroDivisionError):
            shares = ()
        if not 2 <= len(shares) <= len(PARTS) or sum(shares) != 1 or min(shares) < 0:
            raise DocstructError(f"no split: {text}; two or three shares that make one, such as 0.8/0.1/0.1")
        return cls(shares)

    @property
    def parts(self) -> tuple[str, ...]:
        """The names of the parts."""
        return PARTS[: len(self.shares)]

    def part_of(self, sha256: str) -> str:
        """The part a document belongs to.

        >>> Split.parse("0.5/0.5").part_of("00" * 32), Split.parse("0.5/0.5").part_of("ff" * 32)
        ('train', 'dev')
        """
        place, until = Fraction(int(sha256[:16], 16), 1 << 64), Fraction(0)
        for part, share in zip(self.parts, self.shares, strict=True):
            until += share
            if place < until:
                return part
        return self.parts[-1]

    def __str__(self) -> str:
        return "/".join(map(str, self.shares))


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How results are shown.

    Attributes:
        decisions: what was decided about findings.
        language: what files made for reading are headed in.
        split: how files for training are divided; None for not.
    """

    decisions: Decisions = field(default_factory=Decisions.none)
    language: Language = "en"
    split: Split | None = None

    def told(self, writer: type) -> dict[str, object]:
        """The arguments of a writer: what it wants to be told of this."""
        return {name: getattr(self, name) for name in getattr(writer, "told", ())}

    def key(self, writer: type) -> str | None:
        """What a writer shows of this, to tell whether its files show it; None for nothing.

        >>> from docstruct.writing.csv import CsvWriter
        >>> Manner(language="zh").key(CsvWriter)
        'decisions=None language=zh'
        """
        shown = (
            (name, value.digest() if isinstance(value, Decisions) else value)
            for name, value in self.told(writer).items()
        )
        return " ".join(f"{name}={value}" for name, value in shown) or None
