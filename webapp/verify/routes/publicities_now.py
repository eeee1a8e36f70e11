"""/publicity: what is shown to the public until its last day, for everybody, without a sign-in (R21)."""

from itertools import groupby
from uuid import UUID

from flask import Blueprint, Response, make_response, render_template

from training.errors import NotFound
from training.notice.money import yuan
from training.payments.views.public_now import MOST_SHOWN, public_list, public_notices
from webapp.web.house import house, now

blueprint = Blueprint("publicities_now", __name__, url_prefix="/publicity")
SECONDARY = "以自治区系统数据为准"
"""R23."""
A_MINUTE = "private, max-age=60"
"""Longer would show somebody whose row has ended, or a list whose last day is over."""


@blueprint.get("")
def show() -> Response:
    with house().database.reading() as rows:
        notices = public_notices(rows, now=now())
    places = [(place, list(own)) for place, own in groupby(notices, lambda each: each.district)]
    return _kept(render_template("publicities_now.html", places=places, secondary=SECONDARY))


@blueprint.get("/<uuid:publicity>")
def one(publicity: UUID) -> Response:
    """One that is over is not found, in words that say so."""
    try:
        with house().database.reading() as rows:
            found = public_list(rows, publicity, now=now())
    except NotFound:
        return make_response(render_template("publicity_now.html", found=None), 404)
    words = {"yuan": yuan, "most": MOST_SHOWN, "secondary": SECONDARY}
    return _kept(render_template("publicity_now.html", found=found, notice=found.notice, **words))


def _kept(page: str) -> Response:
    """By the browser alone, and by no search engine: a name must be gone when its publicity is."""
    answer = make_response(page)
    answer.headers["Cache-Control"] = A_MINUTE
    answer.headers["X-Robots-Tag"] = "noindex, noarchive"
    return answer
