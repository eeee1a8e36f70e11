from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.calendar.views.calendar_of import calendar_of
from training.claims.acts.act_on_claim import act_on_claim
from training.claims.acts.keep_paper import StoredFile
from training.claims.terms import ClaimAct
from training.claims.views.by import By
from training.claims.views.events_of import acts_with
from training.claims.views.find_claim import hold_claim
from training.classes.views.choose_rule_set import choose_rule_set
from training.errors import NotFound, NotNow, NotRight
from training.notice.clock import shanghai_day
from training.records.claims.claims import C1Claim
from training.records.classes.districts import District
from training.records.subsidies.publicity import Publicity, PublicityMinutes
from training.subsidies.rules.payee_of import payee_of
from training.subsidies.views.approved_claims import approved_claims

LONGEST_NUMBER = 64


MOST_NAMED = 10


class MeetingMissing(NotRight):
    """补贴资金相关会议研究审定: no meeting, no publicity (R20)."""

    def __init__(self, what: str):
        super().__init__(f"公示前要有补贴资金相关会议的研究审定，请补上{what}。")


class ListHasChanged(NotNow):
    """Of those who were chosen somebody cannot be shown to the public any more."""

    def __init__(self, missing: int):
        super().__init__(
            f"名单刚刚有变化，所选的有 {missing} 人现在不能公示或重新审核过；请刷新页面，核对名单后再公示。"
        )
        self.missing = missing


class ApprovedAfterMeeting(NotNow):
    """A meeting cannot have decided about what was approved only later (R19, R20)."""

    def __init__(self, held_on: date, late: list[C1Claim]):
        named = [f"{each.enrolment.trainee.name}（{_approved_on(each)} 通过）" for each in late[:MOST_NAMED]]
        more = f"等 {len(late)} 人" if len(late) > MOST_NAMED else ""
        super().__init__(
            f"{held_on} 开会时还没有审核通过：{'、'.join(named)}{more}。"
            "请核对会议日期；日期没有错的，去掉这些人，留到下次会议研究审定。"
        )
        self.held_on = held_on


class LookIsDue(NotNow):
    """The claim was drawn for a second look that has not been taken."""

    def __init__(self) -> None:
        super().__init__("这份申领被抽中复查，市本级确认后才能公示。")


@dataclass(frozen=True)
class MeetingDecision:
    """研究审定: what the meeting about the subsidies decided (R19, R20)."""

    number: str
    held_on: date
    amount_fen: int
    """For each person."""
    minutes: StoredFile | None
    chosen: frozenset[UUID] | None = None
    """Whom it granted the money; None means all who were approved by then and could be shown."""
    seen: Mapping[UUID, int] = field(default_factory=dict)
    """How many acts there were of each of them when the list was shown; of a command nobody saw one."""


def publicise_claims(
    session: Session, district: District, decision: MeetingDecision, by: By, *, now: datetime
) -> Publicity:
    """Show the approved claims that the meeting granted and nothing holds back.

    Raises MeetingMissing, NotFound, ListHasChanged or ApprovedAfterMeeting.
    """
    today = shanghai_day(now)
    _check_decision(decision, today)
    claims = _decided(session, approved_claims(session, district), decision)
    if not claims:
        raise NotFound(f"{district.name}可以公示的申领（会议当天及以前审核通过、没有待复查的）")
    policy = choose_rule_set(session, district.id, today).policy
    last = calendar_of(session).after(today, policy.publicity_working_days)
    publicity = Publicity(
        district_id=district.id,
        meeting_number=decision.number.strip(),
        meeting_on=decision.held_on,
        begins_on=today,
        ends_on=last.on,
        latest_on=last.latest if last.is_guessed else None,
        amount_fen=decision.amount_fen,
        payee=payee_of(policy),
        made_by=by.name,
        made_at=now,
        minutes=_minutes(decision.minutes, by, now) if decision.minutes else None,
    )
    session.add(publicity)
    session.flush()
    for claim in claims:
        _publicise(session, claim, publicity, by, now)
    return publicity


def _check_decision(decision: MeetingDecision, today: date) -> None:
    """No meeting, no date, no minutes: no publicity (R20)."""
    lacking = (
        ("会议号", not 0 < len(decision.number.strip()) <= LONGEST_NUMBER),
        ("不晚于今天的会议日期", decision.held_on > today),
        ("会议审定的每人补贴金额", decision.amount_fen <= 0),
        ("会议审定的人员", decision.chosen is not None and not decision.chosen),
        ("会议纪要（照片或 PDF）", decision.minutes is None),
    )
    for what, is_lacking in lacking:
        if is_lacking:
            raise MeetingMissing(what)


def _decided(session: Session, approved: list[C1Claim], decision: MeetingDecision) -> list[C1Claim]:
    if decision.chosen is None:
        return [claim for claim in approved if not _is_late(claim, decision)]
    chosen, acts = (
        [claim for claim in approved if claim.public_id in decision.chosen],
        acts_with(session, approved),
    )
    # Sent back and approved anew, a claim rests on papers that are not those of the meeting's list.
    found = [each for each in chosen if decision.seen.get(each.public_id, acts[each.id]) == acts[each.id]]
    if len(found) < len(decision.chosen):
        raise ListHasChanged(len(decision.chosen) - len(found))
    if late := [claim for claim in found if _is_late(claim, decision)]:
        raise ApprovedAfterMeeting(decision.held_on, late)
    return found


def _is_late(claim: C1Claim, decision: MeetingDecision) -> bool:
    """Of the meeting's own day: nobody knows at which hour it met."""
    approved_on = _approved_on(claim)
    return approved_on is not None and approved_on > decision.held_on


def _approved_on(claim: C1Claim) -> date | None:
    return shanghai_day(claim.approved_at) if claim.approved_at else None


def _minutes(file: StoredFile, by: By, now: datetime) -> PublicityMinutes:
    return PublicityMinutes(
        sha256=file.sha256,
        media_type=file.media_type,
        size=file.size,
        store_key=file.store_key,
        received_by=by.name,
        received_at=now,
    )


def _publicise(session: Session, claim: C1Claim, publicity: Publicity, by: By, now: datetime) -> None:
    hold_claim(session, claim)
    if claim.look_is_due:
        raise LookIsDue
    claim.publicity_id = publicity.id
    act_on_claim(session, claim, ClaimAct.PUBLICISE, by, now=now)
