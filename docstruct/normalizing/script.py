"""Traditional script: a view of a text in simplified characters, place for place, and pinyin set between them.

The text itself keeps its script. What reads words (cues, units, names, codes) reads the view, whose every character
stands where that of the text stands; the table is ``lexicons/glyphs/traditional.tsv``.

>>> simplified("會議費支出決算為20萬元")
'会议费支出决算为20万元'
"""

from __future__ import annotations

import re
from functools import cache

_HAN = "\u3400-\u9fff"
_TONES = "āáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜ"
PINYIN = re.compile(rf"(?<=[{_HAN}])[（(](?=[a-zü]*[{_TONES}])[a-zü{_TONES}]{{1,7}}[)）]")
"""The reading of a character in brackets behind it (經(jīng)費), which web pages put there for readers; it has a tone."""


def simplified(text: str) -> str:
    """The text in simplified characters, as long as it was."""
    table = _table()
    # Nearly every text is simplified already: its set of characters answers for it, and no copy is made.
    return text if table.keys().isdisjoint(map(ord, set(text))) else text.translate(table)


@cache
def _table() -> dict[int, str]:
    from docstruct.lexicon import default_lexicons

    return {ord(char): folded for char, folded in default_lexicons().traditional.items()}
