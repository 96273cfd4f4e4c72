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
PINYIN = re.compile(rf"[（(](?<=[{_HAN}].)(?=[a-zü]*[{_TONES}])[a-zü{_TONES}]{{1,7}}[)）]")
"""The reading of a character in brackets behind it (經(jīng)費), which web pages put there for readers; it has a tone.

It begins with the bracket, so that nothing is tried elsewhere."""


def simplified(text: str) -> str:
    """The text in simplified characters, as long as it was."""
    traditional, table = _table()
    # Nearly every text is simplified already, so that no copy is made.
    return text.translate(table) if traditional.search(text) else text


@cache
def _table() -> tuple[re.Pattern[str], dict[int, str]]:
    from docstruct.lexicon import default_lexicons
    from docstruct.lexicon.glyphs import suspected

    table = default_lexicons().traditional
    return suspected(table), {ord(char): folded for char, folded in table.items()}
