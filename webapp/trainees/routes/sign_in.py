"""Signing in with a code from an SMS, in two steps, or three on a family's phone."""

from secrets import randbelow, token_urlsafe
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, make_response, redirect, render_template, request, session, url_for

from training.errors import NotRight, Refusal, TooOften
from training.notice.identity import compact, mask_phone, read_phone
from training.people.acts.request_login_code import request_login_code
from training.people.acts.sign_in import sign_in as begin_sign_in
from training.people.acts.try_code import try_code
from training.people.rules.login_codes import CODE_DIGITS, CODE_LASTS, PAUSE, WrongCode
from training.people.views.people_of_code import Person, people_of_code
from webapp.web.auth import ASKED, PROVED, TOKEN, WANTED, device, remember_phone, remembered_phone, signed_in
from webapp.web.errors import say_when, status_of
from webapp.web.house import house, now
from webapp.web.sessions import begin_session, leave_session

blueprint = Blueprint("sign_in", __name__)


@blueprint.get("/sign-in")
def ask_phone() -> Any:
    if signed_in() is not None:
        return redirect(url_for("trainee.home"), 303)
    return render_template("sign_in.html", phone="", error="", left="left" in request.args)


@blueprint.post("/sign-in")
def send_code() -> Any:
    typed = request.form.get("phone", "")
    try:
        phone = read_phone(typed)
    except Refusal as refusal:
        return _again("sign_in.html", refusal, phone=typed[:20])
    remember_phone(phone)
    try:
        _send(phone)
    except TooOften as refusal:
        return _again("sign_in.html", refusal, phone=typed, has_code=True)
    return redirect(url_for("sign_in.ask_code"), 303)


@blueprint.get("/sign-in/code")
def ask_code() -> Any:
    phone = remembered_phone()
    if phone is None:
        return redirect(url_for("sign_in.ask_phone"), 303)
    return render_template("code.html", **_code_page(phone))


@blueprint.post("/sign-in/code")
def check_code() -> Any:
    phone = remembered_phone()
    if phone is None:
        return redirect(url_for("sign_in.ask_phone"), 303)
    code = compact(request.form.get("code", ""))
    if len(code) != CODE_DIGITS or not code.isdecimal():
        return _again("code.html", NotSixDigits(), **_code_page(phone))
    return _try(phone, code)


@blueprint.post("/sign-in/code/again")
def send_code_again() -> Any:
    phone = remembered_phone()
    if phone is None:
        return redirect(url_for("sign_in.ask_phone"), 303)
    try:
        _send(phone)
    except TooOften as refusal:
        return _again("code.html", refusal, **_code_page(phone))
    return redirect(url_for("sign_in.ask_code"), 303)


@blueprint.get("/sign-in/person")
def ask_person() -> Any:
    people = _people()
    if not people:
        return redirect(url_for("sign_in.ask_phone"), 303)
    return render_template("person.html", people=people)


@blueprint.post("/sign-in/person")
def choose_person() -> Any:
    person, token = _uuid(request.form.get("person", "")), token_urlsafe(32)
    if person is None or PROVED not in session:
        return redirect(url_for("sign_in.ask_phone"), 303)
    with house().database.writing() as rows:
        begin_sign_in(rows, session[PROVED], person, token=token, device=device(), now=now())
    return _enter(token)


@blueprint.post("/sign-out")
def leave() -> Response:
    leave_session()
    return make_response(redirect(url_for("sign_in.ask_phone", left=1), 303))


class NotSixDigits(NotRight):
    """What was typed cannot be a code, so it costs no try."""

    def __init__(self) -> None:
        super().__init__(f"请输入短信里的 {CODE_DIGITS} 位数字验证码。")


def _send(phone: str) -> None:
    here = house()
    code = f"{randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"
    with here.database.writing() as rows:
        request_login_code(rows, phone, request.remote_addr or "", code=code, now=now())
    session[ASKED] = int(now().timestamp())


def _code_page(phone: str) -> dict[str, Any]:
    since = int(now().timestamp()) - session.get(ASKED, 0)
    wait = max(0, int(PAUSE.total_seconds()) - since)
    return {
        "phone": mask_phone(phone),
        "error": "",
        "wait": wait,
        "minutes": int(CODE_LASTS.total_seconds() // 60),
    }


def _try(phone: str, code: str) -> Any:
    token = token_urlsafe(32)
    with house().database.writing() as rows:
        check = try_code(rows, phone, code, now=now())
        people = people_of_code(rows, check.code_id, now=now()) if check.code_id else []
        if check.code_id and len(people) == 1:
            begin_sign_in(rows, check.code_id, None, token=token, device=device(), now=now())
    if check.code_id is None or not people:
        return _again("code.html", check.refusal or WrongCode(), **_code_page(phone))
    if len(people) == 1:
        return _enter(token)
    session[PROVED] = check.code_id
    return redirect(url_for("sign_in.ask_person"), 303)


def _enter(token: str) -> Response:
    # The one thing taken over into the new session is a path of ours that `send_to_sign_in` wrote down.
    wanted = session.get(WANTED)
    begin_session(TOKEN, token)
    session.permanent = True
    return make_response(redirect(wanted or url_for("trainee.home"), 303))


def _people() -> list[Person]:
    if PROVED not in session:
        return []
    with house().database.reading() as rows:
        try:
            return people_of_code(rows, session[PROVED], now=now())
        except WrongCode:
            return []


def _again(template: str, refusal: Refusal, **values: Any) -> Response:
    page = render_template(template, **(values | {"error": str(refusal)}))
    return say_when(make_response(page, status_of(refusal)), refusal)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
