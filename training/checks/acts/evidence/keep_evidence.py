"""Pictures of a check are kept as they came; marking one as the panorama is an act of its own (R39)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.checks.acts.evidence.mark_picture import mark_picture
from training.checks.acts.finish_act import finish_act
from training.checks.terms import CheckMethod
from training.checks.views.check_views import CheckView
from training.checks.views.evidence.refuse_evidence import kept_picture, refuse_unfit_picture
from training.checks.views.find_check import find_running_check
from training.checks.views.load_check import load_check
from training.database import wait_for_turn
from training.pictures.pictures import Picture
from training.records.cameras import Camera
from training.records.checks.evidence import Evidence
from training.records.checks.spot_checks import SpotCheck
from training.records.checks.stills import CameraStill
from training.records.staff.staff import Staff


@dataclass(frozen=True)
class TakenStill:
    """Which camera gave a picture, and when."""

    camera: Camera
    taken_at: datetime


@dataclass(frozen=True)
class ReceivedPicture:
    """A picture whose bytes lie in the store already, and by which way it came (chat, page or 监控)."""

    picture: Picture
    source: str
    shows_everybody: bool = False
    """全景: the room with everybody in it; of a meeting there is none."""
    still: TakenStill | None = None
    """Where a camera of the classroom gave it."""


def keep_evidence(
    session: Session, staff: Staff, check_id: UUID, *received: ReceivedPicture, now: datetime
) -> CheckView:
    """Record pictures of the check; the same picture again is not recorded again, but may be marked.

    Raises NotFound, NotAnInspector, NotYourCheck, CheckEnded, UsedElsewhere, TooManyPictures or
    ExplainsSomebody.
    """
    check = find_running_check(session, staff, check_id)
    # Two checks are held apart, so each would look for the same picture before the other has kept it.
    wait_for_turn(session, *(_turn(each.picture) for each in received))
    for each in received:
        evidence = kept_picture(session, check, each.picture.sha256) or _keep(
            session, staff, check, each, now
        )
        if each.shows_everybody and check.method is CheckMethod.PHONE:
            mark_picture(session, staff, evidence, True, now)
    return finish_act(session, staff, load_check(session, check, now))


def _turn(picture: Picture) -> int:
    return int.from_bytes(bytes.fromhex(picture.sha256)[:8], "big", signed=True)


def _keep(
    session: Session, staff: Staff, check: SpotCheck, received: ReceivedPicture, now: datetime
) -> Evidence:
    picture = received.picture
    refuse_unfit_picture(session, check, picture.sha256)
    evidence = Evidence(
        check_id=check.id,
        sha256=picture.sha256,
        media_type=picture.media_type,
        size=len(picture.original),
        width=picture.width,
        height=picture.height,
        taken_at=picture.taken_at,
        taken_place=picture.taken_place,
        original_key=picture.original_key,
        served_key=picture.served_key,
        source=received.source,
        received_by=staff.name,
        received_at=now,
    )
    session.add(evidence)
    session.flush()
    if received.still is not None:
        session.add(_still(evidence, received.still))
        session.flush()
    return evidence


def _still(evidence: Evidence, taken: TakenStill) -> CameraStill:
    return CameraStill(
        evidence_id=evidence.id,
        camera_id=taken.camera.id,
        class_room=taken.camera.class_room,
        taken_at=taken.taken_at,
    )
