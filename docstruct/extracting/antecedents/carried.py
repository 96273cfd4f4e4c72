"""Antecedents told before: the latest amount, the budget that waits for its actual, the whole behind its parts."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from docstruct.extracting.antecedents.arithmetic import whole_by_arithmetic
from docstruct.extracting.antecedents.case import CHANGES
from docstruct.extracting.clauses.items import latest
from docstruct.extracting.clauses.subjects import Ref

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docstruct.extracting.antecedents.case import Case
    from docstruct.extracting.discourse.context import Context
    from docstruct.extracting.drafts import Draft

_RECENT = 6
"""Figures back to which a budget is looked for: its parts may stand between, another statement does not."""


def whole_of_its_names(case: Case, context: Context) -> Ref | None:
    """Behind parts, or their names alone, a sum is the whole's: 人员经费包括基本工资、奖金等，共计860万元 (共计20人)."""
    told = case.told[-1].end if case.told else case.place.paragraph.start
    start = case.frame.before[0] if case.frame.before else told
    summed = case.phrases.subjects.vocabulary.summed.search(case.phrases.text, start, case.number.start)
    whole = context.spoken.thing if case.reading.measure == "count" else context.spoken.topic
    return whole if summed else None


def item_itself(case: Case, context: Context) -> Ref | None:
    """An item owns what is said of its budgets: …（项）600万元。2024年当年预算执行数为500万元."""
    own = case.phrases.subjects.vocabulary.of_items
    return context.spoken.topic if case.noun(case.frame.before) in own else None


def whole_still_without(case: Case, context: Context) -> Ref | None:
    """Behind parts, what the whole lacks is its own: 培训费预算9万元，其中住宿费8万元、餐费1万元，决算7万元.

    Not where the parts have budgets of their own (其中：会议费预算2万元、决算1万元).
    """
    if case.place.depth or case.reading.role not in ("budget", "actual"):
        return None
    parts = case.parts(context)
    plain = all(part.role == "amount" for part in parts if part.number.kind == "money")
    # 全年预算350万元，其中财政拨款300万元、上年结转50万元，执行数336万元: of what has no name
    several = len({part.ref for part in parts}) > 1 or _is_beyond(case, parts)
    return (context.spoken.topic or Ref("")) if several and plain else None


def _is_beyond(case: Case, parts: Sequence[Draft]) -> bool:
    """Whether more was spent than the part told alone holds (总投资900万元，其中省级资金100万元，已支付400万元)."""
    held = [Decimal(part.amount) for part in parts if part.amount is not None]
    spent = case.stated.amount
    return len(held) == 1 and spent is not None and Decimal(spent) > held[0]


def may_be_the_wholes(case: Case, context: Context) -> bool:
    """Whether nothing tells what was spent of a part told alone from what was of its whole (总投资900万元，其中省级资金500万元，已支付400万元)."""
    topic, parts = context.spoken.topic, case.parts(context)
    if topic is None or not context.sentence.parts.told or case.reading.role != "actual" or case.place.depth:
        return False
    paragraph, first = case.place.paragraph, case.number.at + 1
    following = paragraph.find(first, ("semicolon", "stop"), case.place.stop)
    if paragraph.kind(following) == "semicolon" or len(case.told) > _WHOLE_AND_PART:
        return False  # 其中：设备购置费2万元，决算1.5万元；维修费3万元，决算2.5万元
    lone = len(parts) == 1 and parts[0].role == "amount" and parts[0].number.kind == "money"
    return lone and all(draft.role != "actual" or draft.ref != topic for draft in case.told)


_WHOLE_AND_PART = 2


def budget_without_actual(case: Case, context: Context) -> Ref | None:
    """What was budgeted is what was spent, whatever funds were told between: A年初预算30万元，上级专款20万元，支出决算48万元.

    So is what was added to it within the year (本年追加30万元), and its later budget (调减一般性支出5万元，全年预算25万元).
    """
    asks = case.reading.role == "actual" or _adjusts(case) or _is_later_budget(case)
    if not asks or case.place.depth:
        return None
    told = case.parts(context)[-_RECENT:]
    budgets = [at for at, draft in enumerate(told) if draft.role == "budget"]
    if not budgets:
        return None
    budgeted, behind = told[budgets[-1]].ref, told[budgets[-1] + 1 :]
    spent = any(draft.ref == budgeted and draft.measure == "actual" for draft in behind)
    return budgeted if (behind or not budgeted.text) and not spent else None


def _is_later_budget(case: Case) -> bool:
    """Whether a number is a budget as it was within the year or at its end."""
    named = latest(case.items, ("budget",))
    value = named.value if named is not None else ""
    return case.reading.role == "budget" and value in ("full_year_budget", "adjusted_budget")


def _adjusts(case: Case) -> bool:
    """Whether a change is one of the budget within the year."""
    verb, adjusting = latest(case.items, ("change",)), case.phrases.subjects.vocabulary.words["adjusting"]
    adjusts = verb is not None and verb.text.startswith(adjusting)
    return adjusts and case.reading.basis is None


