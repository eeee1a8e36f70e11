"""Which spot checks a member of staff may see, and which they may act in (R09, R15)."""

import re
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from training.checks.terms import CheckLevel, CheckMethod
from training.classes.views.within import within_class
from training.errors import Next, NotFound, NotNow, NotYours
from training.notice.clock import SHANGHAI
from training.notice.permissions import Permission, Place, place_of
from training.records.checks.spot_checks import SpotCheck
from training.records.classes.classes import TrainingClass
from training.records.staff.staff import Staff

HOW = {
    CheckMethod.PHONE: "请逐个打电话、清点到课人数（到课）、留存教室全景",
    CheckMethod.VIDEO: "没有电话比对；请发会议截图，并记截图里的人脸数（在线）",
}
CODE_DIGITS = 8
CODE = re.compile(rf"[0-9a-f]{{{CODE_DIGITS}}}")
LEVELS = {Place.EVERYWHERE: CheckLevel.CITY, Place.OWN_DISTRICT: CheckLevel.DISTRICT}


class NotAnInspector(NotYours):
    """An auditor or an institution wants to act in a check."""

    def __init__(self) -> None:
        super().__init__("只有市本级或旗县区的工作人员可以查班；要查班请联系管理员登记角色。")


class NotYourCheck(NotYours):
    """A check of the other level is theirs to carry on (R15: both levels are recorded separately)."""

    leads_to = (Next.DUE,)

    def __init__(self, level: CheckLevel):
        super().__init__(f"这是{level}的检查，只有{level}的人员可以操作；您可以查看，或开始本级的检查。")
        self.level = level


class CheckEnded(NotNow):
    """The check takes no act any more."""

    leads_to = (Next.DUE,)

    def __init__(self, number: str, ended_at: datetime, state: str):
        at = f"{ended_at.astimezone(SHANGHAI):%m月%d日 %H:%M}"
        super().__init__(f"检查 {number} 已在 {at} 结束（{state}），不能再改；需要重查请开始新的检查。")


class WrongMethod(NotNow):
    """The act belongs to the other method of checking."""

    leads_to = (Next.PROGRESS, Next.HELP)

    def __init__(self, number: str, method: CheckMethod):
        super().__init__(f"检查 {number} 是{method}，{HOW[method]}。")
        self.method = method


def level_of(staff: Staff) -> CheckLevel:
    """The level at which this person checks; raises NotAnInspector."""
    level = checks_at(staff)
    if level is None:
        raise NotAnInspector
    return level


def checks_at(staff: Staff) -> CheckLevel | None:
    """The same; None for those who check nothing."""
    place = place_of(staff.role, Permission.CHECK_CLASSES)
    return LEVELS[place] if place else None


def visible_checks(staff: Staff) -> Select[SpotCheck]:
    """A query of the checks that this person may see; an institution sees none, or it would be warned."""
    return checks_with_class().where(within_class(staff, Permission.SEE_CHECKS))


def checks_with_class() -> Select[SpotCheck]:
    """Every check with what its views show of the class."""
    of_class = joinedload(SpotCheck.training_class)
    return (
        select(SpotCheck)
        .join(TrainingClass, SpotCheck.class_id == TrainingClass.id)
        .options(
            of_class.joinedload(TrainingClass.institution),
            of_class.joinedload(TrainingClass.district),
            joinedload(SpotCheck.rule_set),
            joinedload(SpotCheck.draw),
            joinedload(SpotCheck.video_start),
            joinedload(SpotCheck.conclusion),
            joinedload(SpotCheck.voiding),
        )
    )


def find_check(session: Session, staff: Staff, check_id: UUID) -> SpotCheck:
    """The check, if this person may see it; what you may not see is not found (raises NotFound)."""
    return _one(session, visible_checks(staff).where(SpotCheck.public_id == check_id))


def find_visible_check(session: Session, staff: Staff, named: str) -> SpotCheck:
    """The check of that 检查编号 or code, if this person may see it; raises NotFound."""
    if not CODE.fullmatch(named):
        return _one(session, visible_checks(staff).where(SpotCheck.number == named))
    lowest, highest = UUID(named.ljust(32, "0")), UUID(named.ljust(32, "f"))
    coded = visible_checks(staff).where(SpotCheck.public_id.between(lowest, highest))
    found = session.scalars(coded.order_by(SpotCheck.id).limit(2)).all()
    if len(found) != 1:
        raise NotFound("这次检查")
    return found[0]


def code_of_check(check_id: UUID) -> str:
    """Short, where a number of any length has no room."""
    return check_id.hex[:CODE_DIGITS]


def _one(session: Session, checks: Select[SpotCheck]) -> SpotCheck:
    found = session.scalars(checks).one_or_none()
    if found is None:
        raise NotFound("这次检查")
    return found


def find_check_by_number(session: Session, number: str) -> SpotCheck:
    """For commands: the check of that 检查编号; raises NotFound."""
    found = session.scalars(checks_with_class().where(SpotCheck.number == number)).one_or_none()
    if found is None:
        raise NotFound(f"检查编号 {number}（用 chaban check list 查看编号）")
    return found


def find_running_check(
    session: Session, staff: Staff, check_id: UUID, method: CheckMethod | None = None
) -> SpotCheck:
    """The check to act in, held until the transaction ends, so that acts in one check come one after another.

    Raises NotFound, NotAnInspector, NotYourCheck, CheckEnded or, where the act belongs to one method,
    WrongMethod.
    """
    found = hold_visible_check(session, staff, check_id)
    refuse_act(staff, found, method)
    return found


def hold_visible_check(session: Session, staff: Staff, check_id: UUID) -> SpotCheck:
    """The check as it is once nobody else acts in it, held until the transaction ends; raises NotFound."""
    session.scalars(select(SpotCheck.id).where(SpotCheck.public_id == check_id).with_for_update()).all()
    own = visible_checks(staff).where(SpotCheck.public_id == check_id)
    # What this session has seen of it before may be older than the hold.
    return _one(session, own.execution_options(populate_existing=True))


def refuse_act(staff: Staff, check: SpotCheck, method: CheckMethod | None = None) -> None:
    """As it stands; raises NotAnInspector, NotYourCheck, CheckEnded or WrongMethod."""
    if check.level is not level_of(staff):
        raise NotYourCheck(check.level)
    if check.ended_at is not None:
        raise CheckEnded(check.number, check.ended_at, state_of(check))
    if method not in (None, check.method):
        raise WrongMethod(check.number, check.method)


def hold_check(session: Session, check: SpotCheck) -> None:
    """PostgreSQL lets others in between; SQLite has made its writer wait from the beginning."""
    session.scalars(select(SpotCheck.id).where(SpotCheck.id == check.id).with_for_update()).one()
    session.refresh(check)


def state_of(check: SpotCheck) -> str:
    """进行中, the verdict, or 已作废."""
    if check.voiding is not None:
        return "已作废"
    return check.conclusion.verdict.value if check.conclusion else "进行中"
