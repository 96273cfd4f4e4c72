"""How a marked line is built: a bare title, a title that runs into its text, an entry, a sentence.

The form is read from the line alone and says where a title would end; whether the line is a heading is decided with
its neighbours (:mod:`docstruct.outlining.deciding`). The five forms, on （一）…:

========  ==========================================  ========================================
bare      （一）机构设置                              nothing but a title
colon     （二）改进措施：                            a title closed by a colon
run_in    （一）办公室。负责机关日常运转工作。        a title closed by 。, and its text
entry     1. 行政管理处：负责文电、会务工作。         a name and what is said of it
sentence  （一）负责医疗保险基金的筹集。              prose
========  ==========================================  ========================================
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, TypeAlias

from msgspec import Struct

from docstruct.outlining.folding import compact

if TYPE_CHECKING:
    from docstruct.lexicon.outline import OutlineWords
    from docstruct.outlining.lines import Line

FormName: TypeAlias = Literal["bare", "colon", "run_in", "entry", "sentence"]

STOP = re.compile(r"[。；;：:！？!?]|(?<!\d)[，,]|[，,](?!\d{3}(?!\d))")
"""What ends a title; a comma between thousands does not."""
LONGEST_TITLE = 60
LONGEST_RUN_IN = 36
LONGEST_ITEM_TITLE = 120
"""Characters of the title of an item; the three levels of a name (（类）…（款）…（项）) have up to a hundred."""


class Form(Struct, frozen=True, gc=False):
    """The form of a line, the range its title would have, and whether the title sounds like one.

    ``nominal`` is True for a title that ends with a word titles end with (情况, 说明, 职责 …); ``single`` for a line
    that is one sentence and no more.
    """

    name: FormName
    title_start: int
    title_end: int
    nominal: bool = False
    single: bool = False


def read_form(line: Line, words: OutlineWords) -> Form:
    """Read the form of a line from its head."""
    rest, start = line.rest, line.rest_start
    stop = STOP.search(rest)
    if stop is None:
        # A whole title before a title that runs in: 四、政府采购情况说明 is not 政府采购情况 with 说明 behind it.
        whole = _unstopped(line, words)
        if whole.nominal:
            return whole
    run_in = _unclosed_title(line, rest[: stop.start()] if stop else rest, words)
    if run_in is not None:
        return run_in
    if stop is None:
        return _unstopped(line, words)
    title = rest[: stop.start()]
    at_end = line.whole and not rest[stop.end() :].strip()
    nominal = title.endswith(words.titles.tails)
    title_end = start + stop.start()
    sounds = sounds_like_title(title, words)
    if stop.group() in "：:":
        # 四、政府采购情况：无。 is a heading whose whole text is that there is nothing.
        if nominal and sounds and words.patterns.nothing.fullmatch(rest, stop.end()):
            return Form("run_in", start, title_end, nominal)
        if not at_end:
            return Form("entry", start, title_end)
        announces = title.endswith(words.titles.announcements)
        return Form(
            "colon" if sounds and not announces else "sentence", start, title_end, nominal, single=True
        )
    if stop.group() == "。" and sounds and len(title) <= LONGEST_RUN_IN:
        return Form("run_in", start, title_end, nominal, single=at_end)
    return Form("sentence", start, min(title_end, start + LONGEST_ITEM_TITLE), single=at_end)


def sounds_like_title(title: str, words: OutlineWords) -> bool:
    """Whether nothing in the words speaks against a title: no figures, no verb of a duty in front, no predicate."""
    bare = compact(title)
    if not bare or len(bare) > LONGEST_TITLE or words.patterns.figure.search(title):
        return False
    # 教育支出（类）普通教育（款） is the subject of a sentence about its amount, no title.
    if ("（" in bare or "(" in bare) and any(
        f"（{level}）" in bare or f"({level})" in bare for level in words.titles.classification
    ):
        return False
    return not any(word in bare for word in words.titles.predicates)


def opens_with_duty(title: str, words: OutlineWords) -> bool:
    """Whether a title begins like a duty (负责…, 组织…), which makes it a sentence unless it is nominal."""
    return title.startswith(words.titles.duties)


def _unclosed_title(line: Line, clause: str, words: OutlineWords) -> Form | None:
    """A title that runs into its text without a 。: （一）机关运行经费支出情况2021年度…, 四、政府采购情况无.

    It must end with a word titles end with, and what follows must open a sentence.
    """
    for match in words.patterns.run_in.finditer(clause, 0, LONGEST_RUN_IN + 1):
        title = clause[: match.start()]
        if sounds_like_title(title, words) and not opens_with_duty(title, words):
            start = line.rest_start
            return Form("run_in", start, start + match.start(), nominal=True)
    return None


def _unstopped(line: Line, words: OutlineWords) -> Form:
    """A line without any stop: a bare title if it is short and sounds like one."""
    if line.whole and sounds_like_title(line.rest, words):
        nominal = line.rest.endswith(words.titles.tails)
        return Form("bare", line.rest_start, line.end, nominal, single=True)
    return Form("sentence", line.rest_start, min(line.end, line.rest_start + LONGEST_ITEM_TITLE))
