"""Only the forms that bring a picture may be large, and only from members of staff who are signed in."""

from flask import Flask, request

from training.files.pictures import MB
from webapp.house import house
from webapp.staff_auth import signed_in_staff

ROOMY = frozenset({"check_acts.keep_picture"})
OTHER_FIELDS = 64 * 1024


def register_uploads(app: Flask) -> None:
    """Before the CSRF check, which reads the form."""
    app.before_request(_make_room)


def _make_room() -> None:
    if request.endpoint in ROOMY and request.method == "POST" and signed_in_staff() is not None:
        request.max_content_length = house().settings.evidence_most_mb * MB + OTHER_FIELDS
