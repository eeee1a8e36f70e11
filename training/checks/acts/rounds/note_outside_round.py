from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from training.checks.views.rounds.order_of import order_of
from training.errors import Next, NotNow
from training.notice.clock import shanghai_day
from training.notice.notes import read_note
from training.records.checks.rounds import OutsideRoundReason
from training.records.checks.spot_checks import SpotCheck
from training.records.staff.staff import Staff

MOST_NAMED = 8


class OutsideRound(NotNow):
    """The round of the day has drawn others; whoever checks this class all the same says why (R06)."""

    leads_to = (Next.DUE,)

    def __init__(self, class_number: str, drawn: Sequence[str]):
        more = f" 等 {len(drawn)} 个班" if len(drawn) > MOST_NAMED else ""
        named = f"{'、'.join(drawn[:MOST_NAMED])}{more}"
        super().__init__(
            f"今天抽查抽中的是 {named}，{class_number} 不在里面。确需查这个班，请写明原因，会留在记录里："
            f"聊天里写“轮外查班 {class_number} 原因”（线上课写“轮外视频查班 {class_number} 原因”），"
            "网页上点开始以后填写。"
        )
        self.drawn = tuple(drawn)


def note_outside_round(
    session: Session, check: SpotCheck, staff: Staff, reason: str, *, now: datetime
) -> None:
    """Keep why a check that has just begun is of a class that was not drawn; raises OutsideRound."""
    own = check.training_class
    found = order_of(session, staff, own.public_id, shanghai_day(now))
    if not found.is_outside:
        return
    why = read_note(reason)
    if not why:
        raise OutsideRound(own.class_number, found.drawn)
    row = OutsideRoundReason(
        check_id=check.id,
        round_id=found.latest_round_id,
        reason=why,
        staff_id=staff.id,
        given_by=staff.name,
        given_at=now,
    )
    session.add(row)
    session.flush()
