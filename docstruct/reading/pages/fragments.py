"""What readers of pages find on them: runs of characters on one baseline, each with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Sequence


class Fragment(Struct, gc=False):
    """A run of characters on one baseline; a page of tables has hundreds.

    Attributes:
        text: its characters; never a line break or a tab.
        lefts, rights: the edges of every character of ``text``, in points.
        top, bottom: the height of the run.
        size: points of the dominant font.
        confidence: 0 to 1 where the run was recognised in an image, else None.
        aslant: degrees between the writing direction and the lines of the page. A run that is not level has no
            edges of single characters: ``lefts`` and ``rights`` repeat those of the run.
        color: sRGB, 0 for black and where it is unknown.
        apart: whether it stands on the page and is no part of its text: a watermark, a stamp.
    """

    text: str
    lefts: Sequence[float]
    rights: Sequence[float]
    top: float
    bottom: float
    size: float
    bold: bool = False
    confidence: float | None = None
    aslant: int = 0
    color: int = 0
    apart: bool = False

    @property
    def left(self) -> float:
        """The left edge of the first character."""
        return self.lefts[0]

    @property
    def right(self) -> float:
        """The right edge of the last character."""
        return self.rights[-1]

    @property
    def middle(self) -> float:
        """Half the way down."""
        return (self.top + self.bottom) / 2

    def cut(self, start: int, end: int) -> Fragment:
        """The characters ``start`` to ``end`` as a fragment of their own."""
        return Fragment(
            self.text[start:end],
            self.lefts[start:end],
            self.rights[start:end],
            self.top,
            self.bottom,
            self.size,
            self.bold,
            self.confidence,
            self.aslant,
            self.color,
            self.apart,
        )

    def stripped(self) -> Fragment | None:
        """The fragment without white space at its ends; None if nothing is left."""
        text = self.text.strip()
        if len(text) == len(self.text):
            return self
        start = len(self.text) - len(self.text.lstrip())
        return self.cut(start, start + len(text)) if text else None


Piece: TypeAlias = tuple[str, Fragment]
"""What stands before a fragment in its line (nothing, a space, the tabs between cells), and the fragment."""
