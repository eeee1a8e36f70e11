"""How large a request may be: small everywhere, but where those who are signed in hand in pictures."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from flask import Flask, request

from training.files import paper_files, photos
from training.files.pictures import MB
from webapp.auth import signed_in
from webapp.house import house
from webapp.staff_auth import signed_in_staff

OTHER_FIELDS = 64 * 1024


class Room(NamedTuple):
    """Where a form may be large: up to how many bytes of picture, and for whom."""

    most_bytes: Callable[[], int]
    is_known: Callable[[], object]
    """Who is asking, if it is somebody who may hand in anything at all."""


ROOMS: Mapping[str, Room] = {
    "corrections.ask": Room(lambda: photos.MOST_BYTES, signed_in),
    "claims.hand_in": Room(lambda: paper_files.MOST_BYTES, signed_in),
    "counter.hand_in": Room(lambda: paper_files.MOST_BYTES, signed_in_staff),
    "publicity.begin": Room(lambda: paper_files.MOST_BYTES, signed_in_staff),
    "check_acts.keep_picture": Room(lambda: house().settings.evidence_most_mb * MB, signed_in_staff),
    "video_acts.keep_statistics": Room(lambda: house().settings.evidence_most_mb * MB, signed_in_staff),
}


def register_limits(app: Flask) -> None:
    """Before anything reads the form: the check against forged forms is the first that does."""
    app.before_request(_make_room)


def _make_room() -> None:
    room = ROOMS.get(request.endpoint or "")
    if room is not None and request.method == "POST" and room.is_known() is not None:
        request.max_content_length = room.most_bytes() + OTHER_FIELDS
