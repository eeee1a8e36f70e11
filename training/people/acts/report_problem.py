"""我要反映问题: what a trainee tells the district, at most a few a day."""

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.errors import NotRight, TooOften
from training.notice.notes import read_reason
from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.terms import Audience
from training.people.views.latest_district import latest_district
from training.records.moments import is_recent
from training.records.people.personal_data import ProblemReport

MOST_A_DAY = 5
SUBJECTS = ("信息不对（姓名、手机号等）", "课时或打卡不对", "被要求交钱或还钱", "C1 补贴申领", "其他")


class TooManyReports(TooOften):
    """So many a day and no more."""

    def __init__(self) -> None:
        super().__init__(f"一天最多反映 {MOST_A_DAY} 次，请明天再来，或拨打 12333。")


class UnknownSubject(NotRight):
    """The form was sent without one of its subjects."""

    def __init__(self) -> None:
        super().__init__("请选择要反映的是哪一类问题。")


def report_problem(
    session: Session, trainee_id: int, about: str, text: str, *, now: datetime
) -> ProblemReport:
    """Keep it and tell the district; raises UnknownSubject, TooManyReports, ReasonMissing or TextTooLong."""
    if about not in SUBJECTS:
        raise UnknownSubject
    words = read_reason(text, "反映问题")
    recent = select(func.count()).where(ProblemReport.trainee_id == trainee_id)
    lately = recent.where(is_recent(ProblemReport.reported_at, timedelta(days=1), now))
    if (session.scalar(lately) or 0) >= MOST_A_DAY:
        raise TooManyReports
    district = latest_district(session, trainee_id)
    report = ProblemReport(
        trainee_id=trainee_id,
        district_id=district.id if district else None,
        about=about,
        text=words,
        reported_at=now,
    )
    session.add(report)
    session.flush()
    raise_alert(session, _alert(report), now=now)
    return report


def _alert(report: ProblemReport) -> AlertDraft:
    """The words themselves stay behind the sign-in: they may hold anything."""
    return AlertDraft(
        kind="problem_report",
        dedupe_key=f"problem_report:{report.public_id}",
        text=f"有学员反映问题：{report.about}。请在工作台“学员反映”里查看。",
        audience=Audience.INSPECTORS,
        district_id=report.district_id,
    )
