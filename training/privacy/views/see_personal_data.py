"""What is stored about a trainee, for the trainee (个人信息保护法第四十五条)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from training.certificates.views.former import former_of
from training.meetings.views.accounts import account_of
from training.meetings.views.load_meeting import load_meeting
from training.notice.identity import mask_id_number, mask_name, mask_phone
from training.people.views.restricted import standing_restriction
from training.privacy.views.ended_checks import IS_OVER, TELLS_OF_NO_CHECK
from training.privacy.views.notice_read import notice_read
from training.records.checks.spot_checks import SpotCheck
from training.records.checks.video_checks import LiveStatistics, StatisticsViewer
from training.records.claims.claims import C1Claim
from training.records.claims.papers import ClaimPaper
from training.records.classes.trainees import Enrolment, Trainee
from training.records.exchange.former import FormerCertificate
from training.records.meetings.meetings import Meeting
from training.records.meetings.members import ChatAccount
from training.records.outbox.messages import OutgoingMessage


@dataclass(frozen=True)
class MeetingStay:
    """视频查班: the trainee was seen in the meeting of a check."""

    class_name: str
    joined_at: datetime
    left_at: datetime | None
    stayed: timedelta


@dataclass(frozen=True)
class Watching:
    """直播统计: the trainee stands in the live statistics of a check."""

    class_name: str
    day: date
    watched: timedelta


@dataclass(frozen=True)
class PersonalData:
    """Masked, as everywhere: the screen may be seen by others."""

    name: str
    sex: str
    id_number: str
    phone: str
    bank_card: str
    category: str
    education: str
    classes: tuple[str, ...]
    papers: int
    messages: int
    told_at: datetime | None
    """When the notice about personal data of today was acknowledged."""
    account_since: datetime | None
    """When the vendor named an account by the present phone; None where it knows none."""
    restricted_since: datetime | None
    """限制处理; None where nothing is restricted."""
    restricted_because: str
    stays: tuple[MeetingStay, ...]
    watchings: tuple[Watching, ...]
    former: tuple[str, ...]
    """历史证书, in words."""


def see_personal_data(session: Session, trainee_id: int, *, now: datetime) -> PersonalData:
    trainee = session.get_one(Trainee, trainee_id)
    own = select(Enrolment).where(Enrolment.trainee_id == trainee_id).order_by(Enrolment.id)
    enrolments = session.scalars(own.options(joinedload(Enrolment.training_class))).all()
    restriction = standing_restriction(session, trainee_id)
    return PersonalData(
        name=mask_name(trainee.name),
        sex=trainee.sex.value,
        id_number=mask_id_number(trainee.id_number),
        phone=mask_phone(trainee.phone),
        bank_card=f"尾号 {trainee.bank_card[-4:]}" if trainee.bank_card else "",
        category=trainee.category,
        education=trainee.education,
        classes=tuple(each.training_class.name for each in enrolments),
        papers=_papers(session, trainee_id),
        messages=session.scalar(select(func.count()).where(OutgoingMessage.trainee_id == trainee_id)) or 0,
        told_at=notice_read(session, trainee_id),
        account_since=_account_since(session, trainee),
        restricted_since=restriction.begun_at if restriction else None,
        restricted_because=restriction.reason if restriction else "",
        stays=tuple(stay for each in enrolments for stay in _stays(session, each, now)),
        watchings=tuple(watching for each in enrolments for watching in _watchings(session, each)),
        former=tuple(map(_former, former_of(session, trainee_id))),
    )


def _former(own: FormerCertificate) -> str:
    return " ".join(filter(None, (own.number, own.trade, own.level, f"{own.issued_on} 发证")))


def _account_since(session: Session, trainee: Trainee) -> datetime | None:
    account = account_of(session, trainee)
    if account is None or not account.chat_id:
        return None
    own = select(ChatAccount.looked_up_at).where(ChatAccount.id == account.id, TELLS_OF_NO_CHECK)
    return session.scalar(own)


def _stays(session: Session, enrolment: Enrolment, now: datetime) -> Iterator[MeetingStay]:
    """As the checks themselves know who was in: by account, phone or name, as far as that is kept."""
    own = select(Meeting).join(SpotCheck, Meeting.check_id == SpotCheck.id).order_by(Meeting.id)
    held = own.where(Meeting.opened_at.is_not(None), Meeting.purged_at.is_(None), IS_OVER)
    for meeting in session.scalars(held.where(SpotCheck.class_id == enrolment.class_id)).all():
        presence = load_meeting(session, meeting, now).presence(enrolment)
        if presence.joined_at is not None:
            name = enrolment.training_class.name
            yield MeetingStay(name, presence.joined_at, presence.left_at, presence.stayed)


def _watchings(session: Session, enrolment: Enrolment) -> Iterator[Watching]:
    own = select(LiveStatistics.day, StatisticsViewer.watched_seconds).join(
        LiveStatistics, StatisticsViewer.statistics_id == LiveStatistics.id
    )
    ended = own.join(SpotCheck, LiveStatistics.check_id == SpotCheck.id).where(IS_OVER)
    rows = ended.where(StatisticsViewer.enrolment_id == enrolment.id).order_by(StatisticsViewer.id)
    for day, seconds in session.execute(rows):
        yield Watching(enrolment.training_class.name, day, timedelta(seconds=seconds))


def _papers(session: Session, trainee_id: int) -> int:
    own = (
        select(func.count(ClaimPaper.id))
        .join(C1Claim, ClaimPaper.claim_id == C1Claim.id)
        .join(Enrolment, C1Claim.enrolment_id == Enrolment.id)
    )
    return session.scalar(own.where(Enrolment.trainee_id == trainee_id, ClaimPaper.purged_at.is_(None))) or 0
