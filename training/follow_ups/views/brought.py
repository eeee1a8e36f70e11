"""Lines of a workbook 就业跟踪 beside what there is: of which step each is, and what is wrong with it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from training.classes.views.within import within_class
from training.errors import Refusal
from training.follow_ups.rules.answers import (
    Answer,
    Asked,
    BadCreditCode,
    BadSince,
    EmployerMissing,
    InsuranceKnowsNone,
    JobTooLong,
    SinceMissing,
    WorkOfNobody,
    read_answer,
)
from training.follow_ups.rules.steps import last_counted_day, step_on, until
from training.follow_ups.sheets.follow_up_sheet import FollowedRow
from training.follow_ups.terms import AnswerSource
from training.follow_ups.views.find_follow_up import seen_follow_ups
from training.follow_ups.views.said_before import is_said_before
from training.follow_ups.views.source_of import source_of
from training.notice.clock import shanghai_day
from training.notice.permissions import Permission
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment
from training.records.follow_ups.follow_ups import FollowUp, FollowUpAnswer
from training.records.staff.staff import Staff
from training.sheets.chunks import chunks

AT_ONCE = 200
UNKNOWN = "您的范围里没有这个班，请核对班号。"
NOBODY = "名册上没有这个人，请核对班号和身份证号。"
OTHER_NAME = "和名册上的姓名不同，请核对是不是同一个人。"
NOT_LISTED = "不在合格人员名单上，不用回访；名单有误的，请旗县区先更正名单。"
TOO_EARLY = "第一次回访 {due} 才到期，到期以后问了再填。"
TWICE = "这个人的这次回访在第 {row} 行已经有了，请只留一行。"
TOO_LATE = "{days} 天回访{until}记的才计入就业率，这一行照样保存，但不计入就业率。"
OTHERWISE = "已有 {day} 由{source}记的“{status}”，这一行作为新的回答保存，以最后一次为准。"
KNOWN_BEFORE = (
    "这一行早已记过，不再保存；后来 {day} 由{source}记的“{status}”作数。又问过的，请写新的回访日期。"
)
NO_FILE = "只写在表里，不算有佐证；请在回访页面上传文件。"
ONLY_DISTRICT = "社保比对由旗县区导入，请留空。"
NOT_THEIRS = "本人的回答由本人自己填，不能导入；您问到的请留空。"
COLUMNS: Mapping[type[Refusal], tuple[str, str]] = {
    EmployerMissing: ("单位名称", "employer"),
    SinceMissing: ("起始日期", "since"),
    BadSince: ("起始日期", "since"),
    BadCreditCode: ("统一社会信用代码", "credit_code"),
    InsuranceKnowsNone: ("来源", ""),
    JobTooLong: ("岗位", "job"),
    WorkOfNobody: ("就业状态", "status"),
}
"""In which column a refusal is told; every other is about the day of asking."""
People = Mapping[tuple[str, str], Enrolment]


@dataclass(frozen=True)
class Brought:
    """A good line: of which step, what is said as it is kept, and whether it stands there already."""

    step: FollowUp
    said: Answer
    source: AnswerSource
    is_known: bool


def judge_brought(
    session: Session, staff: Staff, rows: Sequence[FollowedRow], *, now: datetime
) -> list[Brought]:
    """In the order of the file; lines that cannot be are refused, others get what is to be known of them."""
    numbers = {each.class_number for each in rows if each.is_good}
    judge = _Judge(
        staff, _people(session, staff, numbers), _steps(session, staff, numbers), shanghai_day(now)
    )
    found = (judge.judge(each) for each in rows if each.is_good)
    return [each for each in found if each is not None]


class _Judge:
    """One line after the other."""

    def __init__(self, staff: Staff, people: People, steps: Mapping[int, Sequence[FollowUp]], today: date):
        self._by, self._people, self._steps, self._today = source_of(staff), people, steps, today
        self._classes, self._seen = {number for number, _ in people}, dict[int, int]()

    def judge(self, row: FollowedRow) -> Brought | None:
        source = self._source(row)
        step, said = self._step(row) if row.is_good else None, row.said
        kept = self._read(row, source, step, said) if step is not None and said is not None else None
        if step is None or kept is None:
            return None
        is_known = is_said_before(step.answers, kept, source)
        self._warn(row, step, kept, is_known=is_known)
        return Brought(step, kept, source, is_known)

    def _step(self, row: FollowedRow) -> FollowUp | None:
        own = self._people.get((row.class_number, row.id_number))
        steps = self._steps.get(own.id, ()) if own is not None else ()
        if row.class_number not in self._classes:
            row.refuse("班号", row.class_number, UNKNOWN)
        elif own is None:
            row.refuse("身份证号", row.id_number, NOBODY)
        elif own.trainee.name != row.name:
            row.refuse("姓名", row.name, OTHER_NAME)
        elif not steps:
            row.refuse("身份证号", row.id_number, NOT_LISTED)
        return self._on(row, steps) if row.is_good else None

    def _on(self, row: FollowedRow, steps: Sequence[FollowUp]) -> FollowUp | None:
        asked_on = row.said.asked_on if row.said else self._today
        due = step_on([each.due_on for each in steps], asked_on)
        if due is None:
            first = min(each.due_on for each in steps)
            row.refuse("回访日期", asked_on.isoformat(), TOO_EARLY.format(due=first))
            return None
        step = next(each for each in steps if each.due_on == due)
        if (first_row := self._seen.setdefault(step.id, row.row)) != row.row:
            row.refuse("身份证号", row.id_number, TWICE.format(row=first_row))
        return step if row.is_good else None

    def _source(self, row: FollowedRow) -> AnswerSource:
        """What the line says of it, where this person may; else by whoever hands the file in."""
        if row.source is AnswerSource.SELF:
            row.refuse("来源", row.source, NOT_THEIRS)
        if row.source is not AnswerSource.INSURANCE:
            return self._by
        if self._by is AnswerSource.INSTITUTION:
            row.refuse("来源", row.source, ONLY_DISTRICT)
        return row.source

    def _read(self, row: FollowedRow, source: AnswerSource, step: FollowUp, said: Answer) -> Answer | None:
        said = replace(said, note=f"佐证：{row.proof}" if row.proof else "")
        try:
            return read_answer(said, source, Asked(step.due_on, self._today))
        except Refusal as refusal:
            column, name = COLUMNS.get(type(refusal), ("回访日期", "asked_on"))
            value = getattr(said, name) if name else row.source
            row.refuse(column, str(value or ""), str(refusal))
            return None

    def _warn(self, row: FollowedRow, step: FollowUp, kept: Answer, *, is_known: bool) -> None:
        last = step.answers[-1] if step.answers else None
        if is_known:
            if last is not None and last.status is not kept.status:
                row.warn("就业状态", kept.status, _told(KNOWN_BEFORE, last))
            return
        last_day = last_counted_day(step.due_on, step.enrolment.training_class.policy)
        if self._today > last_day:
            told = TOO_LATE.format(days=step.after_days, until=until(last_day))
            row.warn("回访日期", kept.asked_on.isoformat(), told)
        if last is not None:
            row.warn("就业状态", kept.status, _told(OTHERWISE, last))
        if row.proof:
            row.warn("佐证", row.proof, NO_FILE)


def _told(words: str, last: FollowUpAnswer) -> str:
    return words.format(day=last.asked_on, source=last.source, status=last.status)


def _people(session: Session, staff: Staff, numbers: Iterable[str]) -> People:
    """Of these classes as far as this person answers for them, by class number and ID number.

    Whoever stands on another roster is as unknown as whoever stands on none.
    """
    mine = within_class(staff, Permission.ANSWER_FOLLOW_UPS)
    whole = (joinedload(Enrolment.trainee), joinedload(Enrolment.training_class))
    found = {}
    for some in chunks(sorted(numbers), AT_ONCE):
        rows = select(Enrolment).join(TrainingClass).where(TrainingClass.class_number.in_(some), mine)
        for each in session.scalars(rows.options(*whole)):
            found[each.training_class.class_number, each.trainee.id_number] = each
    return found


def _steps(session: Session, staff: Staff, numbers: Iterable[str]) -> Mapping[int, Sequence[FollowUp]]:
    """What of these classes this person answers, by enrolment; nobody of an older list."""
    found: dict[int, list[FollowUp]] = defaultdict(list)
    for some in chunks(sorted(numbers), AT_ONCE):
        rows = (
            seen_follow_ups(staff, Permission.ANSWER_FOLLOW_UPS)
            .join(Enrolment, Enrolment.id == FollowUp.enrolment_id)
            .join(TrainingClass, TrainingClass.id == Enrolment.class_id)
            .where(TrainingClass.class_number.in_(some), FollowUp.dropped_at.is_(None))
            .options(selectinload(FollowUp.answers), joinedload(FollowUp.enrolment))
        )
        for each in session.scalars(rows.order_by(FollowUp.due_on)):
            found[each.enrolment_id].append(each)
    return found
