import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from training.intake.rules.confirming import Choices
from training.intake.terms import UploadState
from training.intake.views.find_upload import hold_upload, newest_reading
from training.records.uploads import UploadReading
from training.rosters.acts.note_tries import note_tries
from training.rosters.acts.tell_claimed_twice import tell_claimed_twice
from training.sheets.hand_in import RosterOf


@dataclass(frozen=True)
class Judged:
    """What was found, by which choices; `digest` is empty where nothing can be confirmed."""

    choices: Choices
    found: Mapping[str, Any]
    digest: str = ""
    is_acceptable: bool = False
    tried_late: Mapping[int, int] = field(default_factory=dict)
    """How many were to come into a class that is over, by its key."""
    claimed_twice: Mapping[tuple[RosterOf, RosterOf], int] = field(default_factory=dict)
    """How many are in another class at the same time, by the two."""


def keep_reading(session: Session, reading: UploadReading, judged: Judged, *, now: datetime) -> None:
    """Keep what is shown; that somebody tried what is refused anyway is told at once.

    One that was asked for again, shown, confirmed or let go meanwhile stays as it is.
    """
    upload = hold_upload(session, reading.upload_id)
    note_tries(session, judged.tried_late, now=now)
    tell_claimed_twice(session, judged.claimed_twice, now=now)
    if upload.state is not UploadState.WAITS or newest_reading(session, upload).id != reading.id:
        return
    reading.choices, reading.read_at = judged.choices.told(), now
    reading.is_acceptable, reading.digest = judged.is_acceptable, judged.digest
    reading.found = json.dumps(judged.found, ensure_ascii=False)
    upload.state = UploadState.SHOWN
    session.flush()
