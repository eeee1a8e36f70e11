"""Which classes still want a spot check of which level, and how many days are left (R40, R41)."""

from collections import defaultdict
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Row, Select, and_, or_, select
from sqlalchemy.orm import Session, joinedload

from training.checks.rules.check_quota import CheckableClass, Quota, quota_of
from training.checks.terms import COUNTED, CheckLevel
from training.checks.views.check_views import ClassLine
from training.checks.views.checkable import checkables_of
from training.checks.views.find_check import level_of
from training.checks.views.may_want import may_want_checks
from training.checks.views.see_check import class_line
from training.classes.rules.kinds import asks_its_people
from training.classes.views.key_groups import mostly_key_groups
from training.classes.views.see_classes import visible_classes
from training.classes.views.told_after_end import is_told_after_end
from training.classes.views.within import within_class
from training.notice.clock import shanghai_day
from training.notice.permissions import Permission
from training.notice.policy import Policy
from training.notice.project_numbers import by_project
from training.notice.terms import ClassKind, Mode
from training.outbox.acts.raise_alert import AlertDraft
from training.outbox.acts.raise_alerts import raise_alerts
from training.outbox.terms import Audience
from training.records.checks.spot_checks import CheckConclusion, CheckVoiding, SpotCheck
from training.records.classes.classes import Lesson, LessonCancellation, TrainingClass
from training.records.classes.districts import RuleSet
from training.records.projects import Project
from training.records.staff.staff import Staff

Keys = Sequence[int] | Select[int]


@dataclass(frozen=True)
class OwedCheck:
    """A class that wants a check."""

    of_class: ClassLine
    level: CheckLevel
    quota: Quota
    """Its numbers: required, done, owed, days_left, is_urgent."""
    is_in_session: bool
    """A lesson of it is being held right now."""
    is_online: bool
    """And that lesson is online, so that a check of it is one by video (R31, R36)."""
    has_running_check: bool


def owed_checks(session: Session, staff: Staff, *, now: datetime) -> tuple[OwedCheck, ...]:
    """What one's own level owes: those in session now first, then by the days left.

    A class that ended with checks missing stays there until the city's letter about it went out.

    Raises NotAnInspector.
    """
    level = level_of(staff)
    begun = _begun(visible_classes(staff), _owes(session, shanghai_day(now)))
    owed = [each for each in _owed_of(session, begun, level, now) if each.quota.owed]
    return tuple(sorted(owed, key=lambda each: (not each.is_in_session, each.quota.days_left)))


def quota_of_class(session: Session, own: TrainingClass, level: CheckLevel, *, now: datetime) -> Quota:
    """How one level stands in one class."""
    return _owed(session, [own], level, now)[0].quota


def quotas_of_classes(
    session: Session, classes: Sequence[TrainingClass], level: CheckLevel, *, now: datetime
) -> dict[int, Quota]:
    """How one level stands in each of these classes (rule sets loaded), by class; two statements."""
    done, _ = _checks(session, [each.id for each in classes], level)
    today = shanghai_day(now)
    wants = checkables_of(session, classes)
    return {own.id: quota_of(wants[own.id], done[own.id], today, own.policy_of(level)) for own in classes}


def owing_classes(session: Session, staff: Staff, *, now: datetime) -> list[int]:
    """Those of `owed_checks` by their keys alone, for lists: nothing else of the classes is read."""
    owing = quotas_owed(session, staff, [level_of(staff)], now=now)
    return [key for _, key, _ in owing]


def quotas_owed(
    session: Session, staff: Staff, levels: Sequence[CheckLevel], *, now: datetime
) -> list[tuple[CheckLevel, int, Quota]]:
    """Level, class by its key and quota of every check that these levels owe, of the classes that this person
    may see; nothing else of the classes is read."""
    today = shanghai_day(now)
    columns = (TrainingClass.kind, TrainingClass.is_key_group, TrainingClass.prescribed_halves)
    begun = select(*columns, TrainingClass.ends_on, TrainingClass.rule_set_id, TrainingClass.id, Project)
    begun = begun.outerjoin(TrainingClass.project)
    mine = within_class(staff, Permission.SEE_CLASSES)
    rules = _rules(session)
    owing = begun.where(mine, _may_owe(rules.values(), today))
    found = session.execute(owing).all()
    asked = (each for each in found if asks_its_people(each.kind, is_key_group=each.is_key_group))
    mostly = mostly_key_groups(session, {each.id: rules[each.rule_set_id] for each in asked})
    quotas = []
    for level in levels:
        done, _ = _checks(session, owing.with_only_columns(TrainingClass.id), level)
        for each in found:
            policy = rules[each.rule_set_id]
            if each.Project:
                policy = by_project(policy, None, each.Project.checks_of(level))
            quota = quota_of(_checkable(each, mostly), done[each.id], today, policy)
            quotas.append((level, each.id, quota))
    return [each for each in quotas if each[2].owed]


