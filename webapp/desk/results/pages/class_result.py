"""结业 of a class as its page shows it; pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from training.attendance.terms import Origin
from training.certificates.views.had_level_before import HadBefore
from training.notice.class_hours import hours
from training.notice.identity import mask_id_number
from training.records.results import (
    ClassVerdict,
    ListSecond,
    QualifiedList,
    QualifiedPerson,
    VerdictSecond,
)
from training.records.staff.staff import Staff
from training.results.rules.people import mark_words
from training.results.terms import ListState, Result, Standing, VerdictState
from training.results.views.people_of_class import ProposedPerson
from training.staff.views.name_for import name_for
from training.teachers.rules.flags import Flagged, Slot
from training.teachers.terms import TeacherFlag
from webapp.desk.lists.days import short_moment

TONES = {
    Standing.MET: "good",
    Standing.FAILED: "bad",
    Standing.OPEN: "warn",
    Standing.TOLD: "",
    VerdictState.RUNNING: "",
    VerdictState.WAITS: "warn",
    VerdictState.WAITS_FOR_SECOND: "now",
    VerdictState.SIGNED: "good",
    VerdictState.REOPENED: "warn",
    ListState.NONE: "",
    ListState.WAITS_FOR_SECOND: "now",
    ListState.APPROVED: "good",
    ListState.DIFFERS: "warn",
    Result.QUALIFIED: "good",
    Result.UNQUALIFIED: "bad",
}
HEADINGS = (
    *("序号", "姓名", "性别", "身份证号", "班号", "班级名称", "培训工种", "等级", "规定课时", "累计课时"),
    *("出勤率", "理论成绩", "实操成绩", "结论", "证书编号", "名单版本", "名单指纹"),
)
DIGITS = 16


@dataclass(frozen=True)
class PersonLine:
    """One trainee: what is proposed, and what a list says where there is one."""

    place: int
    public_id: UUID
    name: str
    credited: str
    needed: str
    sources: str
    theory: str
    practice: str
    proposal: str
    tone: str
    why: str
    before: str
    """That the person had the same trade and level before; empty where not."""
    was_decision: str
    """What the list that counts says other than is proposed; empty where it says nothing else."""
    was_reason: str


@dataclass(frozen=True)
class ListedLine:
    """One trainee of a version of the list."""

    place: int
    name: str
    credited: str
    needed: str
    sources: str
    proposal: str
    decision: str
    tone: str
    reason: str


@dataclass(frozen=True)
class Step:
    """One signature in the order of time, as `signatures` shows it."""

    when: str
    who: str
    what: str
    tone: str = ""


def person_lines(
    staff: Staff,
    people: list[ProposedPerson],
    before: Mapping[int, HadBefore],
    approved: QualifiedList | None,
) -> list[PersonLine]:
    """`before` by the key of the trainee; what `approved` decided stays chosen."""
    said = _decided_otherwise(people, approved)
    return [
        PersonLine(
            place,
            each.enrolment.public_id,
            name_for(staff, each.person.name),
            hours(each.person.credited_halves),
            hours(each.person.needed_halves) if each.person.qualifying_percent else "—",
            sources_words(each.sources),
            mark_words(each.person.marks.theory_tenths),
            mark_words(each.person.marks.practice_tenths),
            each.proposal.value if each.proposal else "没有建议",
            TONES[each.proposal] if each.proposal else "",
            each.why,
            had.words if (had := before.get(each.enrolment.trainee_id)) else "",
            *said.get(each.enrolment.id, ("", "")),
        )
        for place, each in enumerate(people, 1)
    ]


def _decided_otherwise(
    people: list[ProposedPerson], approved: QualifiedList | None
) -> Mapping[int, tuple[str, str]]:
    """Then and now: what followed the proposal of then follows that of today."""
    proposed = {each.enrolment.id: each.proposal for each in people}
    otherwise = [each for each in (approved.people if approved else ()) if each.decision is not each.proposal]
    kept = (each for each in otherwise if each.decision is not proposed.get(each.enrolment_id, each.decision))
    return {each.enrolment_id: (each.decision.value, each.reason) for each in kept}


def listed_lines(staff: Staff, version: QualifiedList) -> list[ListedLine]:
    return [
        ListedLine(
            place,
            name_for(staff, each.enrolment.trainee.name),
            hours(each.credited_halves),
            hours(each.needed_halves),
            sources_words(each.sources),
            each.proposal.value if each.proposal else "没有建议",
            each.decision.value,
            TONES[each.decision],
            each.reason,
        )
        for place, each in enumerate(version.people, 1)
    ]


def list_cells(
    staff: Staff, version: QualifiedList, numbers: Mapping[int, str]
) -> Iterator[tuple[str | int, ...]]:
    """合格人员名单, the qualified only; `numbers` of their certificates by enrolment."""
    good = (each for each in version.people if each.decision is Result.QUALIFIED)
    for place, each in enumerate(good, 1):
        number = numbers.get(each.enrolment_id, "")
        yield (place, *_own_cells(staff, each), number, version.version, version.sha256)


def sources_words(sources: Mapping[str, int]) -> str:
    """Credited hours by whence they came, the surest first; "—" for none."""
    named = [(each.value, sources[each.value]) for each in Origin if each.value in sources]
    return "、".join(f"{name} {hours(halves)}" for name, halves in named) or "—"


def steps(
    verdicts: tuple[ClassVerdict, ...], versions: tuple[QualifiedList, ...], now: datetime
) -> list[Step]:
    """Every signature about the class, the oldest first."""
    found = [*(_verdict_steps(verdicts)), *(_list_steps(versions))]
    return [Step(short_moment(at, now), who, what, tone) for at, who, what, tone in sorted(found)]


def to_come(verdict: VerdictState, of_list: ListState) -> list[Step]:
    """Whose signature is waited for."""
    waits = (VerdictState.WAITS_FOR_SECOND, ListState.WAITS_FOR_SECOND)
    what = "旗县区的另一位同事，第一人不能再签"
    return [Step("还差", "第二人签字", what, "now")] if verdict is waits[0] or of_list is waits[1] else []


Signed = tuple[datetime, str, str, str]


def _verdict_steps(verdicts: tuple[ClassVerdict, ...]) -> Iterator[Signed]:
    for each in verdicts:
        why = f"：{each.reason}" if each.reason else ""
        tone = "good" if each.verdict is Result.QUALIFIED else "bad"
        yield each.signed_at, each.signed_by, f"第 {each.ordinal} 次评估为{each.verdict}{why}", tone
        if each.second:
            yield _second(each.second)


def _list_steps(versions: tuple[QualifiedList, ...]) -> Iterator[Signed]:
    for each in versions:
        good = sum(row.decision is Result.QUALIFIED for row in each.people)
        what = f"名单第 {each.version} 版：合格 {good} 人，共 {len(each.people)} 人"
        yield each.signed_at, each.signed_by, what, "good"
        if each.second:
            yield _second(each.second)


def _second(own: VerdictSecond | ListSecond) -> Signed:
    said = "第二人同意" if own.is_agreed else "第二人退回"
    what = f"{said}：{own.note}" if own.note else said
    return own.signed_at, own.signed_by, what, "good" if own.is_agreed else "bad"


def _own_cells(staff: Staff, each: QualifiedPerson) -> tuple[str | int, ...]:
    trainee, own = each.enrolment.trainee, each.enrolment.training_class
    percent = 100 * each.credited_halves / each.prescribed_halves if each.prescribed_halves else 0
    marks = (mark_words(each.theory_tenths), mark_words(each.practice_tenths))
    who = (name_for(staff, trainee.name), trainee.sex.value, mask_id_number(trainee.id_number))
    what = (own.class_number, own.name, own.trade, own.level)
    earned = (hours(each.prescribed_halves), hours(each.credited_halves), f"{percent:.1f}%")
    return (*who, *what, *earned, *marks, each.decision.value)


def teaching_words(found: Iterable[Flagged]) -> str:
    """未备案任课 2 个半天、证书过期 1 个半天; nothing where there is nothing."""
    slots: dict[TeacherFlag, set[Slot]] = defaultdict(set)
    for each in found:
        # One half day may be about two teachers: who was filed for it, and who was when it began.
        slots[each.flag].update(each.slots)
    return "、".join(f"{flag} {len(own)} 个半天" for flag, own in slots.items())
