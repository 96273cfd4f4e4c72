"""Whether what was read is Chinese at all: the characters of a text against those in common use.

A font whose character map is shifted, or bytes decoded as what they are not, give Chinese characters all the same, but
others than a text has. Of running text in simplified characters 99 in 100 stand in GB 2312, which orders by use: level 1 has the
3,755 in daily use. Of a text that is none, less than a fifth does; a text in traditional characters has about half.

>>> common_share("部门决算收入支出"), common_share("绀轰緥鍘挎按鍔″眬")
(1.0, 0.375)
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from docstruct.source import Notice

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docstruct.source import Source

HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
BROKEN = re.compile("[\ufffd\ue000-\uf8ff\U000f0000-\U0010ffff]")
"""Replacement characters, and those of private use, which say nothing outside their font."""

COMMON = frozenset(
    bytes((row, cell)).decode("gb2312", "ignore") for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF)
) - {""}
"""The 3,755 characters of level 1 of GB 2312 (GB/T 2312-1980), rows 16 to 55."""

FREQUENT = frozenset(
    "一万三上下不专业个中为主么之也了事二于些人从他以们休会但位住体作你保健元入全公共关其决况减出分初到制前办加务动助医十单占卫原去参及发只可"
    "合同后员和因国在地基增多大天她好如子学安完定实家对小就局工市年府度康建开当待得心性总情想成我房所护拨指接提支收政效数方时明是有服本机来构"
    "查标样次款比没法点然现理生用疗的益目看着社离种科等算管类级经结统绩维缴置而职能自般药营行补表要规计议设评说负财责购费资起车转辆过运还这"
    "进道那部都里金长门险障面项预额"
)
"""The most frequent characters of general Chinese and of budgets (the samples): six in ten of any running text, also of a
text in traditional characters; one in twenty of one whose characters are shifted."""

_SAMPLED = (128, 512)
"""Characters of a sample, taken evenly over a text; a page of numbers has enough Chinese ones only in the larger."""
_PLAINLY_COMMON, _PLAINLY_FREQUENT = 0.8, 0.3
"""Shares of a sample's Chinese characters from which the whole needs no counting: twice and more what a text must have, and
less than any running text in simplified characters has (0.99 and 0.6)."""

_LEAST_FREQUENT = 0.1
_ENOUGH_RUNNING = 50
"""Chinese characters on which that is judged; a list of names has few frequent ones."""

_LEAST_COMMON = 0.4
"""The share of characters in common use below which a text is none; traditional characters leave about half."""
_ENOUGH = 20
"""Chinese characters on which that is judged."""
_MOST_LATIN = 0.6
"""The share of accented Latin letters among what is not ASCII, from which a text is bytes decoded one by one."""
_ACCENTED = re.compile("[\u00a1-\u00ff]")

_WITHIN = re.compile(rf"(?<=\S){BROKEN.pattern}(?!\s)")
"""A broken character in a text: a bullet, which fonts of signs have for private use, begins a line or stands alone."""
_LEAST_BROKEN = 3
_BROKEN_SHARE = 0.03
"""Broken characters, and their share, from which a text without a single digit has lost its digits."""

_DIGIT = re.compile("[0-9０-９]")
_WITHOUT_NUMBER = re.compile(r"(?:(?<!单位)为|[计加少长降达出入])\s*(?:亿元|万元|元|[%％])")
"""A unit that follows where its number would stand: 支出决算为万元，增长%."""
_LEAST_WITHOUT = 2
"""Such units from which a page without a single digit has lost its numbers, or was never filled in."""

_NAMED = 20
"""Places that findings name one by one."""


def common_share(text: str) -> float:
    """The share of a text's Chinese characters that are in common use; 1.0 if it has none."""
    han = HAN.findall(text)
    return sum(map(COMMON.__contains__, han)) / len(han) if han else 1.0


