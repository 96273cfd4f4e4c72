"""Numbers become figures: whether one is a figure at all, whose it is, and what is kept behind it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from docstruct.extracting.explaining import answer
from docstruct.extracting.frames import Clause, Draft
from docstruct.extracting.measures import Reading, decide
from docstruct.extracting.numbers import shifted
from docstruct.extracting.subjects import Ref

if TYPE_CHECKING:
    from docstruct.extracting.frames import Ambiguity
    from docstruct.extracting.reader import ClauseReader, Handler
    from docstruct.extracting.tokens import Number, Token

_ENDS = frozenset({"comma", "semicolon", "stop", "close", "pause"})
_CODE_LENGTHS = (3, 5, 7)
_CODE_DIGITS = ("2", "3", "5")
_NOT_COUNTED = "及和，、（("
_LONGEST_LIST = 3
"""Tokens of two numbers and the mark between them."""
_RECENT = 6
"""Figures back to which a budget is looked for."""
_HEAD = 2
"""Characters of a head noun: 编制范围的单位共1个预算单位 counts the 单位 named in front, not those behind."""
_TOO_SHORT = 2
"""Characters of a subject that does not say enough by itself."""
_POINTERS = ("该", "此", "这")
_RANGE_SIGNS = frozenset("-－−–—~～至到")
_YEARS_BACK = 3
"""How far behind the fiscal year a year that lost its 年 may lie."""


def _number(reader: ClauseReader, token: Token, index: int) -> None:
    number = token.number
    if number is None:
        return
    if number.kind is None and (_listed_next(reader) or _in_list(reader, index)):
        _share_unit(reader, number, index)
    if number.kind is None and not _stands_bare(reader, token, index):
        _digits(reader, token, number)
        return
    start, value, amount = token.start, number.value, number.amount
    glued = number.split if number.split is not None and _lost_year(reader, number.split[0]) else None
    if (not value and glued is None) or _is_range(reader, token, index):
        reader.left_out.append((reader.tokens[index - 1].start if value else start, number.end))
        reader.clause = Clause()
        return
    if glued is not None:
        start, value, amount = start + 4, glued[1], shifted(glued[1], number.places)
        reader.compare("prior_year")
    reading = Reading("prior") if glued else decide(reader, number, index)
    ref = _subject(reader, token, index, reading)
    event = reader.carried.event
    if event is not None and event.ref is None:
        event.ref = ref
    answer(reader, ref)
    draft = Draft(
        start=start,
        end=number.end,
        number=number,
        value=value,
        amount=amount,
        measure=reading.measure,
        ref=ref,
        direction=reading.direction,
        basis=reading.basis,
        approximate=number.approximate or reader.previous == "approximate",
        ambiguous="glued" if glued else _ambiguity(reader, number, reading),
        candidates=reading.candidates,
        in_reason=reader.in_reason,
    )
    reader.drafts.append(draft)
    _keep(reader)


def _is_range(reader: ClauseReader, token: Token, index: int) -> bool:
    """Whether a number is the upper end of a range (10-20万元): neither end is the amount, so none is stated."""
    before = reader.tokens[index - 1] if index else None
    if before is None or before.number is None or before.number.kind is not None:
        return False
    between = reader.text[before.end : token.start].strip()
    return between in _RANGE_SIGNS or (not between and reader.text[token.start] in _RANGE_SIGNS)


def _in_list(reader: ClauseReader, index: int) -> bool:
    """Whether decimals are the first of two that only a mark parts (各减少12.34，56.78万元)."""
    tokens = reader.tokens[index : index + _LONGEST_LIST]
    if len(tokens) < _LONGEST_LIST or tokens[1].kind not in ("comma", "pause"):
        return False
    number, mark, following = tokens
    touching = number.end == mark.start and mark.end == following.start
    decimal = all(token.number is not None and "." in token.number.value for token in (number, following))
    return touching and decimal


def _share_unit(reader: ClauseReader, number: Number, index: int) -> None:
    """In a list (分别提高0.5和1.2个百分点) the unit behind the last number is that of all."""
    later = (token.number for token in reader.tokens[index + 1 : index + _LONGEST_LIST])
    following = next((number for number in later if number is not None), None)
    if following is not None and following.unit is not None:
        number.kind, number.unit, number.places = following.kind, following.unit, following.places
        if following.amount is not None:
            number.amount = shifted(number.value, number.places)


def _keep(reader: ClauseReader) -> None:
    """What the clause leaves to a figure right behind this one (完成年初预算8.4万元的80%; 49.9%、13.1%)."""
    clause = reader.clause
    reader.sentence.from_price = clause.origin and clause.measure == "other"
    reader.clause = Clause(
        kept=True,
        measure=clause.measure,
        basis=clause.basis,
        change=clause.change,
        direction=clause.direction,
        relation=clause.relation,
        eventful=clause.eventful,
    )


def _ambiguity(reader: ClauseReader, number: Number, reading: Reading) -> Ambiguity | None:
    if number.joined:
        return "joined"
    if reader.clause.change == "either" and reading.direction is None:
        return "direction"
    return "names" if reader.sentence.unshared else None


def _digits(reader: ClauseReader, token: Token, number: Number) -> None:
    """Digits that are no figure: a year without 年, the code of an item, or part of a name."""
    clause, value = reader.clause, number.value
    if clause.comparing and not clause.based and len(value) == 4 and value.startswith(("19", "20")):
        reader.compare("prior_year")
    elif (
        clause.before is None
        and len(value) in _CODE_LENGTHS
        and value.startswith(_CODE_DIGITS)
        and value.isdecimal()
    ):
        reader.clause = Clause(code=value, held=clause.held)
    else:
        reader.extend(token.start, token.end)


def _lost_year(reader: ClauseReader, year: int) -> bool:
    """Whether digits begin with a year that lost its 年: an earlier one, where an earlier amount is expected."""
    clause = reader.clause
    near = reader.year is None or 0 < reader.year - year <= _YEARS_BACK
    expected = (clause.comparing and not clause.based) or (clause.before is None and not clause.verb)
    return near and expected


def _stands_bare(reader: ClauseReader, token: Token, index: int) -> bool:
    """Digits without a unit are a figure only right behind a word that asks for one, at the end of their clause."""
    tokens, clause = reader.tokens, reader.clause
    if index + 1 < len(tokens):
        following = tokens[index + 1]
        if clause.comparing and clause.based and following.kind == "change":
            return following.start == token.end and reader.number_follows(index + 1)
        if following.kind not in _ENDS or reader.subjects.noun(reader.text[token.end : following.start]):
            return False
    elif reader.subjects.noun(reader.text[token.end : reader.end]):
        return False
    if clause.measure in ("share", "completion_rate", "budget", "actual", "score"):
        return True
    phrase = clause.before
    return phrase is not None and not clause.verb and reader.subjects.is_money(reader.words(phrase))


def _subject(reader: ClauseReader, token: Token, index: int, reading: Reading) -> Ref:
    """Whose figure it is: the next of a list, the thing counted, the phrase of the clause, or what carries over."""
    number = token.number
    kind = number.kind if number else None
    ref = _listed(reader) or _counted(reader, token, index, reading, kind) or _stated(reader, reading)
    if ref is not None:
        _note(reader, ref, reading, kind)
        return ref
    carried = reader.carried
    if reading.measure == "completion_rate" and (budgeted := _budgeted(reader)) is not None:
        return budgeted
    carrier = carried.money if _goes_with_money(reader, token, kind, reading) else carried.subject
    found = carrier or carried.subject or carried.topic
    if found is None:
        found = _generic(reader)
        if found.text:
            _note(reader, found, reading, kind)
    return found


def _generic(reader: ClauseReader) -> Ref:
    """Nothing carries over: the phrase of the clause before, or a generic one (支出), is better than none."""
    earlier = reader.ref(reader.sentence.earlier)
    if earlier is not None:
        return earlier
    before = reader.clause.before
    if before is None:
        return Ref("")
    noun = reader.subjects.cut(reader.words(before))
    return Ref(noun.text, place=noun.place(reader.begin(before)) if noun.text else None)


def _listed_next(reader: ClauseReader) -> bool:
    return reader.sentence.next_name < len(reader.sentence.names)


def _listed(reader: ClauseReader) -> Ref | None:
    sentence = reader.sentence
    if not _listed_next(reader):
        return None
    sentence.next_name += 1
    return sentence.names[sentence.next_name - 1]


def _stated(reader: ClauseReader, reading: Reading) -> Ref | None:
    clause, sentence = reader.clause, reader.sentence
    held = _held(reader, reading)
    if held is not None:
        return held
    if clause.change == "change" and clause.after and reading.measure in ("change", "change_rate"):
        ref = reader.ref(clause.after)
        if ref is None and clause.before is None:
            ref = reader.ref(sentence.earlier)
        if ref is not None:
            return ref
    for phrase in (
        clause.before,
        clause.held,
        clause.host,
        sentence.earlier if sentence.earlier_said or _points_back(reader) else None,
    ):
        ref = reader.ref(phrase, clause.code)
        if ref is not None:
            return _whole(reader, ref)
    phrase = clause.before or clause.held
    if phrase is None:
        return None
    return reader.subjects.contrary(reader.words(phrase), reader.carried.subject, offset=reader.begin(phrase))


def _points_back(reader: ClauseReader) -> bool:
    """Whether the phrase only points to what the clause before named (未举办论坛，该项支出0元; not 根据规定，…)."""
    before, earlier = reader.clause.before, reader.sentence.earlier
    if before is None or earlier is None or not reader.subjects.is_money(reader.words(before)):
        return False
    led = reader.subjects.vocabulary.aside.match(reader.words(earlier).lstrip())
    return reader.subjects.noun(reader.words(before)).startswith(_POINTERS) and not led


def _held(reader: ClauseReader, reading: Reading) -> Ref | None:
    """The attribute of a thing named before, in front of a colon or a comma, by the names of both.

    推进会：人数80人、费用1.2万元; 业务培训，人数40人.
    """
    phrase, holder = reader.clause.before, reader.sentence.holder
    if holder is None and reading.measure == "count":
        holder = reader.sentence.earlier
    if phrase is None or holder is None:
        return None
    attribute = reader.subjects.noun(reader.words(phrase))
    if attribute not in reader.subjects.vocabulary.attributes:
        return None
    named = reader.ref(holder)
    return replace(named, text=named.text + attribute) if named else None


def _whole(reader: ClauseReader, ref: Ref) -> Ref:
    """收入 alone says too little: 收入预算 and 本年预算收入 keep the word for their measure."""
    before, (start, end) = reader.clause.before, reader.clause.measured
    if len(ref.text) > _TOO_SHORT or before is None or not end:
        return ref
    if end > before[0]:
        start = before[0]
    elif end == before[0]:
        end = before[1]
    else:
        return ref
    noun = reader.subjects.cut(reader.text[start:end])
    return replace(ref, text=noun.text, place=noun.place(start))


def _goes_with_money(reader: ClauseReader, token: Token, kind: str | None, reading: Reading) -> bool:
    """Whether a figure without a subject is about the latest amount rather than the latest thing counted."""
    if kind == "percent" and reading.measure == "change_rate":
        before = reader.drafts[-1].number.kind if len(reader.drafts) > reader.first_draft else None
        return before in ("money", None)
    if kind == "money" and (_counts_just_stated(reader) or _follows_count(reader, token)):
        return False
    return kind in ("money", "price", None) or reading.measure == "completion_rate"


def _budgeted(reader: ClauseReader) -> Ref | None:
    """What a completion rate without a subject is about: the one part just told, or whose budget came last."""
    if (part := _lone_part(reader)) is not None:
        return part
    for draft in reversed(reader.drafts[reader.first_draft :][-_RECENT:]):
        if draft.measure == "budget":
            return draft.ref
    return None


def _lone_part(reader: ClauseReader) -> Ref | None:
    """The part told alone since the latest semicolon or rate (其中：会议费2万元，完成预算的28%；…).

    Behind several (其中：基本支出3万元、项目支出2万元，完成预算的50%) the rate is that of the whole.
    """
    if not reader.sentence.composition:
        return None
    told = reader.drafts[max(reader.first_draft, reader.sentence.first_part) :][-_RECENT:]
    rates = [at for at, draft in enumerate(told) if draft.measure == "completion_rate"]
    parts = {draft.ref for draft in told[rates[-1] + 1 if rates else 0 :]}
    return parts.pop() if len(parts) == 1 else None


def _follows_count(reader: ClauseReader, token: Token) -> bool:
    """An amount right behind a count (电脑12台6.6万元) is that of the things counted."""
    if not reader.clause.kept or reader.previous != "number" or not reader.drafts:
        return False
    before = reader.drafts[-1]
    return before.number.kind == "count" and not reader.text[before.end : token.start].strip()


def _counts_just_stated(reader: ClauseReader) -> bool:
    """A generic phrase in a clause of its own (国内公务接待4批次，累计支出0.3万元) is about the things just counted."""
    start = reader.sentence.clause_draft
    if reader.clause.before is None or start != len(reader.drafts) or start <= reader.first_draft:
        return False
    return reader.drafts[-1].number.kind == "count" and not reader.drafts[-1].in_reason


def _note(reader: ClauseReader, ref: Ref, reading: Reading, kind: str | None) -> None:
    """Remember a subject for the clauses that leave it out; unit prices and limits are passing remarks."""
    if reading.measure == "other" and kind in ("money", "price", "count"):
        return
    carried = reader.carried
    carried.subject = ref
    if kind in ("count", "area"):
        return
    carried.money = ref
    inside = reader.sentence.composition or reader.stack
    if not inside and (kind in ("money", None) or reading.measure == "score"):
        carried.topic = ref


def _counted(
    reader: ClauseReader, token: Token, index: int, reading: Reading, kind: str | None
) -> Ref | None:
    """The thing counted where it is named behind the number (3名职工), with the verb that makes a name of it (内设)."""
    if reading.measure != "count" and not (kind == "area" and reading.measure == "other"):
        return None
    tokens, following = reader.tokens, index + 1
    while following < len(tokens) and tokens[following].kind == "name":
        following += 1
    right = reader.text[token.end : tokens[following].start if following < len(tokens) else reader.end]
    if not right or right[0] in _NOT_COUNTED:
        return None
    noun, length = reader.subjects.counted(right)
    leads_on = following < len(tokens) and tokens[following].kind == "number" and length == len(right)
    if not noun.text or leads_on:
        return None
    before = reader.clause.before
    left = reader.subjects.noun(reader.words(before)) if before else ""
    reader.consumed = token.end + length
    examples = before is not None and reader.words(before).endswith("等")
    if not examples and noun.text.endswith(left[-_HEAD:]) and len(left) > len(noun.text):
        return None
    joined = next((word for word in reader.subjects.vocabulary.joining if left.endswith(word)), "")
    return Ref(joined + noun.text, place=noun.place(token.end))


HANDLERS: dict[str, Handler] = {"number": _number}
