"""补贴核定 of a class as its page shows it; pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from training.eligibility.rules.reasons import Reason
from training.eligibility.terms import Exclusion, LineState
from training.eligibility.views.judgements import Judged
from training.eligibility.views.proposals import ClassProposal
from training.eligibility.views.to_recover import ToRecover
from training.notice.class_hours import hours
from training.notice.money import yuan
from training.notice.permissions import Permission, may
from training.records.results import QualifiedPerson
from training.records.staff.staff import Staff
from training.records.subsidies.lines import SubsidyJudgement, SubsidyLine
from training.staff.views.name_for import name_for
from webapp.desk.lists.days import short_moment
from webapp.desk.results.pages.class_result import Step

TONES = {
    LineState.ELIGIBLE: "good",
    LineState.EXCLUDED: "bad",
    LineState.GRANTED: "now",
    LineState.PUBLIC: "now",
    LineState.APPLIED: "now",
    LineState.PAID: "good",
    LineState.RECOVERED: "warn",
    LineState.LAPSED: "",
}
NOTHING = "—"
FOR_SCHOOLS = "经核对不符合条件"
"""In the place of 比对名单命中: a school is told of no list."""
UNTOLD = "旗县区核实后决定"
Numbers = Mapping[int, str]


@dataclass(frozen=True)
class Paid:
    """One person as proposed, with what may be chosen otherwise."""

    place: int
    public_id: UUID
    trainee: UUID
    """Whose page leads to the papers that a reason asks for."""
    name: str
    category: str
    credited: str
    certificate: str
    proposal: str
    tone: str
    reasons: tuple[str, ...]
    is_hard: bool
    """Our own records speak against it: nothing can be chosen."""
    was: str
    """What the judgement that counts decided otherwise: yes, no, or nothing."""
    was_reason: str


@dataclass(frozen=True)
class Line:
    """One person as judged."""

    place: int
    money: UUID | None
    """The page of the money, once a meeting was about it."""
    name: str
    category: str
    credited: str
    certificate: str
    state: str
    tone: str
    amount: str
    reasons: tuple[str, ...]
    override: str


def proposed_lines(staff: Staff, proposal: ClassProposal, judged: Judged, numbers: Numbers) -> list[Paid]:
    """Those of whom no money was applied for yet; `numbers` of good certificates by enrolment."""
    kept = {each.enrolment_id for each in judged.kept}
    before = {each.enrolment_id: each for each in judged.before_money}
    open_ones = [each for each in proposal.people if each.person.enrolment_id not in kept]
    return [
        Paid(
            place,
            each.person.enrolment_public_id,
            each.person.enrolment.trainee.public_id,
            name_for(staff, each.name),
            each.person.enrolment.trainee.category or NOTHING,
            hours(each.person.credited_halves),
            numbers.get(each.person.enrolment_id, NOTHING),
            "不可补贴" if each.reasons else "可补贴",
            "bad" if each.reasons else "good",
            tuple(f"{reason.exclusion.value}：{reason.office}" for reason in each.reasons),
            any(not reason.is_soft for reason in each.reasons),
            *_was(before.get(each.person.enrolment_id), is_proposed=not each.reasons),
        )
        for place, each in enumerate(open_ones, 1)
    ]


def judged_lines(
    staff: Staff, lines: Sequence[SubsidyLine], people: Iterable[QualifiedPerson], numbers: Numbers
) -> list[Line]:
    """As much of the reasons as this person may read."""
    credited = {each.enrolment_id: hours(each.credited_halves) for each in people}
    return [
        Line(
            place,
            each.public_id if each.meeting_id else None,
            name_for(staff, each.enrolment.trainee.name),
            each.enrolment.trainee.category or NOTHING,
            credited.get(each.enrolment_id, NOTHING),
            numbers.get(each.enrolment_id, NOTHING),
            each.state.value,
            TONES[each.state],
            yuan(each.granted_fen or each.amount_fen) if each.amount_fen else NOTHING,
            reasons_for(staff, each),
            override_for(staff, each),
        )
        for place, each in enumerate(lines, 1)
    ]


def reasons_for(staff: Staff, line: SubsidyLine) -> tuple[str, ...]:
    """The offices read what it rests on; a school what it is called, and of a list not even that."""
    reasons = [Reason.of_row(each) for each in line.reasons]
    if may(staff.role, Permission.SEE_EXCLUSIONS):
        return tuple(f"{each.exclusion.value}：{each.office}" for each in reasons)
    return tuple(dict.fromkeys(_plainly(each) for each in reasons))


def override_for(staff: Staff, line: SubsidyLine) -> str:
    """It may name people, so that it is for those who see full names, and no school's affair.

    Others read only that it was decided otherwise, or a reason beside 可补贴 would seem a mistake.
    """
    sees = may(staff.role, Permission.SEE_EXCLUSIONS) and may(staff.role, Permission.SEE_FULL_NAMES)
    return line.override_reason if sees or not line.override_reason else UNTOLD


def sums(lines: Iterable[SubsidyLine]) -> list[tuple[str, str]]:
    """By fund how many people and how much, of those who are paid for."""
    found: dict[str, list[int]] = defaultdict(list)
    for each in lines:
        if each.fund is not None and each.amount_fen is not None:
            found[each.fund.value].append(each.granted_fen or each.amount_fen)
    return [(fund, f"{len(fen)} 人，{yuan(sum(fen))} 元") for fund, fen in sorted(found.items())]


def to_meet(lines: Iterable[SubsidyLine]) -> int:
    """How many no meeting was about yet."""
    return sum(each.state is LineState.ELIGIBLE for each in lines)


def recover_words(staff: Staff, found: Iterable[ToRecover]) -> list[tuple[str, str]]:
    """Name, and what speaks against it today."""
    return [
        (
            name_for(staff, each.line.enrolment.trainee.name),
            f"{each.line.state.value}；" + "；".join(reason.office for reason in each.reasons),
        )
        for each in found
    ]


def steps(judgements: Iterable[SubsidyJudgement], staff: Staff, now: datetime) -> list[Step]:
    signed = sorted(_signed(judgements, staff), key=lambda each: each[0])
    return [Step(short_moment(at, now), who, what, tone) for at, who, what, tone in signed]


def _signed(judgements: Iterable[SubsidyJudgement], staff: Staff) -> Iterator[tuple[datetime, str, str, str]]:
    for each in judgements:
        what = f"第 {each.ordinal} 次核定（名单第 {each.qualified_list.version} 版）"
        waits = "，待第二人签字" if each.needs_second and each.second is None else ""
        yield each.signed_at, each.signed_by, f"{what}{waits}", "good"
        if (second := each.second) is not None:
            said = "第二人同意" if second.is_agreed else "第二人退回"
            note = second.note if may(staff.role, Permission.SEE_FULL_NAMES) else ""
            words = f"{said}：{note}" if note else said
            yield second.signed_at, second.signed_by, words, "good" if second.is_agreed else "bad"


def _was(line: SubsidyLine | None, *, is_proposed: bool) -> tuple[str, str]:
    if line is None or not line.override_reason:
        return "", ""
    is_paid = line.amount_fen is not None
    return ("", "") if is_paid is is_proposed else ("yes" if is_paid else "no", line.override_reason)


def _plainly(reason: Reason) -> str:
    return FOR_SCHOOLS if reason.exclusion is Exclusion.COMPARED else reason.exclusion.value
