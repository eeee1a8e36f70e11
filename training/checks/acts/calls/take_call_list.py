"""带上离线名单: all numbers that are still to be called, at once, for where there is no network (R37)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.orm import Session

from training.checks.acts.calls.next_call import NobodyToCall
from training.checks.rules.call_hours import call_hours_words
from training.checks.rules.calls import WAITING, Standing
from training.checks.terms import CheckMethod
from training.checks.views.calls.call_card import CallCard, card_of
from training.checks.views.load_check import load_running_check
from training.records.checks.calls import PhoneShowing
from training.records.staff.staff import Staff


@dataclass(frozen=True)
class CallList:
    """Those who wait for a call, in the order of the draw, with their numbers."""

    cards: tuple[CallCard, ...]
    hours: str
    """When people are called; whoever calls at another time is told of by the record."""


def take_call_list(session: Session, staff: Staff, check_id: UUID, *, now: datetime) -> CallList:
    """Each number that is handed out is noted as shown, and as one of a list.

    Raises NotFound, NotAnInspector, NotYourCheck, CheckEnded, NobodyToCall.
    """
    loaded = load_running_check(session, staff, check_id, CheckMethod.PHONE, now=now)
    waiting = [each for each in loaded.in_play if loaded.standing(each) in WAITING]
    if not waiting:
        raise NobodyToCall(sum(loaded.standing(each) is Standing.REPLACEABLE for each in loaded.in_play))
    # In one statement, however many they are.
    shown = {"staff_id": staff.id, "shown_to": staff.name, "shown_at": now, "on_list": True}
    rows = [{"check_id": each.check_id, "drawn_id": each.id, **shown} for each in waiting]
    session.execute(insert(PhoneShowing), rows)
    cards = tuple(card_of(loaded, each, now) for each in waiting)
    return CallList(cards, call_hours_words(loaded.policy))
