"""Record what came of a call to a drawn trainee (R37)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.checks.acts.finish_act import finish_act
from training.checks.acts.leads.record_leads import record_leads
from training.checks.rules.calls import VERIFIED, complete_comparisons, differing_items
from training.checks.terms import CallOutcome, CheckMethod, Comparison, FiledItem
from training.checks.views.calls.place_at import place_at
from training.checks.views.check_views import CheckView
from training.checks.views.load_check import LoadedCheck, call_of, load_running_check
from training.errors import Next, NotNow, NotRight
from training.notice.clock import clock
from training.notice.notes import read_note, read_reason
from training.records.checks.calls import FieldComparison, PhoneShowing, SpotCall
from training.records.checks.spot_checks import DrawnTrainee, SpotCheck
from training.records.staff.staff import Staff


@dataclass(frozen=True)
class CallReport:
    """What an inspector says of a call; an answered call mentions only the items that differ, or all."""

    outcome: CallOutcome
    comparisons: Mapping[FiledItem, Comparison] = field(default_factory=dict)
    note: str = ""
    started_at: datetime | None = None
    """None: when the number was shown last and one's own call before had ended, or now."""
    ended_at: datetime | None = None
    """None: now. Without a start it is no earlier than the start that is likely."""
    is_correction: bool = False
    """Takes the place of the trainee's latest call; `note` must say why."""
    client_key: str | None = None
    """The same key in the same check stores nothing again."""
    seen: int | None = None
    """How many calls and corrections of this trainee there were when the button was shown.

    None where somebody typed.
    """


class AlreadyCompared(NotNow):
    """The trainee has been reached and compared, perhaps by somebody else a moment ago."""

    leads_to = (Next.NEXT_CALL, Next.ROSTER)

    def __init__(self, position: int, call: SpotCall):
        said = f"{position} 号已由{call.called_by}记为“{call.outcome}”"
        super().__init__(f"{said}；如果记错了，请用“更正”并写明原因。")


class RecordedMeanwhile(NotNow):
    """The button is of before: something was recorded of this trainee since it was shown."""

    leads_to = (Next.NEXT_CALL, Next.ROSTER)

    def __init__(self, position: int, name: str, call: SpotCall):
        said = f"{position} 号 {name} 已由{call.called_by}记为“{call.outcome}”"
        super().__init__(f"{said}，这次没有再记。再打一次的，先点“拨 {position}”；记错了的，写“更正”和原因。")


class RecordedBefore(NotNow):
    """By the very same button, but so long ago that this press may tell of another attempt."""

    leads_to = (Next.NEXT_CALL, Next.ROSTER)

    def __init__(self, position: int, name: str, call: SpotCall):
        said = f"{position} 号 {name} 在 {clock(call.recorded_at)} 已记为“{call.outcome}”，这次没有再记"
        super().__init__(f"{said}。那以后又打过一次的，请点“又打过一次”；没有再打的，不用再点。")


class NothingToCorrect(NotNow):
    """There is no call of this trainee."""

    leads_to = (Next.ROSTER,)

    def __init__(self, position: int):
        super().__init__(f"{position} 号还没有通话记录，请直接记录，不用更正。")


class BadCallTimes(NotRight):
    """A call begins within its check and before it ends, and ends before it is recorded."""

    leads_to = (Next.ROSTER, Next.HELP)

    def __init__(self) -> None:
        super().__init__("通话的开始时间应早于结束时间，不早于本次检查开始，且都不能晚于现在；请核对后再记。")


def record_call(
    session: Session, staff: Staff, check_id: UUID, position: int, report: CallReport, *, now: datetime
) -> CheckView:
    """Record one attempt; nothing recorded before is changed.

    Raises NotFound, NotAnInspector, NotYourCheck, CheckEnded, BadCallReport, BadCallTimes, AlreadyCompared,
    AlreadyReplaced, RecordedMeanwhile, RecordedBefore, NothingToCorrect, ReasonMissing or TextTooLong.
    """
    loaded = load_running_check(session, staff, check_id, CheckMethod.PHONE, now=now)
    if not _is_known(session, loaded.check, report.client_key):
        place = place_at(loaded, position)
        if _is_pressed_again(loaded, place, report, staff, now=now):
            return finish_act(session, staff, loaded)
        corrected = _corrected(loaded, place, report)
        call = _store(session, staff, place, report, corrected, now)
        loaded = loaded.with_call(call)
        record_leads(session, loaded, place, call, now=now)
    return finish_act(session, staff, loaded)


def _is_known(session: Session, check: SpotCheck, client_key: str | None) -> bool:
    own = select(SpotCall.id).where(SpotCall.check_id == check.id, SpotCall.client_key == client_key)
    return client_key is not None and session.scalar(own) is not None


