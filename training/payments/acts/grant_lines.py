from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.claims.acts.keep_paper import StoredFile
from training.claims.views.events_of import acts_with
from training.classes.views.imported_before import TURNS
from training.database import insert_one, wait_for_turn
from training.eligibility.acts.act_on_lines import Deed, act_on_lines
from training.eligibility.acts.write_claim_lines import write_claim_lines
from training.eligibility.terms import LineAct, LineState
from training.eligibility.views.claims_to_grant import claims_to_grant
from training.eligibility.views.hold_claims import hold_claims
from training.eligibility.views.hold_line import acts_of
from training.eligibility.views.line_holds import lines_that_hold
from training.notice.clock import shanghai_day
from training.notice.permissions import Permission, may
from training.payments.rules.meetings import MOST_AT_ONCE, Candidate, check_judged, granted_fen
from training.payments.rules.numbers import read_number
from training.payments.rules.refusals import (
    ListHasChanged,
    MeetingMissing,
    NumberTaken,
    OnlyTheDistrictPays,
)
from training.payments.views.find_meeting import hold_with_class
from training.payments.views.grants_of import grants_of
from training.records.claims.claims import C1Claim
from training.records.payments.meetings import MeetingMinutes, SubsidyMeeting
from training.records.staff.staff import Staff
from training.records.subsidies.lines import SubsidyLine


@dataclass(frozen=True)
class MeetingDraft:
    """研究审定: what the meeting about the subsidies decided (R20)."""

    number: str
    held_on: date
    minutes: StoredFile | None
    chosen: Mapping[UUID, int]
    """Whom it granted the money: lines, and approved claims of C1 that have none yet; with how many acts
    there were of each when the list was shown."""
    amounts_fen: Mapping[UUID, int] = field(default_factory=dict)
    """By class: so much for each of its people; where it is not named, as much as the standard says."""


def grant_lines(session: Session, staff: Staff, draft: MeetingDraft, *, now: datetime) -> SubsidyMeeting:
    """Note the meeting of the own district with whom it granted money; everybody else stays 可补贴.

    An approved claim gets its line here, at the standard in force on the first day of its class.
    Raises OnlyTheDistrictPays, MeetingMissing, NumberMissing, NumberTaken, ListHasChanged,
    JudgedAfterMeeting, NoStandard, ClaimExcluded, GrantedTooMuch, LineStandsElsewhere or LineActedAtOnce.
    """
    if not may(staff.role, Permission.BEGIN_PUBLICITY) or staff.district_id is None:
        raise OnlyTheDistrictPays
    number = read_number(draft.number, "会议号")
    _check(draft, shanghai_day(now))
    judged, claims = _chosen(session, staff.district_id, draft, now)
    check_judged(draft.held_on, [*map(_candidate, judged), *map(_claimant, claims)])
    lines = [*judged, *write_claim_lines(session, staff, claims, now=now)]
    people = {each.id: _candidate(each) for each in lines}
    for each in lines:
        said = draft.amounts_fen.get(each.enrolment.training_class.public_id)
        each.granted_fen = granted_fen(people[each.id], said)
    meeting = _noted(session, staff, number, draft, now)
    for each in lines:
        each.meeting_id = meeting.id
    act_on_lines(session, lines, Deed(LineAct.GRANT, staff, now))
    session.add_all(grants_of(meeting, lines))
    session.flush()
    return meeting


def _check(draft: MeetingDraft, today: date) -> None:
    lacking = (
        ("不晚于今天的会议日期", draft.held_on > today),
        ("会议审定的人员", not draft.chosen),
        (f"一次会议最多 {MOST_AT_ONCE} 人的名单，更多的分次登记", len(draft.chosen) > MOST_AT_ONCE),
        ("会议纪要（照片或 PDF）", draft.minutes is None),
    )
    for what, is_lacking in lacking:
        if is_lacking:
            raise MeetingMissing(what)


def _chosen(
    session: Session, district_id: int, draft: MeetingDraft, now: datetime
) -> tuple[list[SubsidyLine], list[C1Claim]]:
    """Held; raises ListHasChanged where somebody was chosen who is in neither."""
    # Lists, verdicts and judgements take the same turn: what is asked of them stays so until we are done.
    wait_for_turn(session, TURNS["roster"])
    lines = _lines(session, district_id, draft, now)
    claims = _approved(session, district_id, draft)
    if len(lines) + len(claims) < len(draft.chosen):
        raise ListHasChanged(len(draft.chosen) - len(lines) - len(claims))
    return lines, claims


def _lines(session: Session, district_id: int, draft: MeetingDraft, now: datetime) -> list[SubsidyLine]:
    """Those that were shown, as they were shown."""
    own = select(SubsidyLine.id).where(SubsidyLine.district_id == district_id)
    keys = session.scalars(own.where(SubsidyLine.public_id.in_(draft.chosen))).all()
    lines, acts = hold_with_class(session, keys), acts_of(session, keys)
    holding = lines_that_hold(session, keys, now=now)
    return [
        each
        for each in lines
        if each.state is LineState.ELIGIBLE
        and each.id in holding
        and draft.chosen[each.public_id] == acts.get(each.id, 0)
    ]


def _approved(session: Session, district_id: int, draft: MeetingDraft) -> list[C1Claim]:
    """Sent back and approved anew, a claim rests on papers that are not those of the meeting's list."""
    own = C1Claim.district_id == district_id
    keys = session.scalars(
        select(C1Claim.id).where(own, C1Claim.public_id.in_(draft.chosen)).order_by(C1Claim.id)
    ).all()
    hold_claims(session, keys)
    ready = claims_to_grant(C1Claim.id.in_(keys)).execution_options(populate_existing=True)
    claims = session.scalars(ready).all()
    acts = acts_with(session, claims)
    return [each for each in claims if draft.chosen[each.public_id] == acts[each.id]]


def _candidate(line: SubsidyLine) -> Candidate:
    own, judged = line.enrolment, line.judgement
    at = line.claim_approved_at or line.since
    if judged is not None:
        at = max(judged.signed_at, judged.in_force_at or judged.signed_at)
    return Candidate(own.trainee.name, own.training_class.class_number, line.amount_fen or 0, at)


def _claimant(claim: C1Claim) -> Candidate:
    """What can be granted is asked once there is a line."""
    own = claim.enrolment
    approved_at = claim.approved_at or claim.since
    return Candidate(own.trainee.name, own.training_class.class_number, 0, approved_at, "通过")


def _noted(session: Session, staff: Staff, number: str, draft: MeetingDraft, now: datetime) -> SubsidyMeeting:
    row = {
        "public_id": uuid4(),
        "district_id": staff.district_id,
        "number": number,
        "held_on": draft.held_on,
        "noted_by_id": staff.id,
        "noted_by": staff.name,
        "noted_at": now,
    }
    key = insert_one(session, SubsidyMeeting, row)
    if key is None:
        raise NumberTaken("会议号", number)
    if file := draft.minutes:
        kept = {"sha256": file.sha256, "media_type": file.media_type, "size": file.size}
        session.add(MeetingMinutes(meeting_id=key, store_key=file.store_key, **kept))
    return session.scalars(select(SubsidyMeeting).where(SubsidyMeeting.id == key)).one()
