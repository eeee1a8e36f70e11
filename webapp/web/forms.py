"""Forms that a weak network or a hasty thumb may send twice; answers for people and for scripts."""

from collections.abc import Callable
from hashlib import sha256
from typing import TypeVar
from uuid import uuid4

from flask import Flask, Response, abort, jsonify, make_response, redirect, request
from sqlalchemy.orm import Session

from training.errors import Refusal
from training.outbox.acts.is_first_time import is_first_time
from training.outbox.views.form_digest import form_digest
from training.records.staff.staff import Staff
from webapp.web.errors import say_when, status_of
from webapp.web.house import house, now

KEY, SEEN = "form_key", "seen"
PASSING = frozenset({KEY, "csrf_token", "ago"})
"""Fields that change when the same form is sent again."""


def register_forms(app: Flask) -> None:
    app.add_template_global(lambda: uuid4().hex, "new_form_key")


Made = TypeVar("Made")
Act = Callable[[Session, str], object]
"""Is given the database and what stays the same when the form is sent again."""
Page = Callable[[str], str]
"""The page again with what was typed, and why not."""


def answer_form(staff: Staff, act: Act, address: str, page: Page) -> Response:
    """Take the form in and go on at `address`, or say why not."""
    try:
        take_in(staff, act)
    except Refusal as refusal:
        return refused(refusal, page)
    return done(address)


def make_by_form(
    staff: Staff, make: Callable[[Session], Made], address: Callable[[Made | None], str], page: Page
) -> Response:
    """Take in a form that makes something, and go on where it is found.

    A form that is sent twice made it the first time: then `address` is given None.
    """
    made: list[Made] = []
    try:
        take_in(staff, lambda rows, digest: made.append(make(rows)))
    except Refusal as refusal:
        return refused(refusal, page)
    return done(address(made[0] if made else None))


def look_first(page: Page, shown: Callable[[], str]) -> Response:
    """The first of two steps, in which nothing is kept: what would follow, or the form again and why not."""
    if "back" in request.form:
        return make_response(page(""))
    try:
        return make_response(shown())
    except Refusal as refusal:
        return refused(refusal, page)


def take_in(staff: Staff, act: Act) -> None:
    """Do the act, in one transaction, unless this very form was taken in before."""
    digest = _digest(staff)
    with house().database.writing() as rows:
        if is_first_time(rows, digest, now=now()):
            act(rows, digest)


def is_approved() -> bool:
    """Which of the two buttons 批准 and 不批准 was pressed; 400 for a form that no page of ours sent."""
    said = request.form.get("verdict", "")
    if said not in ("approve", "refuse"):
        abort(400)
    return said == "approve"


def seen_on_page() -> str:
    """What the form's page showed; nothing of what was sent without its page."""
    return request.form.get(SEEN, "")


def done(address: str) -> Response:
    """Where to go on: a person is led there, a script is told."""
    return jsonify(next=address) if is_by_script() else make_response(redirect(address, 303))


def refused(refusal: Refusal, page: Page) -> Response:
    """A person sees the page again, a script is told."""
    answer = jsonify(error=str(refusal)) if is_by_script() else make_response(page(str(refusal)))
    answer.status_code = status_of(refusal)
    return say_when(answer, refusal)


def is_by_script() -> bool:
    return request.headers.get("X-Requested-With") == "XMLHttpRequest"


def _digest(staff: Staff) -> str:
    fields = (f"{name}={value}" for name, value in request.form.items(multi=True) if name not in PASSING)
    return form_digest(staff, request.form.get(KEY) or uuid4().hex, request.path, *sorted(fields), *_files())


def _files() -> list[str]:
    digests = []
    for file in (each for _, sent in request.files.lists() for each in sent):
        digests.append(sha256(file.read()).hexdigest())
        file.seek(0)
    return digests
