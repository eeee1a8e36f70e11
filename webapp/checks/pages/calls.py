"""The page of one call: what to ask, and what the form says of the answers (pure)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from training.checks.acts.calls.record_call import CallReport
from training.checks.terms import CallOutcome, Comparison, FiledItem
from training.checks.views.calls.call_card import CallCard
from training.checks.views.calls.lists_taken import TakenList
from training.errors import NotRight
from training.notice.clock import clock
from training.notice.identity import mask_name
from training.records.staff.staff import Staff
from webapp.checks.pages.moments import moment

QUESTIONS = {
    FiledItem.NAME: "请问您叫什么名字？",
    FiledItem.ID_ENDING: "请说一下身份证号的后四位。",
    FiledItem.TRADE: "您现在参加的是什么培训？",
    FiledItem.INSTITUTION: "是哪家培训机构办的？",
    FiledItem.STARTED_ON: "这个班是哪天开班的？",
    FiledItem.NOT_CHARGED: "有没有让您交过费，或要求返还补贴？",
}
UNREACHED = (
    CallOutcome.NO_ANSWER,
    CallOutcome.REJECTED,
    CallOutcome.BUSY,
    CallOutcome.SWITCHED_OFF,
    CallOutcome.SUSPENDED,
    CallOutcome.NO_SUCH_NUMBER,
)
LATER = (CallOutcome.FAMILY_ANSWERED, CallOutcome.CALL_LATER)
"""Somebody answered, and nothing is proved: it is an attempt like those."""
WRONG_PERSON = (CallOutcome.NOT_THEIR_NUMBER, CallOutcome.NOT_ATTENDING, CallOutcome.PROVIDER_ANSWERED)
LONGEST_CALL = timedelta(hours=2)
MOST_DIGITS = 7
ANSWERED = "接通"
ALL_SAME, REST_SAME = "all", "same"
"""What is said of the items that nobody marked: everything agreed, or the rest did."""
Word = TypeVar("Word", CallOutcome, Comparison)


class NothingCompared(NotRight):
    """A call that was answered says at least one thing about the filing."""

    def __init__(self) -> None:
        super().__init__("还没有逐项核对；请选每一项的结果，没有接通请选“未接”等。")


class MarkedOtherwise(NotRight):
    """One button says that everything agreed, a mark says that something did not."""

    def __init__(self) -> None:
        super().__init__("有项目已标“不一致”或“未答”，不能记“全部一致”；请点“其余都一致”，或改标记后再保存。")


class UnknownAnswer(NotRight):
    """The form says something that its page never offers."""

    def __init__(self) -> None:
        super().__init__("通话结果没有看懂，请刷新页面后重新选择。")


@dataclass(frozen=True)
class Question:
    """One line of the call's script; `filed` is seen only after the answer."""

    field: str
    item: str
    words: str
    filed: str
    chosen: str


@dataclass(frozen=True)
class CallForm:
    """One trainee to be called."""

    position: int
    name: str
    phone: str
    attempt: str
    waits: str
    greeting: str
    questions: tuple[Question, ...]
    note: str
    began: str
    """When the number was shown, for the record of the call."""
    is_revealed: bool
    anyway: bool
    """Somebody has said once that this must be now, though people are at rest."""
    is_on_list: bool
    """One of several that were handed out at once: when it began, only the phone knows."""


def call_form(
    card: CallCard,
    staff: Staff,
    typed: Mapping[str, str],
    now: datetime,
    *,
    is_revealed: bool = False,
    is_on_list: bool = False,
) -> CallForm:
    """The card, with what was typed before where the form comes back."""
    return CallForm(
        position=card.position,
        name=card.name if is_revealed else mask_name(card.name),
        phone=card.phone,
        attempt=f"第 {card.attempt} 次拨打，{card.attempts_needed} 次未接通可补抽",
        waits=f"{clock(card.counts_from)} 以前再拨不计次数" if card.counts_from else "",
        greeting=_greeting(staff),
        questions=tuple(_question(item, filed, typed) for item, filed in card.script),
        note=typed.get("note", ""),
        began=typed.get("began") or now.isoformat(),
        is_revealed=is_revealed,
        anyway=typed.get("anyway") == "yes",
        is_on_list=is_on_list,
    )


