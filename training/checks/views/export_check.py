"""A check as plain values for a file: everything that proves it, and no name, phone or ID number."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.checks.rules.calls import Standing
from training.checks.sheets.check_export import FORMAT
from training.checks.terms import FROM_CAMERA
from training.checks.views.calls.call_signs import signs_of_calls
from training.checks.views.find_check import state_of
from training.checks.views.flags_of_check import flags_of_check
from training.checks.views.leads.lead_views import LeadView
from training.checks.views.leads.leads_of_check import leads_of_check
from training.checks.views.load_check import LoadedCheck, load_check
from training.checks.views.predecessors_of import calls_owed, predecessors_of
from training.checks.views.see_check import write_conditions
from training.checks.views.video.export_video import export_video, time_in_words
from training.records.checks.calls import SpotCall
from training.records.checks.confirmations import Confirmation
from training.records.checks.evidence import Evidence
from training.records.checks.spot_checks import Draw, DrawnTrainee, SpotCheck, Substitution
from training.records.checks.stills import CameraStill


def export_check(session: Session, check: SpotCheck, *, now: datetime) -> dict[str, Any]:
    """Trainees stand in it by their enrolment's public id, which says nothing to anyone outside.

    Notes and reasons stay behind: people write names into them.
    """
    loaded = load_check(session, check, now)
    conclusion = check.conclusion
    conditions = conclusion.conditions if conclusion else write_conditions(loaded.judgement.conditions)
    flags = conclusion.flags if conclusion else _flags(session, loaded)
    counts = [{"heads": each.heads, "counted_at": time_in_words(each.counted_at)} for each in loaded.counts]
    return {
        "format": FORMAT,
        "exported_at": time_in_words(now),
        "check": _check(check),
        **({"draw": _draw(loaded, loaded.check.draw)} if loaded.check.draw else {}),
        "predecessors": [
            _predecessor(load_check(session, each, now)) for each in predecessors_of(session, check)
        ],
        **_voiding(check),
        **({"video": export_video(loaded.video)} if loaded.video else {}),
        "calls": _calls(session, loaded),
        "head_counts": counts,
        "evidence": [_evidence(loaded, each) for each in (*loaded.pictures, *loaded.withdrawn)],
        "confirmations": list(map(_confirmation, loaded.confirmations)),
        "conditions": conditions,
        "flags": flags,
        "leads": [_lead(each) for each in leads_of_check(session, loaded)],
    }


def _flags(session: Session, loaded: LoadedCheck) -> tuple[str, ...]:
    owed = calls_owed(session, loaded.check, loaded.now)
    return flags_of_check(loaded, signs_of_calls(session, loaded), owed)


def _check(check: SpotCheck) -> dict[str, Any]:
    own = check.training_class
    return {
        "id": str(check.public_id),
        "number": check.number,
        "class_number": own.class_number,
        "district": own.district.name,
        "level": check.level.value,
        "method": check.method.value,
        "started_at": time_in_words(check.started_at),
        "ended_at": time_in_words(check.ended_at) if check.ended_at else None,
        "state": state_of(check),
        "verdict": check.conclusion.verdict.value if check.conclusion else None,
    }


def _predecessor(voided: LoadedCheck) -> dict[str, Any]:
    """A check that came to nothing before this one, with whom its draw had found 一致; of video none."""
    chosen = voided.in_play
    matched = (each for each in chosen if voided.standing(each) is Standing.MATCHED)
    return {
        "number": voided.check.number,
        "method": voided.check.method.value,
        "state": state_of(voided.check),
        **_voiding(voided.check),
        "draw": _draw(voided, voided.check.draw) if voided.check.draw else None,
        "matched": sorted(str(each.enrolment.public_id) for each in matched),
    }


def _voiding(check: SpotCheck) -> dict[str, Any]:
    voiding = check.voiding
    if voiding is None:
        return {}
    said = {"kind": voiding.kind.value, "voided_at": time_in_words(voiding.voided_at)}
    return {"voiding": {**said, "people": 2 if voiding.confirmed_by else 1}}


def _confirmation(asked: Confirmation) -> dict[str, Any]:
    """As it was asked and answered: a file says nothing that changes by the clock alone."""
    answer = asked.answer
    return {
        "purpose": asked.purpose.value,
        "asked_at": time_in_words(asked.asked_at),
        "lapses_at": time_in_words(asked.lapses_at),
        "is_confirmed": answer.is_confirmed if answer else None,
        "answered_at": time_in_words(answer.answered_at) if answer else None,
    }


def _draw(loaded: LoadedCheck, draw: Draw) -> dict[str, Any]:
    return {
        "algorithm": draw.algorithm,
        "seed": draw.seed.hex(),
        "one_in": draw.one_in,
        "roster": sorted(str(each.enrolment.public_id) for each in loaded.places),
        "roster_hash": draw.roster_hash,
        "roster_size": draw.roster_size,
        "sample_size": draw.sample_size,
        "carried": draw.carried,
        "drawn_at": time_in_words(draw.drawn_at),
        "order": [_place(each) for each in loaded.places],
        "substitutions": [_substitution(loaded, each) for each in loaded.substitutions],
    }


def _place(drawn: DrawnTrainee) -> dict[str, Any]:
    enrolment = str(drawn.enrolment.public_id)
    place = {"position": drawn.position, "enrolment": enrolment, "drawn_before": drawn.was_drawn_before}
    return {**place, "carried": drawn.is_carried}


def _substitution(loaded: LoadedCheck, made: Substitution) -> dict[str, Any]:
    positions = {each.id: each.position for each in loaded.places}
    return {
        "old": positions[made.old_id],
        "new": positions[made.new_id],
        "reason": made.reason.value,
        "made_at": time_in_words(made.made_at),
    }


def _calls(session: Session, loaded: LoadedCheck) -> list[dict[str, Any]]:
    """All of them, corrected ones too, as they were recorded."""
    own = select(SpotCall).where(SpotCall.check_id == loaded.check.id).order_by(SpotCall.id)
    calls = session.scalars(own).all()
    numbers = {call.id: number for number, call in enumerate(calls, 1)}
    positions = {each.id: each.position for each in loaded.places}
    return [
        {
            "number": numbers[call.id],
            "position": positions[call.drawn_id],
            "outcome": call.outcome.value,
            "comparisons": {each.item.value: each.comparison.value for each in call.comparisons},
            "started_at": time_in_words(call.started_at),
            "ended_at": time_in_words(call.ended_at),
            "recorded_at": time_in_words(call.recorded_at),
            "corrects": numbers.get(call.corrects_id or 0),
            "is_explained": call.resolution is not None,
        }
        for call in calls
    ]


def _lead(lead: LeadView) -> dict[str, Any]:
    return {"kind": lead.kind.value, "state": lead.state.value, "position": lead.position}


def _evidence(loaded: LoadedCheck, picture: Evidence) -> dict[str, Any]:
    return {
        "sha256": picture.sha256,
        "media_type": picture.media_type,
        "size": picture.size,
        "is_panorama": loaded.is_panorama(picture),
        "is_withdrawn": picture.withdrawal is not None,
        "received_at": time_in_words(picture.received_at),
        **_still(picture.still),
    }


def _still(still: CameraStill | None) -> dict[str, Any]:
    if still is None:
        return {}
    said = {"camera": still.camera_id, "class_room": still.class_room}
    return {"source": FROM_CAMERA, "still": {**said, "taken_at": time_in_words(still.taken_at)}}
