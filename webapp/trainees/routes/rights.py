"""A trainee's rights over the own data: a copy to take along, and requests (PIPL art. 44 to 50)."""

import json
from typing import Any

from flask import Blueprint, make_response, redirect, render_template, request, url_for

from training.errors import Refusal
from training.notice.clock import shanghai_day
from training.people.acts.file_request import file_request
from training.people.rules.data_requests import ANSWER_WORKING_DAYS, MOST_OPEN
from training.people.terms import RequestKind
from training.people.views.find_request import own_requests
from training.privacy.acts.take_copy import MOST_A_DAY, take_copy
from training.privacy.views.copy_personal_data import copy_personal_data
from webapp.trainees.pages.rights import request_line
from webapp.web.auth import trainee_required
from webapp.web.downloads import json_file
from webapp.web.errors import status_of
from webapp.web.house import house, now

blueprint = Blueprint("rights", __name__, url_prefix="/me/rights")


@blueprint.get("")
@trainee_required
def show(trainee_id: int) -> str:
    return _page(trainee_id)


@blueprint.post("/copy")
@trainee_required
def copy(trainee_id: int) -> Any:
    """The copy is on record before it is read; nobody of the office sees it."""
    try:
        with house().database.writing() as rows:
            take_copy(rows, trainee_id, now=now())
    except Refusal as refusal:
        return make_response(_page(trainee_id, copy_error=str(refusal)), status_of(refusal))
    with house().database.reading() as rows:
        own = copy_personal_data(rows, trainee_id, now=now())
    content = json.dumps(own, ensure_ascii=False, indent=1).encode()
    return json_file(content, f"我的个人信息 {shanghai_day(now())}.json")


@blueprint.post("/requests")
@trainee_required
def ask(trainee_id: int) -> Any:
    kind, text = request.form.get("kind", ""), request.form.get("text", "")
    try:
        with house().database.writing() as rows:
            file_request(rows, trainee_id, kind, text, now=now())
    except Refusal as refusal:
        return make_response(_page(trainee_id, error=str(refusal), text=text), status_of(refusal))
    return redirect(url_for("rights.show", done="request"), 303)


def _page(trainee_id: int, **words: str) -> str:
    with house().database.reading() as rows:
        lines = [request_line(each) for each in own_requests(rows, trainee_id)]
    limits = {"most_copies": MOST_A_DAY, "most_open": MOST_OPEN, "days": ANSWER_WORKING_DAYS}
    shown = {"copy_error": "", "error": "", "text": "", "done": request.args.get("done", "")} | words
    return render_template("rights.html", lines=lines, kinds=list(RequestKind), **limits, **shown)