def _is_pressed_again(
    loaded: LoadedCheck, place: DrawnTrainee, report: CallReport, staff: Staff, *, now: datetime
) -> bool:
    """Whether this very press is recorded already.

    Raises RecordedMeanwhile where something else is, RecordedBefore where it may be another attempt by now.
    """
    if report.seen is None or loaded.calls_of(place) <= report.seen:
        return False
    every = [*loaded.calls.get(place.id, ()), *loaded.corrected.get(place.id, ())]
    *earlier, latest = sorted(every, key=lambda call: call.id)[report.seen :]
    name = place.enrolment.trainee.name
    if earlier or not _says_the_same(latest, report, staff):
        raise RecordedMeanwhile(place.position, name, latest)
    may_be_another = not report.is_correction and loaded.standing(place) not in VERIFIED
    if may_be_another and now - latest.recorded_at >= loaded.policy.call_pause:
        raise RecordedBefore(place.position, name, latest)
    return True


def _says_the_same(call: SpotCall, report: CallReport, staff: Staff) -> bool:
    recorded = (call.called_by, call.outcome, differing_items(call_of(call)), call.corrects_id is not None)
    said = tuple(item for item in FiledItem if report.comparisons.get(item) is Comparison.DIFFERENT)
    return recorded == (staff.name, report.outcome, said, report.is_correction)


def _corrected(loaded: LoadedCheck, place: DrawnTrainee, report: CallReport) -> SpotCall | None:
    calls = loaded.calls.get(place.id, [])
    if not report.is_correction:
        if loaded.standing(place) in VERIFIED:
            raise AlreadyCompared(place.position, calls[-1])
        return None
    if not calls:
        raise NothingToCorrect(place.position)
    read_reason(report.note, "更正通话记录")
    return calls[-1]


def _store(
    session: Session,
    staff: Staff,
    place: DrawnTrainee,
    report: CallReport,
    corrected: SpotCall | None,
    now: datetime,
) -> SpotCall:
    said = complete_comparisons(report.outcome, report.comparisons)
    compared = [FieldComparison(item=item, comparison=each) for item, each in said.items()]
    started_at, ended_at = _span(session, staff, place, report, corrected, now)
    call = SpotCall(
        check_id=place.check_id,
        drawn_id=place.id,
        outcome=report.outcome,
        started_at=started_at,
        ended_at=ended_at,
        note=read_note(report.note),
        called_by=staff.name,
        recorded_at=now,
        client_key=report.client_key,
        corrects_id=corrected.id if corrected else None,
        comparisons=compared,
        resolution=None,
    )
    session.add(call)
    return call


def _span(
    session: Session,
    staff: Staff,
    place: DrawnTrainee,
    report: CallReport,
    corrected: SpotCall | None,
    now: datetime,
) -> tuple[datetime, datetime]:
    """What is claimed is cut to when the number was first shown; a correction keeps the times of its call."""
    if corrected:
        return corrected.started_at, corrected.ended_at
    first_shown, latest_shown = _shown(session, place)
    check = session.get_one(SpotCheck, place.check_id)
    started_at, ended_at = report.started_at, report.ended_at or now
    if started_at is None:
        likely = _likely_start(session, staff, place, latest_shown) or ended_at
        started_at = max(likely, check.started_at)
        ended_at = max(ended_at, started_at)
    if not check.started_at <= started_at <= ended_at <= now:
        raise BadCallTimes
    # On a list that was taken along it is shown too, so an honest phone's times stay as they are.
    earliest = first_shown or started_at
    return max(started_at, earliest), max(ended_at, earliest)


def _shown(session: Session, place: DrawnTrainee) -> tuple[datetime | None, datetime | None]:
    """When the number was shown first and last, to anybody."""
    moments = select(func.min(PhoneShowing.shown_at), func.max(PhoneShowing.shown_at))
    first, latest = session.execute(moments.where(PhoneShowing.drawn_id == place.id)).one()
    return first, latest


def _likely_start(
    session: Session, staff: Staff, place: DrawnTrainee, shown: datetime | None
) -> datetime | None:
    """When the number was last shown, if that was after the last call; nobody makes two calls at once."""
    of_place = func.max(SpotCall.recorded_at).filter(SpotCall.drawn_id == place.id)
    own = func.max(SpotCall.ended_at).filter(SpotCall.called_by == staff.name)
    latest = select(of_place, own).where(SpotCall.check_id == place.check_id)
    called, free_from = session.execute(latest).one()
    if shown is None or (called is not None and shown <= called):
        return None
    return max(shown, free_from or shown)
