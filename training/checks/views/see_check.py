"""See a check with everything that is known of it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from training.checks.rules.calls import call_result, counted_attempts, differing_items, may_call_from
from training.checks.rules.spot_checks import Condition, ConditionState
from training.checks.views.calls.call_signs import signs_of_calls
from training.checks.views.check_views import (
    CallLine,
    CheckView,
    ClassLine,
    DrawView,
    PersonLine,
    PictureLine,
)
from training.checks.views.confirmations.confirmation_lines import ConfirmationLine, confirmation_line
from training.checks.views.endings import Ending, PredecessorLine
from training.checks.views.evidence.detections_of import Detection, detections_of
from training.checks.views.evidence.doubt_of import doubt_of
from training.checks.views.find_check import checks_at, find_check, state_of
from training.checks.views.flags_of_check import flags_of_check
from training.checks.views.leads.leads_of_check import leads_of_check
from training.checks.views.load_check import LoadedCheck, call_of, load_check
from training.checks.views.names_for import names_for
from training.checks.views.predecessors_of import calls_owed, predecessors_of
from training.checks.views.video.see_video import video_view
from training.notice.identity import mask_phone
from training.records.checks.calls import SpotCall
from training.records.checks.evidence import Evidence
from training.records.checks.spot_checks import DrawnTrainee, SpotCheck
from training.records.classes.classes import TrainingClass
from training.records.staff.staff import Staff


def see_check(session: Session, staff: Staff, check_id: UUID, *, now: datetime) -> CheckView:
    """Raises NotFound."""
    return view_of(session, find_check(session, staff, check_id), staff, now)


def view_of(session: Session, check: SpotCheck, staff: Staff | None, now: datetime) -> CheckView:
    """For those who have the check at hand; without staff nobody may act."""
    return view_of_loaded(session, load_check(session, check, now), staff)


def view_of_loaded(session: Session, loaded: LoadedCheck, staff: Staff | None) -> CheckView:
    """For those who have all of it at hand."""
    check, signs = loaded.check, signs_of_calls(session, loaded)
    is_running, conclusion = check.ended_at is None, check.conclusion
    owed = calls_owed(session, check, loaded.now)
    may_act = is_running and staff is not None and checks_at(staff) is check.level
    found = detections_of(session, [each.id for each in loaded.pictures])
    view = CheckView(
        check_id=check.public_id,
        number=check.number,
        of_class=class_line(check.training_class),
        level=check.level,
        ordinal=check.ordinal,
        method=check.method,
        state=state_of(check),
        may_act=may_act,
        started_by=check.started_by,
        started_at=check.started_at,
        ending=_ending(check),
        facts=loaded.facts,
        people=tuple(_person(loaded, each, signs) for each in loaded.in_play),
        pictures=tuple(_picture(loaded, each, found.get(each.id)) for each in loaded.pictures),
        withdrawn=tuple(_picture(loaded, each, None) for each in loaded.withdrawn),
        confirmations=_confirmations(loaded, staff),
        predecessors=tuple(map(_predecessor, predecessors_of(session, check))),
        override_reason=check.draw.override_reason if check.draw else "",
        draw=_draw(check),
        conditions=read_conditions(conclusion.conditions) if conclusion else loaded.judgement.conditions,
        verdict=conclusion.verdict if conclusion else loaded.judgement.verdict if is_running else None,
        missing=loaded.judgement.missing if is_running else (),
        corrections=loaded.corrections,
        video=video_view(loaded.video, may_act=may_act) if loaded.video else None,
        leads=leads_of_check(session, loaded),
        flags=_flags(loaded, signs, owed),
        calls_owed=owed,
    )
    return names_for(staff, view)


def _flags(loaded: LoadedCheck, signs: Mapping[int, tuple[str, ...]], owed: int) -> tuple[str, ...]:
    """As they were when it was concluded; a running one as they would be now."""
    if conclusion := loaded.check.conclusion:
        return tuple(conclusion.flags)
    return flags_of_check(loaded, signs, owed) if loaded.check.ended_at is None else ()


def class_line(own: TrainingClass) -> ClassLine:
    return ClassLine(
        class_id=own.public_id,
        number=own.class_number,
        name=own.name,
        trade=own.trade,
        institution=own.institution.name,
        district=own.district.name,
        starts_on=own.starts_on,
        ends_on=own.ends_on,
    )


def write_conditions(conditions: tuple[Condition, ...]) -> list[dict[str, Any]]:
    """As a conclusion keeps them."""
    return [
        {"name": each.name, "clause": each.clause, "state": each.state.value, "numbers": each.numbers}
        for each in conditions
    ]


def read_conditions(kept: list[dict[str, Any]]) -> tuple[Condition, ...]:
    return tuple(
        Condition(each["name"], each["clause"], ConditionState(each["state"]), each["numbers"])
        for each in kept
    )


def _ending(check: SpotCheck) -> Ending | None:
    if check.voiding is not None:
        voiding = check.voiding
        people = (voiding.voided_by, voiding.reason, voiding.confirmed_by)
        return Ending(voiding.voided_at, *people, voiding.kind.value)
    if check.conclusion is not None:
        return Ending(check.conclusion.concluded_at, check.conclusion.concluded_by)
    return None


def _predecessor(voided: SpotCheck) -> PredecessorLine:
    ending = _ending(voided)
    if ending is None:
        raise ValueError(f"{voided.number} still runs")
    return PredecessorLine(voided.public_id, voided.number, voided.method, voided.started_by, ending)


def _draw(check: SpotCheck) -> DrawView | None:
    own = check.draw
    return DrawView(own.seed.hex(), own.roster_hash, own.algorithm) if own else None


def _confirmations(loaded: LoadedCheck, staff: Staff | None) -> tuple[ConfirmationLine, ...]:
    places = {each.id: each.position for each in loaded.places}
    every = (*loaded.calls.values(), *loaded.corrected.values())
    positions = {call.id: places[call.drawn_id] for calls in every for call in calls}
    return tuple(
        confirmation_line(each, loaded.check, positions.get(each.call_id or 0), staff, loaded.now)
        for each in loaded.confirmations
    )


def _person(loaded: LoadedCheck, place: DrawnTrainee, signs: Mapping[int, tuple[str, ...]]) -> PersonLine:
    drawn, trainee = loaded.drawn(place), place.enrolment.trainee
    return PersonLine(
        position=place.position,
        name=trainee.name,
        attendance_number=place.enrolment.attendance_number or "",
        masked_phone=mask_phone(trainee.phone),
        standing=loaded.standing(place),
        attempts=len(counted_attempts(drawn.calls, loaded.policy)),
        may_call_from=may_call_from(drawn, loaded.policy),
        calls=tuple(_call_line(each, signs.get(each.id, ())) for each in loaded.calls.get(place.id, ())),
        takes_place_of=loaded.position_before(place),
        replaced_by=loaded.position_after(place),
        has_left=drawn.has_left,
        corrected=tuple(_call_line(each, ()) for each in loaded.corrected.get(place.id, ())),
        is_carried=place.is_carried,
    )


def _call_line(row: SpotCall, signs: tuple[str, ...]) -> CallLine:
    call = call_of(row)
    return CallLine(
        outcome=row.outcome,
        result=call_result(call),
        differing=differing_items(call),
        started_at=row.started_at,
        ended_at=row.ended_at,
        called_by=row.called_by,
        note=row.note,
        is_correction=row.corrects_id is not None,
        explanation=row.resolution.reason if row.resolution else "",
        signs=signs,
        confirmed_by=row.resolution.confirmed_by if row.resolution else "",
    )


def _picture(loaded: LoadedCheck, row: Evidence, found: Detection | None) -> PictureLine:
    count = loaded.video.counts.get(row.id) if loaded.video else None
    return PictureLine(
        evidence_id=row.public_id,
        is_panorama=loaded.is_panorama(row),
        media_type=row.media_type,
        size=row.size,
        sha256=row.sha256,
        taken_at=row.taken_at,
        taken_place=row.taken_place,
        received_by=row.received_by,
        received_at=row.received_at,
        doubt=doubt_of(row, loaded.check),
        faces=count.faces if count else None,
        counted_by=count.counted_by if count else "",
        joined=loaded.video.joined_then(row.received_at) if loaded.video else None,
        found_faces=found.faces if found else None,
        place=loaded.place_of_picture(row),
        withdrawn=f"{row.withdrawal.withdrawn_by} 撤回：{row.withdrawal.reason}" if row.withdrawal else "",
        is_there=row.purged_at is None,
        still_of=row.still.class_room if row.still else "",
        still_at=row.still.taken_at if row.still else None,
    )