def is_plainly_chinese(text: str) -> bool:
    """Whether a sample of a text leaves no doubt of it, so that not every character has to be looked at.

    >>> is_plainly_chinese("本年收入总计与支出总计" * 20), is_plainly_chinese("绀轰緥鍘挎按鍔″眬" * 20), is_plainly_chinese("收入")
    (True, False, False)
    """
    return any(_is_plain(HAN.findall(text[:: len(text) // sampled + 1])) for sampled in _SAMPLED)


def _is_plain(han: Sequence[str]) -> bool:
    return (
        len(han) >= _ENOUGH_RUNNING
        and sum(map(COMMON.__contains__, han)) >= _PLAINLY_COMMON * len(han)
        and sum(map(FREQUENT.__contains__, han)) >= _PLAINLY_FREQUENT * len(han)
    )


def is_legible(text: str) -> bool:
    """Whether a text can be what its page or file says: common characters, and digits where others are broken.

    >>> is_legible("支出总计100.00万元" * 5), is_legible("绀轰緥鍘挎按鍔″眬" * 5), is_legible("支出\ue001\ue002\ue003万元")
    (True, False, False)
    """
    if is_plainly_chinese(text):
        return not _lost_its_digits(text)
    han = HAN.findall(text)
    if len(han) >= _ENOUGH and common_share(text) < _LEAST_COMMON:
        return False
    if len(han) >= _ENOUGH_RUNNING and sum(map(FREQUENT.__contains__, han)) < _LEAST_FREQUENT * len(han):
        return False
    beyond = [char for char in text if char > "\x7f"]
    if not han and len(_ACCENTED.findall(text)) >= max(_MOST_LATIN * len(beyond), _LEAST_BROKEN):
        return False
    return not _lost_its_digits(text)


def _lost_its_digits(text: str) -> bool:
    if _DIGIT.search(text):
        return False
    return len(_WITHIN.findall(text)) >= max(_LEAST_BROKEN, _BROKEN_SHARE * len(text))


def lacks_numbers(text: str) -> bool:
    """Whether a text has units where amounts are stated and not one digit.

    >>> lacks_numbers("支出决算为万元，比上年增加 万元"), lacks_numbers("支出决算为5万元，增长 %，比上年增加 万元")
    (True, False)
    """
    return not _DIGIT.search(text) and len(_WITHOUT_NUMBER.findall(text)) >= _LEAST_WITHOUT


def with_legibility(source: Source) -> Source:
    """The source with a notice for every place that cannot be read, or for what is illegible as a whole."""
    found = tuple(_illegible(source)) or (*_broken(source), *_numberless(source))
    return replace(source, notices=(*source.notices, *found)) if found else source


def _illegible(source: Source) -> Iterator[Notice]:
    if source.pages:
        numbers = [page.number for page in source.pages if not is_legible(source.text[page.start : page.end])]
        if numbers:
            start = next(page.start for page in source.pages if page.number == numbers[0])
            message = (
                f"第{_named(numbers)}页的文字无法辨认：不是常用汉字，或数字没有对应的字符，其结果不可信。"
            )
            yield Notice("unreadable", "warning", message, start, start)
    elif not is_legible(source.text):
        message = "全文无法辨认：不是常用汉字，或数字没有对应的字符，可能是乱码，结果不可信。"
        yield Notice("unreadable", "warning", message)


def _numberless(source: Source) -> Iterator[Notice]:
    """Pages, or a text, whose statements have units and no numbers: nothing is read from them, which must be said."""
    why = "有计量单位而没有一个数字：数字没有读出，或原文没有填写。"
    lacking = [page for page in source.pages if lacks_numbers(source.text[page.start : page.end])]
    if lacking:
        numbers = [page.number for page in lacking]
        start = lacking[0].start
        yield Notice("unreadable", "warning", f"第{_named(numbers)}页{why}", start, start)
    elif not source.pages and lacks_numbers(source.text):
        yield Notice("unreadable", "warning", f"全文{why}")


def _named(numbers: Sequence[int]) -> str:
    return "、".join(map(str, numbers[:_NAMED])) + ("等" if len(numbers) > _NAMED else "")


def _broken(source: Source) -> Iterator[Notice]:
    """Replacement characters by lines: bytes that were damaged, characters a font does not name."""
    if "\ufffd" not in source.text:
        return
    named = 0
    for number, line in enumerate(source.lines, start=1):
        count = source.text.count("\ufffd", line.start, line.end)
        if not count:
            continue
        if named < _NAMED:
            start = source.text.index("\ufffd", line.start, line.end)
            end = source.text.rindex("\ufffd", line.start, line.end) + 1
            place = f"第{line.page}页" if line.page is not None else f"第{number}行"
            message = f"{place}有{count}个字符已损坏，读为“\ufffd”。"
            yield Notice("unreadable", "warning", message, start, end)
        named += 1
    if named > _NAMED:
        message = f"另有{named - _NAMED}行的字符已损坏，没有逐一列出。"
        yield Notice("unreadable", "warning", message)
