"""C1 publicities from before the common chain, as rows: shown, applied for, paid, objected to."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import at
from training.claims.terms import ClaimAct, ClaimState, Payee
from training.claims.views.events_of import events_of
from training.records.claims.claims import C1Claim, ClaimEvent, ClaimPayment
from training.records.subsidies.publicity import Publicity, PublicityMinutes

CLERK, NUMBER = "张会计", "包人社会〔2026〕6号"
BEGAN = at(date(2026, 9, 1), "09:00")
ENDS_ON = date(2026, 9, 8)
APPLIED_AT, PAID_ON = at(date(2026, 9, 9), "09:00"), date(2026, 9, 10)
FEN = 120_000
WAY = {
    ClaimState.PUBLICISED: (ClaimAct.PUBLICISE,),
    ClaimState.APPLIED: (ClaimAct.PUBLICISE, ClaimAct.APPLY),
    ClaimState.PAID: (ClaimAct.PUBLICISE, ClaimAct.APPLY, ClaimAct.PAY),
}
MOMENTS = {
    ClaimAct.PUBLICISE: BEGAN,
    ClaimAct.APPLY: APPLIED_AT,
    ClaimAct.PAY: APPLIED_AT + timedelta(days=1),
}


def a_publicity_of_before(
    session: Session, claims: Mapping[C1Claim, ClaimState], **fields: object
) -> Publicity:
    """Of approved claims, each moved to where it is said to stand."""
    first = next(iter(claims))
    values: dict[str, object] = {
        "district_id": first.district_id,
        "meeting_number": NUMBER,
        "meeting_on": date(2026, 8, 31),
        "begins_on": BEGAN.date(),
        "ends_on": ENDS_ON,
        "amount_fen": FEN,
        "payee": Payee.INSTITUTION,
        "made_by": CLERK,
        "made_at": BEGAN,
        "minutes": PublicityMinutes(
            sha256="a" * 64,
            media_type="application/pdf",
            size=9,
            store_key="minutes/old.pdf",
            received_by=CLERK,
            received_at=BEGAN,
        ),
    }
    made = Publicity(**(values | fields))
    session.add(made)
    session.flush()
    for claim, state in claims.items():
        _move(session, claim, made, state)
    return made


def _move(session: Session, claim: C1Claim, publicity: Publicity, state: ClaimState) -> None:
    for act in WAY[state]:
        _event(session, claim, act, MOMENTS[act])
    claim.publicity_id, claim.state, claim.since = publicity.id, state, MOMENTS[WAY[state][-1]]
    if state is ClaimState.PAID:
        paid = {"amount_fen": FEN, "paid_on": PAID_ON, "voucher": "凭证-7"}
        by = {"recorded_by": CLERK, "recorded_at": MOMENTS[ClaimAct.PAY]}
        session.add(ClaimPayment(claim_id=claim.id, **paid, **by))
    session.flush()


def _event(session: Session, claim: C1Claim, act: ClaimAct, at_moment: datetime, reason: str = "") -> None:
    state = {ClaimAct.APPLY: ClaimState.APPLIED, ClaimAct.PAY: ClaimState.PAID}
    row = ClaimEvent(
        claim_id=claim.id,
        ordinal=events_of(session, claim) + 1,
        act=act,
        state=state.get(act, ClaimState.PUBLICISED),
        acted_by=CLERK,
        acted_at=at_moment,
        reason=reason,
    )
    session.add(row)
    session.flush()


def objected_before(session: Session, claim: C1Claim, reason: str, moment: datetime = BEGAN) -> None:
    """收到异议, as it was noted then."""
    _event(session, claim, ClaimAct.OBJECT, moment, reason)
    claim.has_objection = True


def settled_before(session: Session, claim: C1Claim) -> None:
    """One settlement ended all that were open."""
    _event(session, claim, ClaimAct.SETTLE, BEGAN + timedelta(days=2))
    claim.has_objection = False


def in_order(session: Session) -> list[C1Claim]:
    return list(session.scalars(select(C1Claim).order_by(C1Claim.id)))
