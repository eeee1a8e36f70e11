"""What every act in a spot check has in common: taken in once, and back to the check."""

from functools import partial
from typing import Any
from uuid import UUID

from flask import Response, request, url_for

from training.checks.acts.join_check import join_check
from training.checks.views.class_to_check import CheckIsRunning
from training.checks.views.list_checks import running_checks
from training.records.staff.staff import Staff
from webapp.checks.showing import render_check
from webapp.web.forms import Act, answer_form
from webapp.web.house import house, now


def act_on(staff: Staff, check_id: UUID, act: Act, did: str, **page: Any) -> Response:
    """Do it and go back to the check; `page` says which page had the form."""
    shown = partial(check_again, staff, check_id, page)
    return answer_form(staff, act, check_address(check_id, did), shown)


def check_again(staff: Staff, check_id: UUID, page: dict[str, Any], problem: str) -> str:
    return render_check(staff, check_id, error=problem, typed=request.form, **page)


def check_address(check_id: UUID, did: str) -> str:
    return url_for("checks.one", check_id=check_id, did=did)


def next_call_address(check_id: UUID, position: int, *, anyway: bool) -> str:
    """The next one to call; where nobody is left it leads on to the check."""
    insists = "yes" if anyway else None
    return url_for("calls.one", check_id=check_id, did=f"call-{position}", anyway=insists)


def join_running(staff: Staff, refusal: CheckIsRunning) -> str:
    """Come into the check of my level that runs: what I type in the chat is about it from now on."""
    if refusal.check_id is not None:
        with house().database.writing() as rows:
            join_check(rows, staff, refusal.check_id, now=now())
    return "joined"


def running_check(staff: Staff, class_id: UUID, did: str) -> str:
    """The check of my level in this class; a form that was sent twice leads there as well."""
    with house().database.reading() as rows:
        lines = running_checks(rows, staff)
    own = [line.check_id for line in lines if line.of_class.class_id == class_id]
    return check_address(own[0], did) if own else url_for("checks.history", class_id=class_id)
