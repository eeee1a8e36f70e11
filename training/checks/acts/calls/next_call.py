"""Whom to call next: one number at a time, to an inspector of the running check, each showing logged."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.checks.rules.call_hours import call_hours_words, is_call_time
from training.checks.rules.calls import WAITING, Standing, may_call_from
from training.checks.terms import CheckMethod
from training.checks.views.calls.call_card import CallCard, card_of
from training.checks.views.calls.place_at import place_at
from training.checks.views.load_check import LoadedCheck, load_running_check
from training.classes.views.lesson_spans import lesson_spans
from training.errors import Next, NotNow
from training.notice.clock import clock, shanghai_day, waits
from training.records.checks.calls import PhoneShowing, SpotCall
from training.records.checks.spot_checks import DrawnTrainee
from training.records.staff.staff import Staff


class NobodyToCall(NotNow):
    """Everybody has been compared, or is to be replaced."""

    leads_to = (Next.PROGRESS, Next.DRAW_MORE, Next.FINISH)

    def __init__(self, to_replace: int):
        more = f"有 {to_replace} 名待补抽，请先补抽" if to_replace else "请清点到课人数、留存全景后结束检查"
        super().__init__(f"没有要打电话的学员了；{more}。")


class WaitToCall(NotNow):
    """Everybody left was called a moment ago, or is being called by another inspector."""

    leads_to = (Next.ROSTER, Next.PROGRESS)

    def __init__(self, free_from: datetime | None):
        when = f"{clock(free_from)} 后再拨" if free_from else "稍候再试"
        super().__init__(f"剩下的学员刚刚拨过，或另一位检查人员正在拨打；请{when}，也可以指定序号。")
        self.free_from = free_from


class RecordFirst(NotNow):
    """One number at a time: the one shown before waits for its outcome."""

    leads_to = (Next.ROSTER,)

    def __init__(self, position: int):
        super().__init__(f"请先记录 {position} 号的通话结果，再看下一位的号码。")
        self.position = position


class OutsideCallHours(NotNow):
    """People are at rest; whoever calls all the same says so, and the record tells."""

    leads_to = (Next.CALL_ANYWAY, Next.PROGRESS)

    def __init__(self, hours: str):
        super().__init__(
            f"现在不是打电话的时段（{hours}，或本班上课时间）。请到时再打；"
            "确需现在打，请点“仍要拨打”，检查记录会注明。"
        )


def next_call(
    session: Session,
    staff: Staff,
    check_id: UUID,
    *,
    position: int | None = None,
    anyway: bool = False,
    now: datetime,
) -> CallCard:
    """The next trainee to call, or the one at `position`, with the number; `anyway` also at night and noon.

    Raises NotFound, NotAnInspector, NotYourCheck, CheckEnded, OutsideCallHours, NobodyToCall, WaitToCall,
    RecordFirst, AlreadyReplaced.
    """
    loaded = load_running_check(session, staff, check_id, CheckMethod.PHONE, now=now)
    if not anyway and not _is_call_time(session, loaded, now):
        raise OutsideCallHours(call_hours_words(loaded.policy))
    shown = _unanswered(session, loaded)
    own = [place for place in loaded.in_play if _is_shown_to(staff, shown.get(place.id))]
    # Of a list several wait at once, and whoever has it may take them in any order.
    if own and position is not None and position not in {each.position for each in own}:
        raise RecordFirst(own[0].position)
    if position is not None:
        place = place_at(loaded, position)
    else:
        place = own[0] if own else _choose(loaded, shown, now)
    _note_showing(session, staff, place, now)
    return card_of(loaded, place, now)


def _is_call_time(session: Session, loaded: LoadedCheck, now: datetime) -> bool:
    # Almost always it is, and then the timetable need not be read.
    if is_call_time(now, (), loaded.policy):
        return True
    own = loaded.check.training_class
    return is_call_time(now, lesson_spans(session, own, shanghai_day(now)), loaded.policy)


def _unanswered(session: Session, loaded: LoadedCheck) -> dict[int, PhoneShowing]:
    """The latest showing of each trainee who waits for the outcome of it."""
    check_id = loaded.check.id
    showings = select(PhoneShowing).where(PhoneShowing.check_id == check_id).order_by(PhoneShowing.id)
    latest = {each.drawn_id: each for each in session.scalars(showings)}
    for call in session.scalars(select(SpotCall).where(SpotCall.check_id == check_id)):
        if call.drawn_id in latest and call.recorded_at >= latest[call.drawn_id].shown_at:
            del latest[call.drawn_id]
    open_places = {each.id for each in loaded.in_play if loaded.standing(each) in WAITING}
    return {drawn_id: showing for drawn_id, showing in latest.items() if drawn_id in open_places}


def _is_shown_to(staff: Staff, showing: PhoneShowing | None) -> bool:
    return showing is not None and showing.staff_id == staff.id


def _choose(loaded: LoadedCheck, shown: dict[int, PhoneShowing], now: datetime) -> DrawnTrainee:
    """Those not called yet come first; whom another is calling is left to the other for a pause."""
    waiting = [each for each in loaded.in_play if loaded.standing(each) in WAITING]
    if not waiting:
        to_replace = [each for each in loaded.in_play if loaded.standing(each) is Standing.REPLACEABLE]
        raise NobodyToCall(len(to_replace))
    free_from = {each.id: _free_from(loaded, each, shown.get(each.id)) for each in waiting}
    pause = loaded.policy.call_pause
    free = [each for each in waiting if not waits(free_from[each.id], pause, now)]
    if not free:
        raise WaitToCall(min(moment for moment in free_from.values() if moment))
    return min(free, key=lambda each: (bool(loaded.calls.get(each.id)), each.position))


def _free_from(loaded: LoadedCheck, place: DrawnTrainee, showing: PhoneShowing | None) -> datetime | None:
    pause_ends = may_call_from(loaded.drawn(place), loaded.policy)
    other_has_it_until = showing.shown_at + loaded.policy.call_pause if showing else None
    return max((each for each in (pause_ends, other_has_it_until) if each), default=None)


def _note_showing(session: Session, staff: Staff, place: DrawnTrainee, now: datetime) -> None:
    showing = PhoneShowing(
        check_id=place.check_id, drawn_id=place.id, staff_id=staff.id, shown_to=staff.name, shown_at=now
    )
    session.add(showing)
    session.flush()
