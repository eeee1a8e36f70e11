"""What an inspector needs to call one trainee of the sample (R37)."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.checks.rules.calls import counted_attempts, may_call_from
from training.checks.terms import CheckMethod, FiledItem
from training.checks.views.calls.place_at import place_at
from training.checks.views.load_check import LoadedCheck, load_running_check
from training.notice.clock import waits
from training.records.checks.spot_checks import DrawnTrainee
from training.records.staff.staff import Staff

ID_ENDING_DIGITS = 4


@dataclass(frozen=True)
class CallCard:
    """What an inspector needs for one call."""

    check_id: UUID
    check_number: str
    class_name: str
    position: int
    name: str
    phone: str
    attempt: int
    """Which attempt this will be."""
    attempts_needed: int
    """After so many without an answer the trainee may be replaced."""
    counts_from: datetime | None
    """Before this moment a further attempt does not count; None: it counts."""
    calls_before: int
    """How many are recorded of this trainee, corrected ones too: whoever has this card saw so many."""
    script: tuple[tuple[FiledItem, str], ...]
    """What to ask, with the answer that was filed; the trainee says it, the inspector never reads it out."""


def card_of(loaded: LoadedCheck, place: DrawnTrainee, now: datetime) -> CallCard:
    drawn, trainee = loaded.drawn(place), place.enrolment.trainee
    counts_from = may_call_from(drawn, loaded.policy)
    return CallCard(
        check_id=loaded.check.public_id,
        check_number=loaded.check.number,
        class_name=loaded.check.training_class.name,
        position=place.position,
        name=trainee.name,
        phone=trainee.phone,
        attempt=len(counted_attempts(drawn.calls, loaded.policy)) + 1,
        attempts_needed=max(loaded.policy.call_attempts, 1),
        counts_from=counts_from if waits(counts_from, loaded.policy.call_pause, now) else None,
        calls_before=loaded.calls_of(place),
        script=_script(place),
    )


def _script(place: DrawnTrainee) -> tuple[tuple[FiledItem, str], ...]:
    trainee, own = place.enrolment.trainee, place.enrolment.training_class
    return (
        (FiledItem.NAME, trainee.name),
        (FiledItem.ID_ENDING, trainee.id_number[-ID_ENDING_DIGITS:]),
        (FiledItem.TRADE, f"{own.trade}（{own.name}）"),
        (FiledItem.INSTITUTION, own.institution.name),
        (FiledItem.STARTED_ON, f"{own.starts_on:%Y年%m月%d日}"),
        (FiledItem.NOT_CHARGED, "没有向学员收费或要求返还"),
    )


def call_card(session: Session, staff: Staff, check_id: UUID, position: int, *, now: datetime) -> CallCard:
    """The card without the number, to go on with after the call: nothing is shown that must be logged.

    Raises NotFound, NotAnInspector, NotYourCheck, CheckEnded or AlreadyReplaced.
    """
    loaded = load_running_check(session, staff, check_id, CheckMethod.PHONE, now=now)
    return replace(card_of(loaded, place_at(loaded, position), now), phone="")
