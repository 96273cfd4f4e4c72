"""Names of the classification as messy documents spell them, from a seed: what matching is measured and fitted on.

Four things happen to a name, each with its own chance and at least one of them: its last 支出 is dropped, two of its
words change places, one character is misread, up to two characters are cut off its end. Names of two characters are
left out, and so are spellings that happen to be the name of another code.
"""

from __future__ import annotations

import logging
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

import jieba

from docstruct.lexicon.classification import ClassificationLexicon, parent_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from docstruct.lexicon.classification import Entry

jieba.setLogLevel(logging.WARNING)

LEFT_OUT = 0.1
DROP, SWAP, MISREAD, CUT = 0.35, 0.45, 0.35, 0.2
LOOK_ALIKE = (
    "支友 出击 保侯 障陈 业亚 事争 务条 机杌 关美 生主 医匠 疗辽 管菅 理埋 社杜 会合 公么 费贵 人入 员贝 房户 住佳 金全 其具 他池 老考 "
    "养莽 行仃 政攻 运远 构沟 建健 设没 教救 育肯 农衣 林材 水木 利刹 工土 资货 源原 经轻 济齐 补朴 助肋 基墓 本木 项顶 目日 专考 用甩 制利 服报 "
    "收牧 国囯 地他 开升 发友 技枝 术木 科料 学字 城域 乡多 区匹 安妥 信倌 息惠 化比"
)
_MISREAD = {pair[0]: pair[1] for pair in LOOK_ALIKE.split()}


@dataclass(frozen=True, slots=True)
class NoisyName:
    """A spelling of an entry's name, with a spelling of the levels above it."""

    entry: Entry
    name: str
    path: tuple[str, ...]


def noisy_names(classification: ClassificationLexicon, count: int, seed: int) -> list[NoisyName]:
    """Spellings of ``count`` distinct names, drawn from all editions and schemes."""
    chance = random.Random(seed)
    by_name: dict[str, list[Entry]] = {}
    for entry in classification.entries:
        by_name.setdefault(entry.name, []).append(entry)
    drawn = chance.sample(sorted(name for name in by_name if len(name) > 2), count)
    noisy: list[NoisyName] = []
    for name in drawn:
        entry = chance.choice(by_name[name])
        spelt = spell(name, chance)
        while spelt in by_name:
            spelt = spell(name, chance)
        noisy.append(NoisyName(entry, spelt, _path(entry, classification, chance)))
    return noisy


def spell(name: str, chance: random.Random) -> str:
    """The name with at least one of the four things done to it, if anything can be."""
    steps: list[tuple[float, Callable[[str, random.Random], str]]] = [
        (DROP, _drop),
        (SWAP, _swap),
        (MISREAD, _misread),
        (CUT, _cut),
    ]
    spelt = name
    for share, step in steps:
        if chance.random() < share:
            spelt = step(spelt, chance)
    return spelt if spelt != name else _misread(name, chance)


def _drop(name: str, chance: random.Random) -> str:
    return name[:-2] if name.endswith("支出") and len(name) > 4 else name


def _swap(name: str, chance: random.Random) -> str:
    words = jieba.lcut(name)
    if len(words) < 2:
        return name
    one, other = chance.sample(range(len(words)), 2)
    words[one], words[other] = words[other], words[one]
    return "".join(words)


def _misread(name: str, chance: random.Random) -> str:
    position = chance.randrange(len(name))
    known = [place for place, char in enumerate(name) if char in _MISREAD]
    if known:
        position = chance.choice(known)
    return name[:position] + _MISREAD.get(name[position], "口") + name[position + 1 :]


def _cut(name: str, chance: random.Random) -> str:
    return name[: -chance.randint(1, 2)] if len(name) > 5 else name


def _path(entry: Entry, classification: ClassificationLexicon, chance: random.Random) -> tuple[str, ...]:
    """The levels above as documents write them: now and then without 支出, or misread."""
    levels: list[str] = []
    for code in classification.lineage(entry.code)[:-1]:
        name = classification.name(code) or ""
        levels.append(_drop(name, chance) if chance.random() < 0.3 else name)
    if levels and chance.random() < 0.1:
        spoilt = chance.randrange(len(levels))
        levels[spoilt] = _misread(levels[spoilt], chance)
    return tuple(levels)


def bearers(
    classification: ClassificationLexicon, names: Sequence[NoisyName], *, same_parent: bool
) -> list[set[str]]:
    """For each spelling the codes that bear, or bore, the name it was made of: any of them is right.

    With ``same_parent`` only those under the parent of the entry drawn, for whom the levels above are known.
    """
    codes: dict[str, set[str]] = {}
    for entry in classification.entries:
        codes.setdefault(entry.name, set()).add(entry.code)
    return [
        {code for code in codes[noisy.entry.name] if not same_parent or parent_of(code) == noisy.entry.parent}
        for noisy in names
    ]


def without_some(classification: ClassificationLexicon, seed: int) -> ClassificationLexicon:
    """The classification without a tenth of its codes of the lowest level."""
    chance = random.Random(seed)
    parents = {entry.parent for entry in classification.entries}
    leaves = sorted({entry.code for entry in classification.entries} - parents)
    gone = set(chance.sample(leaves, int(LEFT_OUT * len(leaves))))
    entries = tuple(entry for entry in classification.entries if entry.code not in gone)
    aliases = tuple(alias for alias in classification.aliases if alias.code not in gone)
    return ClassificationLexicon(entries, aliases, classification.matching)