def spent_of_its_budget(case: Case, context: Context) -> Ref | None:
    """The budget of which the amount before it is a part is that one's own: 采购支出208万元，为采购预算220万元的94.5%."""
    paragraph, at = case.place.paragraph, case.number.at
    if case.reading.measure != "budget" or paragraph.measures(at + 1) != "percent":
        return None
    spent = case.told[-1]
    of_it = spent.role in ("amount", "actual") and spent.measure == "actual" and bool(spent.ref.text)
    return spent.ref if of_it else None


def lone_part(case: Case, context: Context) -> Ref | None:
    """The part told alone since the latest semicolon or rate: 其中：会议费2万元，完成预算的28%.

    Behind several (其中：基本支出3万元、项目支出2万元，完成预算的50%) the rate is that of the whole.
    """
    told = case.parts(context)[-_RECENT:]
    rates = [at for at, draft in enumerate(told) if draft.measure == "completion_rate"]
    parts = {draft.ref for draft in told[rates[-1] + 1 if rates else 0 :]}
    return parts.pop() if len(parts) == 1 else None


def latest_budget(case: Case, context: Context) -> Ref | None:
    """A completion rate goes with the latest budget: 培训费预算3万元，结余0.6万元，预算执行率80%."""
    budgets = (draft for draft in reversed(case.told[-_RECENT:]) if draft.measure == "budget")
    return next((draft.ref for draft in budgets if draft.role != "amount"), None)


def whole_of_a_list(case: Case, context: Context) -> Ref | None:
    """Behind a list of parts their whole is compared: 公用经费5万元，其中：会议费2万元、培训费3万元，比上年减少1万元."""
    if case.place.depth or len(case.told) < 2:
        return None
    first, last = case.told[-2:]
    between = case.phrases.text[last.end : case.number.start].lstrip()
    closed = between.startswith(("；", ";"))
    if case.reading.measure not in (*CHANGES, "prior") and not between.startswith("等"):
        return None
    listed = first.role == last.role == "amount"
    if closed:
        # 其中：会议费2万元，培训费3万元；比上年减少1万元: nothing is told of the parts but their amounts
        return context.spoken.topic if listed and first.ref != context.spoken.topic else None
    budgets = first.role == last.role == "budget"  # 货物预算2万元、服务预算1万元，比上年减少1万元
    listed = (listed or budgets) and case.phrases.text.startswith("、", first.end)
    return context.spoken.topic if listed and not between.startswith("、") else None


def item_of_its_parts(case: Case, context: Context) -> Ref | None:
    """A change behind the parts of an item is the item's: …（项）40万元，其中：当年预算38万元，上年结转2万元，增加5万元."""
    return None if case.place.depth else context.spoken.topic


def rate_of_its_change(case: Case, context: Context) -> Ref | None:
    """A rate, or one more change, goes with the change of a whole: 收入812.5万元，其中结转90.3万元，比上年增加62.5万元，增长8.33%."""
    last = case.told[-1]
    return last.ref if last.antecedent in _OF_WHOLES else None


def latest_amount(case: Case, context: Context) -> Ref | None:
    """Amounts and rates go with the latest amount: 会议费5万元，减少1万元."""
    return _but_stocks(case, context.spoken.amount) if _goes_with_money(case, context) else None


def _but_stocks(case: Case, ref: Ref | None) -> Ref | None:
    """What is left at the end of a year has no budget (年末结余20万元。年初预算为700万元): that one is of nothing named."""
    stocks = case.phrases.subjects.vocabulary.words["stock"]
    budgeted = case.reading.role == "budget" and not case.told
    return None if ref is not None and budgeted and ref.text.endswith(stocks) else ref


def latest_thing(case: Case, context: Context) -> Ref | None:
    """Counts and shares go with the latest subject of all: 国内公务接待48批次、412人次.

    Not the rate of a budget, if that is only counted (数量指标12项，预算执行率97.3%).
    """
    last = case.told[-1] if case.told else None
    if case.number.kind == "points" and last is not None and last.number.kind == "percent":
        return last.ref  # 培训12次，群众满意率98.7%，较上年提高0.4个百分点
    thing = context.spoken.thing
    if case.reading.measure == "completion_rate":
        counted = any(one.measure == "count" for one in case.told[-_RECENT:])
        return None if counted else thing
    bare = case.number.kind == "money" and context.spoken.amount is None
    if bare and case.phrases.is_money(case.frame.after):
        return case.generic(case.frame.after)  # 新增1家单位，增加支出420万元: money of its own
    return _but_stocks(case, thing)


def _goes_with_money(case: Case, context: Context) -> bool:
    """Whether a figure without a subject is about the latest amount rather than the latest thing counted."""
    kind, last = case.number.kind, case.told[-1] if case.told else None
    if case.reading.measure == "change_rate":
        return last is not None and last.number.kind in ("money", None)
    if kind == "money" and last is not None and last.number.kind == "count":
        if case.reading.measure == "other":
            return False  # 电脑2台、每台5000元
        # 电脑12台6.6万元 is the amount of the things counted, and so is 接待4批次，累计支出0.3万元
        touching = not case.phrases.text[last.end : case.number.start].strip()
        alone = case.frame.before is not None and not case.figured(context)
        if touching or (alone and not last.in_reason):
            return False
    return kind in ("money", "price", "bare") or case.reading.measure == "completion_rate"


_OF_WHOLES = frozenset({whole_by_arithmetic.__name__, whole_of_a_list.__name__, rate_of_its_change.__name__})
