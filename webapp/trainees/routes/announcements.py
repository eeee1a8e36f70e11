"""/me/notices: what the office lets its trainees know, on the phone, also without a network (R12)."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, after_this_request, make_response, render_template, request, url_for

from training.announcements.acts.note_reading import Reader, note_reading
from training.announcements.views.own_announcements import own_announcement, own_announcements
from training.notice.clock import SHANGHAI, shanghai_day
from webapp.web.auth import trainee_required
from webapp.web.house import house, now

blueprint = Blueprint("own_announcements", __name__, url_prefix="/me/notices")
KEEP, LASTS = "X-Keep", timedelta(days=30)
"""So long the service worker keeps these pages; they say nothing of the reader, and go at the sign-out."""
WHOSE = "trainee"


@blueprint.get("")
@trainee_required
def index(trainee_id: int) -> Any:
    with house().database.reading() as rows:
        found = own_announcements(rows, trainee_id, shanghai_day(now()))
    return _kept(render_template("announcements.html", found=found, updated=_updated()), url_for(".index"))


@blueprint.get("/<uuid:announcement_id>")
@trainee_required
def one(trainee_id: int, announcement_id: UUID) -> Any:
    after_this_request(_forgotten_if_gone)
    with house().database.reading() as rows:
        own = own_announcement(rows, trainee_id, announcement_id, shanghai_day(now()))
        page = render_template(
            "announcement.html", own=own, paragraphs=own.body.split("\n"), updated=_updated()
        )
        key = own.id
    with house().database.jotting() as rows:
        note_reading(rows, key, Reader(trainee_id=trainee_id), now=now())
    return _kept(page, url_for(".one", announcement_id=announcement_id))


def _forgotten_if_gone(answer: Response) -> Response:
    """What is out no more goes from the phone that kept it."""
    if answer.status_code == 404:
        answer.headers[KEEP] = f"drop {request.path}"
    return answer


def _updated() -> str:
    return f"{now().astimezone(SHANGHAI):%m月%d日 %H:%M}"


def _kept(page: str, path: str) -> Response:
    answer = make_response(page)
    answer.headers[KEEP] = f"keep {path} {int(LASTS.total_seconds())} {WHOSE}"
    return answer