def list_words(taken: TakenList) -> str:
    """For the record."""
    return f"{taken.taken_by} {moment(taken.taken_at)} 一次取下 {taken.numbers} 名学员的号码"


def read_call(form: Mapping[str, str], client_key: str, now: datetime) -> CallReport:
    """What the form says; raises NothingCompared, MarkedOtherwise or UnknownAnswer."""
    outcome, comparisons = _outcome(form)
    began, ended = _times(form, now)
    return CallReport(
        outcome=outcome,
        comparisons=comparisons,
        note=form.get("note", ""),
        started_at=began,
        ended_at=ended,
        is_correction=bool(form.get("correction")),
        client_key=client_key,
    )


def field_of(item: FiledItem) -> str:
    return f"item-{item.name}"


def _greeting(staff: Staff) -> str:
    place = staff.district.name if staff.district else "包头市"
    return f"您好，我是{place}人社部门的检查人员，正在电话抽查补贴培训班，想跟您核对几件事。"


def _question(item: FiledItem, filed: str, typed: Mapping[str, str]) -> Question:
    field = field_of(item)
    return Question(field, item.value, QUESTIONS[item], filed, typed.get(field, ""))


def _outcome(form: Mapping[str, str]) -> tuple[CallOutcome, dict[FiledItem, Comparison]]:
    chosen = form.get("outcome", ANSWERED)
    if chosen != ANSWERED:
        return _read(CallOutcome, chosen), {}
    said = _comparisons(form)
    differs = Comparison.DIFFERENT in said.values()
    return (CallOutcome.MISMATCHED if differs else CallOutcome.MATCHED), said


def _comparisons(form: Mapping[str, str]) -> dict[FiledItem, Comparison]:
    """What was not marked is taken for the same only where a button said so."""
    marks = {item: form[field_of(item)] for item in FiledItem if form.get(field_of(item))}
    marked = {item: _read(Comparison, mark) for item, mark in marks.items()}
    rest = form.get("rest", "")
    if rest not in ("", ALL_SAME, REST_SAME):
        raise UnknownAnswer
    if rest == ALL_SAME and set(marked.values()) - {Comparison.SAME}:
        raise MarkedOtherwise
    if not (marked or rest):
        raise NothingCompared
    of_the_rest = Comparison.SAME if rest else Comparison.UNANSWERED
    return {item: marked.get(item, of_the_rest) for item in FiledItem}


def _read(kind: type[Word], text: str) -> Word:
    try:
        return kind(text)
    except ValueError as error:
        raise UnknownAnswer from error


def _times(form: Mapping[str, str], now: datetime) -> tuple[datetime | None, datetime | None]:
    """A form that waited on the phone for a network says how many seconds ago it was filled in.

    Of a list that was taken along it also says how long the call lasted. Where that makes no sense, it is
    still known when the call was over.

    A difference, because the clock of a phone may be wrong; what makes no sense is left to the server.
    """
    ago, lasted = _seconds(form, "ago"), _seconds(form, "lasted")
    ended = now - (ago or timedelta())
    if "lasted" in form and ago is not None and (lasted is None or lasted > LONGEST_CALL):
        return ended, ended
    try:
        began = datetime.fromisoformat(form.get("began", "")) if lasted is None else ended - lasted
        is_likely = ended - LONGEST_CALL <= began <= now
    except (ValueError, TypeError):
        return None, None
    return (began, max(began, ended)) if is_likely else (None, None)


def _seconds(form: Mapping[str, str], field: str) -> timedelta | None:
    """None of what is no number, or more than a phone would count."""
    told = form.get(field, "")
    is_number = told.isascii() and told.isdecimal() and len(told) < MOST_DIGITS
    return timedelta(seconds=int(told)) if is_number else None
