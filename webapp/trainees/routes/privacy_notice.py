"""What personal data is processed for, for everybody; and a trainee's word to have read it."""

from typing import Any

from flask import Blueprint, make_response, redirect, render_template, request, session, url_for

from training.classes.views.choose_rule_set import choose_rule_set
from training.notice.clock import shanghai_day
from training.privacy.acts.acknowledge_notice import NoticeChanged, acknowledge_notice
from training.privacy.rules.purposes import NOTICE_VERSION, RIGHTS, SUMMARY, purposes
from training.privacy.views.notice_read import notice_read
from webapp.web.auth import NOTICE, WANTED, signed_in
from webapp.web.errors import status_of
from webapp.web.house import house, now

blueprint = Blueprint("privacy_notice", __name__, url_prefix="/privacy")


@blueprint.get("")
def show() -> str:
    trainee_id = signed_in()
    return _page(to_acknowledge=trainee_id is not None and session.get(NOTICE) != NOTICE_VERSION)


@blueprint.get("/first")
def first() -> Any:
    """Where every page leads until the notice of today was acknowledged, on whichever phone."""
    trainee_id = signed_in()
    if trainee_id is None:
        return redirect(url_for("privacy_notice.show"), 303)
    with house().database.reading() as rows:
        is_read = notice_read(rows, trainee_id) is not None
    return _go_on() if is_read else _page(to_acknowledge=True)


@blueprint.post("")
def acknowledge() -> Any:
    trainee_id = signed_in()
    if trainee_id is None:
        return redirect(url_for("sign_in.ask_phone"), 303)
    try:
        with house().database.writing() as rows:
            acknowledge_notice(rows, trainee_id, request.form.get("version", ""), now=now())
    except NoticeChanged as refusal:
        return make_response(_page(to_acknowledge=True, error=str(refusal)), status_of(refusal))
    return _go_on()


def _go_on() -> Any:
    session[NOTICE] = NOTICE_VERSION
    return redirect(session.pop(WANTED, "") or url_for("trainee.home"), 303)


def _page(*, to_acknowledge: bool, error: str = "") -> str:
    with house().database.reading() as rows:
        policy = choose_rule_set(rows, None, shanghai_day(now())).policy
    return render_template(
        "privacy_notice.html",
        summary=SUMMARY,
        purposes=purposes(policy),
        rights=RIGHTS,
        version=NOTICE_VERSION,
        office=house().settings.office,
        to_acknowledge=to_acknowledge,
        error=error,
    )
