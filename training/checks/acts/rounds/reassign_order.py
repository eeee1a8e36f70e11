"""改派: an order of today goes to somebody else of the level, with the reason (R06)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.checks.acts.rounds.act_on_order import act_on_order
from training.checks.terms import OrderAct
from training.checks.views.rounds.find_round import hold_order, place_that_draws
from training.checks.views.rounds.inspectors_of import inspectors_of
from training.checks.views.rounds.order_lines import OrderLine, assigned_to
from training.errors import NotRight
from training.notice.notes import read_reason
from training.records.checks.rounds import CheckOrderAct
from training.records.staff.staff import Staff


class NobodyToGiveItTo(NotRight):
    """It has to be another inspector of the same level and place, in service."""

    def __init__(self) -> None:
        super().__init__("请从本级在岗的查班人员里另选一位，不能是现在的经办人。")


def reassign_order(
    session: Session, staff: Staff, order_id: UUID, to: UUID, reason: str, *, now: datetime
) -> OrderLine:
    """`to` is the public id of a member of staff.

    Raises NotAnInspector, NotFound, NotYourRound, OrderIsSettled, NobodyToGiveItTo, ReasonMissing or
    TextTooLong.
    """
    place, order = place_that_draws(staff), hold_order(session, staff, order_id)
    able = {each.public_id: each for each in inspectors_of(session, place) if each is not assigned_to(order)}
    if to not in able:
        raise NobodyToGiveItTo
    act = CheckOrderAct(
        act=OrderAct.REASSIGNED, assigned_to_id=able[to].id, reason=read_reason(reason, "改派")
    )
    return act_on_order(session, staff, order, act, now=now)
