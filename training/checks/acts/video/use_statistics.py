"""The live statistics of the check's day take the place of a meeting that could not be held (R34, R35)."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from training.attendance.views.viewers_of import viewers_of
from training.checks.acts.finish_act import finish_act
from training.checks.rules.participants import Roll, Viewing, call_roll
from training.checks.sheets.statistics import StatisticsFile, StatisticsLine
from training.checks.terms import CheckMethod
from training.checks.views.check_views import CheckView
from training.checks.views.find_check import find_running_check
from training.checks.views.load_check import load_check
from training.checks.views.video.refuse_statistics import refuse_unfit_statistics
from training.database import blind
from training.meetings.rules.meeting_members import Bystander, OnRoster, Roster
from training.meetings.views.accounts import people_of, teachers_of
from training.notice.clock import shanghai_day
from training.records.checks.spot_checks import SpotCheck
from training.records.checks.video_checks import LiveStatistics, StatisticsViewer
from training.records.classes.trainees import Enrolment
from training.records.meetings.members import ACCOUNT
from training.records.staff.staff import Staff


def use_statistics(
    session: Session,
    staff: Staff,
    check_id: UUID,
    file: StatisticsFile,
    *,
    client_key: str | None = None,
    now: datetime,
) -> CheckView:
    """Match the statistics, whose bytes lie in the store already, to the roster; the latest file holds.

    A former file that comes again is the latest, unless `client_key` tells that it is merely sent again.

    Raises NotFound, NotAnInspector, NotYourCheck, CheckEnded, WrongMethod, ReasonFirst, OtherDay
    or OtherClass.
    """
    check = find_running_check(session, staff, check_id, CheckMethod.VIDEO)
    day = shanghai_day(check.started_at)
    refuse_unfit_statistics(session, check, file, day)
    if not _is_known(session, check, file, client_key):
        roll = _roll(session, check, file.lines)
        statistics = _statistics(check, file, roll, day)
        statistics.received_by, statistics.received_at, statistics.client_key = staff.name, now, client_key
        session.add(statistics)
    return finish_act(session, staff, load_check(session, check, now))


def _is_known(session: Session, check: SpotCheck, file: StatisticsFile, client_key: str | None) -> bool:
    """Whether it is the file that holds, or one that is merely sent again after another took its place."""
    own = select(LiveStatistics).where(LiveStatistics.check_id == check.id).order_by(LiveStatistics.id)
    handed_in = session.scalars(own).all()
    if client_key is not None and client_key in [each.client_key for each in handed_in]:
        return True
    return bool(handed_in) and handed_in[-1].sha256 == file.sha256


def _roll(session: Session, check: SpotCheck, lines: Iterable[StatisticsLine]) -> Roll:
    class_id = check.class_id
    everybody = select(Enrolment).where(Enrolment.class_id == class_id).options(joinedload(Enrolment.trainee))
    people = people_of(session, class_id, session.scalars(everybody).all())
    viewings = [_viewing(session, each, people) for each in lines]
    teachers = teachers_of(session, class_id)
    return call_roll(viewings, viewers_of(session, class_id), _roster(session, check), teachers)


def _viewing(session: Session, line: StatisticsLine, people: Roster) -> Viewing:
    account = blind(session, ACCOUNT, line.account_id) if line.account_id else None
    holder = people.holder_of(account, line.name)
    return Viewing(
        name=line.name,
        phone_index=blind(session, "phone", line.phone),
        span=(line.entered_at, line.left_at),
        enrolment=holder.key if isinstance(holder, OnRoster) else None,
        is_bystander=isinstance(holder, Bystander),
    )


def _roster(session: Session, check: SpotCheck) -> set[int]:
    """应到: those of the roster as it was when the check began."""
    ids = [UUID(each) for each in check.video_start.roster] if check.video_start else []
    own = select(Enrolment.id, Enrolment.public_id).where(Enrolment.class_id == check.class_id)
    return {key for key, public_id in session.execute(own) if public_id in set(ids)}


def _statistics(check: SpotCheck, file: StatisticsFile, roll: Roll, day: date) -> LiveStatistics:
    return LiveStatistics(
        check_id=check.id,
        source=file.source,
        day=day,
        file_name=file.name,
        sha256=file.sha256,
        size=len(file.content),
        file_key=file.key,
        lines=len(file.lines),
        strangers=roll.strangers,
        teachers=roll.teachers,
        duplicates=roll.duplicates,
        viewers=[
            StatisticsViewer(enrolment_id=enrolment, watched_seconds=int(watched.total_seconds()))
            for enrolment, watched in sorted(roll.watched.items())
        ],
    )
