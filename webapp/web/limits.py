"""How large a request may be: small everywhere, but where those who are signed in hand in pictures."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from flask import Flask, redirect, request, url_for
from werkzeug.wrappers import Response

from training.claims.sheets import paper_files
from training.intake.rules.receiving import MOST_OF_A_PART
from training.pictures import photos
from training.pictures.pictures import MB
from training.settings import Settings
from training.turns import AT_A_PAGE
from webapp.calls_in.admission import LARGEST_PUSH
from webapp.web.auth import signed_in
from webapp.web.house import house
from webapp.web.staff_auth import signed_in_staff

OTHER_FIELDS = 64 * 1024
# A field of a form with files takes some 130 bytes to say that somebody is ticked.
MOST_TICKED, BYTES_A_TICK = 10_000, 200
TRAINEES, STAFF = "sign_in.ask_phone", "staff.how_to_enter"


class Room(NamedTuple):
    """Where a form may be large: up to how many bytes of picture, and for whom."""

    most_bytes: Callable[[], int]
    is_known: Callable[[], object]
    """Who is asking, if it is somebody who may hand in anything at all."""
    entrance: str
    """Where those go first whose session has ended: a photo for nothing would only be called too large."""
    most_ticked: int = 0
    """How many fields of one name the form may have beside the file."""


ROOMS: Mapping[str, Room] = {
    "corrections.ask": Room(lambda: photos.MOST_BYTES, signed_in, TRAINEES),
    "claims.hand_in": Room(lambda: paper_files.MOST_BYTES, signed_in, TRAINEES),
    "counter.hand_in": Room(lambda: paper_files.MOST_BYTES, signed_in_staff, STAFF),
    "one_certificate.hand_over_paper": Room(lambda: photos.MOST_BYTES, signed_in_staff, STAFF),
    "parts.go_on": Room(lambda: MOST_OF_A_PART, signed_in_staff, STAFF),
    "imports.hand_in": Room(lambda: house().settings.import_most_mb * MB, signed_in_staff, STAFF),
    "documents.hand_in": Room(lambda: house().settings.attachment_most_mb * MB, signed_in_staff, STAFF),
    # Whoever scans too finely reads how large the file is, in the form that is filled in.
    "subsidy_meetings.note": Room(lambda: 2 * paper_files.MOST_BYTES, signed_in_staff, STAFF, MOST_TICKED),
    "check_acts.keep_picture": Room(lambda: house().settings.evidence_most_mb * MB, signed_in_staff, STAFF),
    "video_acts.keep_statistics": Room(
        lambda: house().settings.evidence_most_mb * MB, signed_in_staff, STAFF
    ),
}


def largest_body(settings: Settings) -> int:
    """Bytes that the server takes in before the app is asked: twice the largest form, so that who hands in a
    picture which is too large reads our page about it."""
    ours = max(settings.evidence_most_mb, settings.import_most_mb, settings.attachment_most_mb) * MB
    largest = max(ours, 2 * paper_files.MOST_BYTES, photos.MOST_BYTES, LARGEST_PUSH)
    return 2 * (largest + OTHER_FIELDS + MOST_TICKED * BYTES_A_TICK)


def register_limits(app: Flask) -> None:
    """Before anything reads the form: the check against forged forms is the first that does."""
    app.before_request(_make_haste)
    app.teardown_request(_be_patient)
    app.before_request(_make_room)


def _make_haste() -> None:
    AT_A_PAGE.set(True)


def _be_patient(_: BaseException | None) -> None:
    AT_A_PAGE.set(False)


def _make_room() -> Response | None:
    room = ROOMS.get(request.endpoint or "")
    if room is None or request.method not in ("POST", "PATCH"):
        return None
    if room.is_known() is None:
        return redirect(url_for(room.entrance), 303)
    request.max_content_length = room.most_bytes() + OTHER_FIELDS + room.most_ticked * BYTES_A_TICK
    request.max_form_parts = (request.max_form_parts or 0) + room.most_ticked
    return None
