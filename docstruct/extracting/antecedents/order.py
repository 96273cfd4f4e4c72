"""The antecedents in the order in which they are asked.

Each is a function of the case (a number in its clause, as a form read it) and the context; the first that answers names
the subject, and its own name goes with the figure, so that one can see why (``docstruct explain``). To add one, write
the function, give it an example in its docstring, and put it in its place in :data:`ANTECEDENTS` with what it needs.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from docstruct.extracting.antecedents import arithmetic, carried, named
from docstruct.extracting.antecedents.case import Given
from docstruct.extracting.clauses.subjects import Ref

if TYPE_CHECKING:
    from collections.abc import Callable

    from docstruct.extracting.antecedents.case import Case
    from docstruct.extracting.discourse.context import Context

Find: TypeAlias = "Callable[[Case, Context], Ref | None]"

ANTECEDENTS: dict[Find, int] = {
    # In front of phrase_in_front, since each knows better than the words that stand nearest.
    # 货物类、工程类和服务类分别为1万元、2万元和3万元: else every figure were of all three.
    named.next_of_the_list: Given.LIST,
    named.next_before_the_colon: Given.COLON,
    # 局内设10个机构: else 局内设 were counted.
    named.thing_counted: Given.COUNTED,
    # 推进会：参会人数70人、费用1.2万元: else the cost were of 参会人数, whose number comes first.
    named.attribute_of_its_holder: Given.BEFORE,
    # 上半年完成税收收入300万元: else the amount were of 上半年, 民生支出占财政总支出860亿元 of 民生支出.
    named.object_of_the_verb: Given.OBJECT,
    named.whole_behind_its_share: Given.WHOLE,
    named.part_of_the_whole: Given.WHOLE_TOLD,
    # 其他收入20万元=520万元: else the sum were of its last part, and so 基本工资、奖金等，共计860万元.
    named.left_of_the_equation: 0,
    carried.whole_of_its_names: Given.PARTS,
    # 每村2万元，共6个村，合计12万元: else the sum were of nothing but itself.
    arithmetic.price_times_its_count: Given.TOLD,
    # 运行费26.4万元，公务用车8辆，平均每辆3.3万元: else the price were of what was counted last.
    arithmetic.amount_of_its_price: Given.TOLD,
    # 会议费安排50万元、追加20万元，合计70万元: so this one.
    arithmetic.summed_up: Given.TOLD,
    # 采购支出208万元，为采购预算220万元的94.5%: else the rate were of 采购预算, of which nothing was spent.
    carried.spent_of_its_budget: Given.AMOUNT | Given.TOLD,
    # 当年预算执行数500万元 behind an item: else 当年预算 were a subject; 财政拨款决算数 behind 公务接待费2013年度, too.
    carried.item_itself: Given.ITEM | Given.NO_PARTS | Given.BEFORE,
    named.phrase_around_a_fund: 0,
    # 前者减少2万元: else 前者 were a name.
    named.former_or_latter: Given.BEFORE,
    # 政府采购限额标准：货物类50万元: what stands nearest comes before what a colon or a year cut off, 货物类 here.
    named.phrase_in_front: Given.BEFORE,
    named.phrase_before_the_year: 0,
    # From here on the clause names nothing of its own, and latest_amount would answer nearly always.
    # 支出决算101.2万元，占支出合计（980万元）: else the whole in front of its bracket were the latest amount's.
    named.phrase_around_the_bracket: 0,
    # 会议费5万元；未举办论坛，该项支出0元: else the nothing spent were of 会议费.
    named.phrase_of_the_clause_before: Given.EARLIER,
    # 收入增加56万元，支出减少48万元; 项目预算320万元，实际到位资金300万元: words that name something only here.
    named.contrary_to_the_latest: Given.THING,
    named.contrary_measure: Given.THING | Given.AMOUNT,
    named.noun_of_the_verb: Given.BEFORE,
    # 执行数（万元）120.5，项目资金（万元）：300: in a form each number has its own label.
    named.words_of_a_form: 0,
    # 培训费预算9万元，其中住宿费8万元、餐费1万元，决算7万元: else what was spent were 餐费.
    carried.whole_still_without: Given.PARTS,
    # A年初预算30万元，上级专款20万元，支出决算48万元: else what was spent were of 上级专款.
    carried.budget_without_actual: Given.NO_PARTS | Given.TOLD,
    # 其中：会议费决算2万元，完成预算的20%: in front of latest_budget, since that was the whole's.
    carried.lone_part: Given.RATE | Given.PARTS | Given.TOLD,
    carried.latest_budget: Given.RATE | Given.TOLD,
    # Behind parts: arithmetic is certain, words for a list are not, and an item owns what nobody else claims.
    arithmetic.whole_by_arithmetic: Given.PARTS | Given.TOLD,
    carried.rate_of_its_change: Given.CHANGE | Given.TOLD,
    carried.whole_of_a_list: Given.PARTS | Given.TOLD,
    carried.item_of_its_parts: Given.ITEM | Given.PARTS | Given.CHANGE,
    # 收入增加，主要是因为上级下达资金290万元: else the funds were the revenue.
    named.funds_of_a_reason: Given.BEFORE | Given.AMOUNT,
    # 国内公务接待48批次: counts and shares pass latest_amount by.
    carried.latest_amount: 0,
    carried.latest_thing: Given.THING,
    # Nothing carries over: any words are better than none, those of the clause before first, the measure's own last.
    named.words_of_the_clause_before: Given.EARLIER,
    named.generic_words: 0,
    named.noun_of_the_measure: Given.AMOUNT,
    named.rate_by_its_own_name: 0,
}
"""In the order in which they are asked, each with what it needs (:meth:`Case.given`)."""
CARRIED = frozenset({"none", carried.latest_amount.__name__, carried.latest_thing.__name__})
"""Names of those that found nothing in the words of the clause."""
KNOWN = CARRIED | {
    carried.latest_budget.__name__,
    carried.lone_part.__name__,
    arithmetic.whole_by_arithmetic.__name__,
}
"""Names of those whose subject clauses go back to already, or shall not go back to."""


def antecedent(case: Case, context: Context) -> tuple[Ref, str]:
    """The subject of a figure and the name of the rule that found it."""
    for find in _asked(case.given(context)):
        ref = find(case, context)
        if ref is not None:
            return ref, find.__name__
    return Ref(""), "none"


@lru_cache(maxsize=1 << 12)
def _asked(given: int) -> tuple[Find, ...]:
    """Those that have what they need."""
    return tuple(find for find, needs in ANTECEDENTS.items() if needs & given == needs)


def why(name: str) -> str:
    """What an antecedent says of itself, in one line."""
    return _WHY[name]


_WHY = {find.__name__: str(find.__doc__).split("\n")[0] for find in ANTECEDENTS} | {
    "subject_behind": "What is compared in front is named behind.",
    "none": "Nothing names it.",
}
