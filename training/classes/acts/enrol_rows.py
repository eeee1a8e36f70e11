from collections.abc import Collection, Iterable, Sequence
from datetime import date

from sqlalchemy.orm import Session

from training.classes.acts.ask_for_rows import ask_for_rows
from training.classes.acts.record_judged import record_judged
from training.classes.acts.warn_of_kinds import warn_of_kinds
from training.classes.rules.roster_changes import (
    ClassDays,
    Way,
    WishedChange,
    check_late_number,
    roster_change_findings,
)
from training.classes.sheets.roster import RosterRow
from training.classes.terms import ChangeKind
from training.classes.views.judge_roster import Judgement, RosterJudge
from training.errors import Refusal
from training.notice.clock import shanghai_day
from training.records.classes.classes import TrainingClass
from training.sheets.chunks import chunks
from training.sheets.findings import has_error
from training.sheets.hand_in import ImportReport, OpenImport, RosterOf

CHUNK = 2_000


def enrol_rows(
    session: Session,
    rows: Iterable[RosterRow],
    into: OpenImport,
    only_class: TrainingClass | None,
    filed_now: Collection[int] = (),
) -> None:
    """Judge and record the rows, in chunks, so that memory does not grow with the file.

    Whoever is new in a class that has begun is asked for and not enrolled (R25); `filed_now` are the classes
    that this very file brought, by their keys, and whoever stands in it is of them from the beginning.
    """
    judge, doors = RosterJudge(session, only_class), _Doors(session, into, filed_now)
    without_number = 0
    for chunk in chunks(rows, CHUNK):
        enrolled, asked = doors.part(judge.judge(chunk))
        without_number += sum(each.is_new and not each.row.attendance_number for each in enrolled)
        record_judged(session, enrolled, into, doors.first_days)
        _count(session, enrolled, into.report)
        ask_for_rows(session, asked, into)
    warn_of_kinds(session, {*doors.first_days, *filed_now}, into.report)
    if without_number:
        into.report.notices.append(
            f"{without_number} 名学员没有考勤号，打卡记录暂时对不上人；补报带考勤号的名册即可。"
        )


class _Doors:
    """How somebody new comes into each class of the file: at once, by asking, or not at all."""

    def __init__(self, session: Session, into: OpenImport, filed_now: Collection[int]):
        self._session, self._report, self._filed_now = session, into.report, filed_now
        self._today = shanghai_day(into.file.handed_at)
        self._ways: dict[int, Way | Refusal] = {}
        self.first_days: dict[int, date] = {}

    def part(self, judgements: Sequence[Judgement]) -> tuple[list[Judgement], list[Judgement]]:
        """Those to be recorded as they are, and those to be asked for; who is too late is refused."""
        enrolled: list[Judgement] = []
        asked: list[Judgement] = []
        for each in judgements:
            way = self._way(each.class_id) if each.is_new else Way.AT_ONCE
            if isinstance(way, Refusal):
                each.refuse("姓名", each.row.name, str(way))
                self._report.tried_late[each.class_id] += self._is_over(each.class_id)
            if each.brings_number:
                self._check_number(each)
            (asked if way is Way.APPROVAL else enrolled).append(each)
        return enrolled, asked

    def _check_number(self, each: Judgement) -> None:
        own = self._session.get_one(TrainingClass, each.class_id)
        try:
            check_late_number(ClassDays(own.starts_on, own.ends_on), self._today, own.rule_set.policy)
        except Refusal as refusal:
            each.refuse("考勤号", each.row.attendance_number or "", str(refusal))

    def _way(self, class_id: int) -> Way | Refusal:
        if class_id not in self._ways:
            own = self._session.get_one(TrainingClass, class_id)
            self.first_days[class_id] = own.starts_on
            self._ways[class_id] = Way.AT_ONCE if class_id in self._filed_now else self._judge(own)
        return self._ways[class_id]

    def _judge(self, own: TrainingClass) -> Way | Refusal:
        """Of somebody who comes today, or with the class if it has not begun."""
        joins = WishedChange(ChangeKind.ADD, max(own.starts_on, self._today))
        days = ClassDays(own.starts_on, own.ends_on)
        try:
            return roster_change_findings(joins, days, self._today, own.rule_set.policy).way
        except Refusal as refusal:
            return refusal

    def _is_over(self, class_id: int) -> bool:
        return self._today > self._session.get_one(TrainingClass, class_id).ends_on


def _count(session: Session, judgements: Sequence[Judgement], report: ImportReport) -> None:
    for judgement in judgements:
        report.findings.extend(judgement.findings)
        if judgement.claimed_by is not None:
            both = _roster_of(session, judgement.class_id), _roster_of(session, judgement.claimed_by)
            report.claimed_twice[both] += 1
        if has_error(judgement.findings):
            report.refused += 1
        elif judgement.is_new or judgement.brings_number:
            report.stored += 1
        else:
            report.known += 1


def _roster_of(session: Session, class_id: int) -> RosterOf:
    own = session.get_one(TrainingClass, class_id)
    return RosterOf(own.id, own.class_number, own.institution_id, own.institution.name, own.district_id)