def alert_owed_checks(session: Session, *, now: datetime) -> int:
    """Tell the inspectors of classes that end soon with checks missing (R41); says how many are told anew."""
    begun = _begun(_with_district(), _owes(session, shanghai_day(now)))
    owed = [each for level in CheckLevel for each in _owed_of(session, begun, level, now)]
    by_id = {own.public_id: own for own in session.scalars(begun)}
    urgent = [each for each in owed if each.quota.is_urgent]
    drafts = [_alert(each, by_id[each.of_class.class_id]) for each in urgent]
    return raise_alerts(session, drafts, now=now)


def _rules(session: Session) -> dict[int, Policy]:
    return {each.id: each.policy for each in session.scalars(select(RuleSet))}


def _begun(classes: Select[TrainingClass], owes: ColumnElement[bool]) -> Select[TrainingClass]:
    running = classes.where(owes)
    return running.options(joinedload(TrainingClass.rule_set)).order_by(TrainingClass.ends_on)


def _owes(session: Session, today: date) -> ColumnElement[bool]:
    return _may_owe(_rules(session).values(), today)


def _may_owe(policies: Iterable[Policy], today: date) -> ColumnElement[bool]:
    """Begun, wanting checks by some rule, and not over and told of: few classes, however many there were."""
    own = TrainingClass
    is_open = or_(own.ends_on >= today, ~is_told_after_end())
    return and_(own.starts_on <= today, may_want_checks(policies, today), is_open)


def _with_district() -> Select[TrainingClass]:
    return select(TrainingClass).options(
        joinedload(TrainingClass.institution), joinedload(TrainingClass.district)
    )


def _owed_of(
    session: Session, classes: Select[TrainingClass], level: CheckLevel, now: datetime
) -> list[OwedCheck]:
    keys = classes.with_only_columns(TrainingClass.id, maintain_column_froms=True).order_by(None)
    return _owed(session, session.scalars(classes).all(), level, now, keys)


def _owed(
    session: Session,
    classes: Sequence[TrainingClass],
    level: CheckLevel,
    now: datetime,
    keys: Keys | None = None,
) -> list[OwedCheck]:
    keys = [each.id for each in classes] if keys is None else keys
    done, running = _checks(session, keys, level)
    in_session, wants = _in_session(session, classes, keys, now), checkables_of(session, classes)
    return [
        OwedCheck(
            class_line(own),
            level,
            quota_of(wants[own.id], done[own.id], shanghai_day(now), own.policy_of(level)),
            is_in_session=own.id in in_session,
            is_online=in_session.get(own.id) is Mode.ONLINE,
            has_running_check=own.id in running,
        )
        for own in classes
    ]


def _checkable(
    own: Row[ClassKind, bool, int, date, int, int, Project], mostly: Container[int]
) -> CheckableClass:
    is_key_group = own.is_key_group or own.id in mostly
    return CheckableClass(own.kind, is_key_group, own.prescribed_halves, own.ends_on)


def _checks(session: Session, classes: Keys, level: CheckLevel) -> tuple[dict[int, list[date]], set[int]]:
    """The days of the checks that count, by class, and the classes with one that is running."""
    own = select(SpotCheck.class_id, SpotCheck.started_at, SpotCheck.ended_at, CheckConclusion.verdict)
    joined = own.outerjoin(CheckConclusion).outerjoin(CheckVoiding).where(CheckVoiding.id.is_(None))
    of_these = SpotCheck.class_id.in_(classes)
    done: dict[int, list[date]] = defaultdict(list)
    running = set()
    for class_id, started_at, ended_at, verdict in session.execute(
        joined.where(SpotCheck.level == level, of_these)
    ):
        if ended_at is None:
            running.add(class_id)
        elif verdict in COUNTED:
            done[class_id].append(shanghai_day(started_at))
    return done, running


def _in_session(
    session: Session, classes: Sequence[TrainingClass], keys: Keys, now: datetime
) -> dict[int, Mode]:
    """By class: how the lesson is held that is on now."""
    today = shanghai_day(now)
    held = select(Lesson.class_id, Lesson.half_day, Lesson.mode).outerjoin(LessonCancellation)
    of_these = Lesson.class_id.in_(keys)
    lessons = held.where(Lesson.held_on == today, LessonCancellation.id.is_(None), of_these)
    times = {own.id: own.times for own in classes}
    spans = [(key, mode, times[key].of(today, half_day)) for key, half_day, mode in session.execute(lessons)]
    return {key: mode for key, mode, (starts, ends) in spans if starts <= now <= ends}


def _alert(owed: OwedCheck, own: TrainingClass) -> AlertDraft:
    quota = owed.quota
    when = "已结业" if quota.days_left < 0 else f"还有 {quota.days_left} 天结业"
    counts = f"应查 {quota.required} 次、已查 {quota.done} 次"
    to_do = "已不能再查，反馈时请写明原因" if quota.days_left < 0 else "请尽快安排查班"
    return AlertDraft(
        kind="owed_check",
        dedupe_key=f"owed_check:{own.id}:{owed.level.name}:{quota.owed}:{quota.days_left < 0}",
        text=f"{own.class_number} {own.name[:100]} {when}，{owed.level}{counts}，{to_do}。",
        audience=Audience.INSPECTORS,
        training_class=own,
    )
