"""Antecedents in the words around a figure: the phrase in front, the object of the verb, a bracket's host, a list of names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from docstruct.extracting.antecedents.case import CHANGES
from docstruct.extracting.clauses.items import RATES, segment
from docstruct.extracting.clauses.subjects import Ref

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docstruct.extracting.antecedents.case import Case
    from docstruct.extracting.clauses.phrases import Phrases
    from docstruct.extracting.clauses.subjects import Range
    from docstruct.extracting.discourse.context import Context
    from docstruct.extracting.drafts import Draft

_TOO_SHORT = 2
"""Characters of a subject that does not say enough by itself (收入, 支出); names of three (会议费) do."""
_MEASURED = ("budget", "actual", "completion", "score")


def next_of_the_list(case: Case, context: Context) -> Ref | None:
    """分别 shares figures out to names: 甲、乙分别为5万元、6万元."""
    sharing = context.sentence.sharing
    return sharing.left[0] if case.place.depth == sharing.depth else None


def next_before_the_colon(case: Case, context: Context) -> Ref | None:
    """A colon shares a list of figures out to as many names: 购房补贴、提租补贴：12万元、3.2万元."""
    held, text = context.sentence.before.held, case.phrases.text
    assert held is not None
    row = _FIGURES.match(text, held[1])
    if row is None:
        return None
    names = case.phrases.subjects.names(
        case.phrases.words(held), row["row"].count("、") + 1, offset=case.phrases.begin(held)
    )
    return names[text.count("、", row.start("row"), case.number.start)] if names else None


_FIGURES = re.compile(r" ?[：:] ?(?P<row>[0-9.,]+[万亿]?元(?:、[0-9.,]+[万亿]?元){1,40})(?=[。；;，,\n]|$)")
"""A list of amounts and no more between a colon and the next mark; of a longer one the names are past finding."""


def thing_counted(case: Case, context: Context) -> Ref | None:
    """What is named behind the number, with the verb that makes a name of it: 内设10个机构; 其余5万元为公用经费."""
    assert case.behind is not None
    return Ref(case.behind.text, place=(case.behind.start, case.behind.end))


def attribute_of_its_holder(case: Case, context: Context) -> Ref | None:
    """An attribute in front of a colon or a comma, by the names of both: 推进会：人数80人、费用1.2万元."""
    sentence, vocabulary = context.sentence, case.phrases.subjects.vocabulary
    holder = sentence.holder or (sentence.before.phrase if case.reading.measure == "count" else None)
    if (attribute := case.noun(case.frame.before)) not in vocabulary.attributes:
        return None
    named = case.ref(holder, sentence.before.code)
    if named is None or attribute in vocabulary.words["contrary"]:
        return named  # 行政运行：支出5万元 is of 行政运行
    return replace(named, text=named.text + attribute)


def object_of_the_verb(case: Case, context: Context) -> Ref | None:
    """What stands behind the verb: 减少项目支出5万元; 完成地方财政收入1100万元."""
    if case.frame.after is None:
        return None
    named = case.ref(case.frame.after)
    if named is None and case.frame.before is None and case.reading.measure in CHANGES:
        return case.ref(context.sentence.before.phrase)
    return named


def whole_behind_its_share(case: Case, context: Context) -> Ref | None:
    """占 names the whole: 占财政总支出860亿元的比例为15.2%."""
    return case.ref(case.frame.after)


def left_of_the_equation(case: Case, context: Context) -> Ref | None:
    """What an equation sums up stands in front of it: 总收入=财政拨款500万元+其他收入20万元=520万元."""
    text, end = case.phrases.text, case.number.start
    if not text.startswith(_EQUAL, max(end - 1, 0)):
        return None
    summed = _EQUATION.search(text, max(end - _LONGEST_EQUATION, 0), end)
    return case.ref(summed.span("left")) if summed else None


_EQUAL = ("=", "＝")
_EQUATION = re.compile("(?P<left>[^=＝，。；\n]{2,40})[=＝][^=＝，。；\n]+[=＝]$")
_LONGEST_EQUATION = 200
"""Characters of an equation that are looked at."""


def part_of_the_whole(case: Case, context: Context) -> Ref | None:
    """The share behind its whole is that of the part in front: 民生支出占财政总支出860亿元的比例为15.2%."""
    whole = max(at for at, item in enumerate(case.items) if item.kind == "phrase")
    frame = case.phrases.frame(case.items[:whole])
    return case.ref(frame.before, frame.code)


def phrase_around_a_fund(case: Case, context: Context) -> Ref | None:
    """Behind a year a fund only qualifies what was named: 公务接待费2013年度财政拨款决算数为22.4万元."""
    held, funds = case.frame.held, case.phrases.subjects.vocabulary.funds
    if held is None:
        return None
    qualified = case.noun(case.frame.before) in funds and case.phrases.is_money(held)
    return case.ref(held, case.frame.code) if qualified else None


def former_or_latter(case: Case, context: Context) -> Ref | None:
    """前者 and 后者 are the latest two that were named: 劳务费5万元，会议费6万元，前者减少2万元，后者增加1万元.

    They may be of the sentence before.
    """
    return one_of_both(case.phrases, case.noun(case.frame.before), case.drafts[-_LATEST:])


def one_of_both(phrases: Phrases, noun: str, told: Sequence[Draft]) -> Ref | None:
    """The one of the latest two names that 前者 or 后者 chooses."""
    words = phrases.subjects.vocabulary.words
    if not noun.startswith((*words["former"], *words["latter"])):
        return None
    names = list(dict.fromkeys(draft.ref for draft in told))
    if len(names) < _BOTH:
        return None
    return names[-2] if noun.startswith(words["former"]) else names[-1]


_LATEST = 12
"""Figures that are looked at."""
_BOTH = 2
"""Names that 前者 and 后者 choose from."""


def phrase_in_front(case: Case, context: Context) -> Ref | None:
    """The phrase in front of the verb: 会议费比上年减少5万元."""
    ref = case.ref(case.frame.before, case.frame.code or context.sentence.before.code)
    return _whole(case, ref) if ref else None


def phrase_before_the_year(case: Case, context: Context) -> Ref | None:
    """What a year or a colon cut off: 会议费2022年为5万元; 会议费：5万元."""
    code, held = case.frame.code or context.sentence.before.code, case.frame.held
    if _is_body(case, held) and (own := case.generic(case.frame.before)):
        return own  # 市教育局2023年支出预算900万元
    if held is None and _is_host(case):
        return None  # 前三位为：教育支出5万元（占71%）: the bracket goes with what it stands behind
    return case.ref(held, code) or case.ref(context.sentence.before.held, code)


def _is_host(case: Case) -> bool:
    """Whether the bracket of a number stands behind a phrase or a figure."""
    return case.place.host is not None or (bool(case.told) and case.told[-1].depth < case.place.depth)


def _is_body(case: Case, phrase: Range | None) -> bool:
    """Whether a phrase is an organization and no more."""
    return case.noun(phrase).endswith(case.phrases.subjects.vocabulary.words["governing"])


def phrase_around_the_bracket(case: Case, context: Context) -> Ref | None:
    """What a bracket stands behind: 会议费（5万元）; 约为上年的六成（上年5万元） is no name."""
    host = case.place.host
    if host is None or case.phrases.words(host).lstrip().startswith("的"):
        return None
    return case.ref(host, case.frame.code)


def phrase_of_the_clause_before(case: Case, context: Context) -> Ref | None:
    """What the clause before said something of, or what is pointed back to: 未举办论坛，该项支出0元."""
    earlier, before = context.sentence.before.phrase, case.frame.before
    assert earlier is not None
    if case.figured(context):
        return None  # the clause has a figure, and so a subject, already (基数提高，比例由8%提高到12%)
    said = context.sentence.before.said or _points_back(case, before, earlier) or _stands_alone(case, earlier)
    return case.ref(earlier, case.frame.code) if said else None


def _stands_alone(case: Case, earlier: Range) -> bool:
    """Whether a clause says an amount or a share and no more of what was named (外交支出占了大头，约190亿元; 其次是教育支出，占5%)."""
    said = [item.kind for item in segment(case.items)]
    if said == ["share"]:
        return case.phrases.is_money(earlier)  # 全部面向小微企业，占100% is no share of theirs
    return not said and case.phrases.subjects.is_named(case.phrases.words(earlier))


def _points_back(case: Case, before: Range | None, earlier: Range) -> bool:
    """Whether a phrase only points to what the clause before named (not 根据规定，…)."""
    led = case.phrases.subjects.vocabulary.aside.match(case.phrases.words(earlier).lstrip())
    return case.noun(before).startswith(case.phrases.subjects.vocabulary.words["pointer"]) and not led


def contrary_to_the_latest(case: Case, context: Context) -> Ref | None:
    """A generic word that the latest subject excludes: 收入增加5万元，支出减少4万元."""
    return _excluded(case, generic_words(case, context), context)


def contrary_measure(case: Case, context: Context) -> Ref | None:
    """A word for the measure that the latest subject excludes: 决算收入560万元，决算支出550万元."""
    return _excluded(case, noun_of_the_measure(case, context), context)


def _excluded(case: Case, named: Ref | None, context: Context) -> Ref | None:
    """收入 or 支出, where the latest subject is of the other: in a sentence about 收入 the word 支出 is a subject.

    So is one said of the whole (支出预算总体增加) behind one of its parts (项目支出).
    """
    carried, words = context.spoken.thing, case.phrases.subjects.vocabulary.words
    contrary = words["contrary"]
    assert carried is not None
    if named is None or named.text not in contrary:
        return None
    if named.place is not None and named.text != carried.text:
        said = case.phrases.text[named.place[1] : case.number.start]
        if any(word in said for word in words["overall"]):
            return named
    if named.text in carried.text:
        return None
    return named if any(word in carried.text for word in contrary) else None


def noun_of_the_measure(case: Case, context: Context) -> Ref | None:
    """What the word for the measure ends with, where nothing else is named: 2022年决算支出560万元."""
    start, end = case.frame.measured
    if case.told and not case.told[-1].ref.text:
        return None  # of what the sentence did not name either: 预算安排120万元，实际支出96万元
    noun = case.phrases.subjects.vocabulary.measured.get(case.phrases.text[start:end])
    return Ref(noun, place=(end - len(noun), end)) if noun else None


def noun_of_the_verb(case: Case, context: Context) -> Ref | None:
    """A generic word behind the verb that opens the clause is named with it: 实际到位资金300万元."""
    before, start = case.frame.before, case.frame.measured[0]
    assert before is not None
    if before[1] - start < _LEAST_NAMED or case.reading.role != "actual" or case.figured(context):
        return None
    noun = case.phrases.subjects.cut(case.phrases.text[start : before[1]])
    return Ref(noun.text, place=noun.place(start))


_LEAST_NAMED = 6
"""Characters of a verb and its noun that make a name (实际到位资金, but not 决算支出)."""


def words_of_a_form(case: Case, context: Context) -> Ref | None:
    """In forms the word for the measure is the name: 执行数（万元）120.50，执行率（%）98.17."""
    inside = segment(case.items)
    if not any(item.kind == "unit" for item in inside):
        return None
    named = next((item for item in inside if item.kind in _MEASURED and item.end > item.start), None)
    if named is not None:
        return Ref(case.phrases.text[named.start : named.end], place=(named.start, named.end))
    return generic_words(case, context)


def words_of_the_clause_before(case: Case, context: Context) -> Ref | None:
    """Nothing carries over, but the clause before has a phrase: 完善制度，支出5万元.

    Not where it only says what was gone by (按照综合预算编制要求，收支预算均为5万元).
    """
    phrase = context.sentence.before.phrase
    assert phrase is not None
    if case.phrases.subjects.vocabulary.aside.match(case.phrases.words(phrase).lstrip()):
        return None
    return case.ref(phrase, case.phrases.frame(context.sentence.before.items).code)


def rate_by_its_own_name(case: Case, context: Context) -> Ref | None:
    """A rate that nothing is named with goes by its own name: 预算执行率为85%."""
    named = (
        (item, item.text.removesuffix("为")) for item in segment(case.items) if item.kind == "completion"
    )
    rates = ((item.start, text) for item, text in named if text.endswith(RATES))
    return next((Ref(text, place=(start, start + len(text))) for start, text in rates), None)


def funds_of_a_reason(case: Case, context: Context) -> Ref | None:
    """Of a reason's 资金 no more is known: 总收入比上年多320万元，主要是因为上级下达资金290万元."""
    if not case.place.in_reason:
        return None
    noun, words = case.noun(case.frame.before), case.phrases.subjects.vocabulary.words
    if noun.startswith(words["pointer"]) or noun.endswith(words["contrary"]):
        return None  # 该项经费, 支出: of what is explained
    return case.generic(case.frame.before) if noun.endswith(words["money"]) else None


def generic_words(case: Case, context: Context) -> Ref | None:
    """A generic phrase is better than none: 支出5万元; 全年支出与上年基本持平，略降0.3%."""
    earlier = context.sentence.before
    for phrase in (
        case.frame.before,
        case.frame.held,
        earlier.held,
        earlier.phrase if earlier.said else None,
    ):
        if named := case.generic(phrase):
            return named
    return None


def _whole(case: Case, ref: Ref) -> Ref:
    """收入 alone says too little: 收入预算 and 本年预算收入 keep the word for their measure."""
    before, (start, end) = case.frame.before, case.frame.measured
    assert before is not None
    if len(ref.text) > _TOO_SHORT or not end:
        return ref
    if end > before[0]:
        start = before[0]
    else:
        end = before[1]
    noun = case.phrases.subjects.cut(case.phrases.text[start:end])
    return replace(ref, text=noun.text, place=noun.place(start))
