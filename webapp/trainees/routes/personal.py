"""A trainee's own data: what is stored, a new phone by two codes, a problem told."""

from secrets import randbelow
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, make_response, redirect, render_template, request, session, url_for

from training.errors import Refusal
from training.notice.identity import compact, mask_phone, read_phone
from training.people.acts.confirm_phone import confirm_phone
from training.people.acts.report_problem import SUBJECTS, report_problem
from training.people.acts.request_phone import Codes, request_phone
from training.people.rules.login_codes import CODE_DIGITS, CODE_LASTS, SIGN_IN_IDLE
from training.people.rules.restrictions import meaning
from training.people.views.open_request import open_request
from training.people.views.own_devices import own_devices
from training.privacy.views.see_personal_data import see_personal_data
from training.rosters.acts.answer_phone_change import answer_phone_change
from training.rosters.views.phone_changes import own_phone_changes
from webapp.trainees.pages.personal import (
    account_words,
    asked_phone,
    notice_words,
    restriction_words,
    stay_words,
    watching_words,
)
from webapp.web.auth import TOKEN, trainee_required
from webapp.web.devices import device_lines
from webapp.web.errors import status_of
from webapp.web.house import house, now

blueprint = Blueprint("personal", __name__, url_prefix="/me")
DONE = {
    "phone": "手机号已更换，下次用新手机号登录。",
    "kept": "已拒绝更换，手机号不变，培训机构会看到。",
    "problem": "已收到，旗县区人社部门会处理。",
    "device": "已让那台设备退出。",
    "devices": "其他设备都已退出。",
}
IDLE = f"{SIGN_IN_IDLE.days} 天不用会自动退出。"


@blueprint.get("")
@trainee_required
def show(trainee_id: int) -> Any:
    return _page(trainee_id, done=DONE.get(request.args.get("done", ""), ""))


@blueprint.post("/phone")
@trainee_required
def ask_for_phone(trainee_id: int) -> Any:
    try:
        phone = read_phone(request.form.get("phone", ""))
        with house().database.writing() as rows:
            request_phone(rows, trainee_id, phone, Codes(_code(), _code()), now=now())
    except Refusal as refusal:
        return _again(_page(trainee_id, phone_error=str(refusal)), refusal)
    return redirect(url_for("personal.ask_codes"), 303)


@blueprint.get("/phone")
@trainee_required
def ask_codes(trainee_id: int) -> Any:
    return _codes_page(trainee_id) or redirect(url_for("personal.show"), 303)


@blueprint.post("/phone/codes")
@trainee_required
def confirm(trainee_id: int) -> Any:
    codes = Codes(compact(request.form.get("old", "")), compact(request.form.get("new", "")))
    with house().database.writing() as rows:
        done = confirm_phone(rows, trainee_id, codes, now=now())
    if done.refusal is None:
        return redirect(url_for("personal.show", done="phone"), 303)
    page = _codes_page(trainee_id, str(done.refusal)) or _page(trainee_id, phone_error=str(done.refusal))
    return _again(page, done.refusal)


@blueprint.post("/phone/asked/<uuid:change>")
@trainee_required
def answer(trainee_id: int, change: UUID) -> Any:
    """What a school's file asked for."""
    agrees = request.form.get("agrees") == "yes"
    try:
        with house().database.writing() as rows:
            answer_phone_change(rows, trainee_id, change, agrees=agrees, now=now())
    except Refusal as refusal:
        return _again(_page(trainee_id, phone_error=str(refusal)), refusal)
    return redirect(url_for("personal.show", done="phone" if agrees else "kept"), 303)


@blueprint.post("/problem")
@trainee_required
def tell(trainee_id: int) -> Any:
    about, text = request.form.get("about", ""), request.form.get("text", "")
    try:
        with house().database.writing() as rows:
            report_problem(rows, trainee_id, about, text, now=now())
    except Refusal as refusal:
        return _again(_page(trainee_id, problem_error=str(refusal), text=text), refusal)
    return redirect(url_for("personal.show", done="problem"), 303)


def _page(trainee_id: int, **words: str) -> str:
    with house().database.reading() as rows:
        own = see_personal_data(rows, trainee_id, now=now())
        asked = [asked_phone(each) for each in own_phone_changes(rows, trainee_id)]
        devices = device_lines(own_devices(rows, trainee_id, session[TOKEN], now=now()))
    nothing = {"done": "", "phone_error": "", "problem_error": "", "text": ""}
    meetings = {
        "told": notice_words(own),
        "restriction": restriction_words(own),
        "meaning": meaning(),
        "account": account_words(own, house().platform),
        "stays": [stay_words(each) for each in own.stays],
        "watchings": [watching_words(each) for each in own.watchings],
    }
    signed_in = {
        "asked": asked,
        "devices": devices,
        "idle": IDLE,
        "leave_one": url_for("devices.leave"),
        "leave_others": url_for("devices.leave_others"),
    }
    shown = meetings | signed_in | nothing | words
    return render_template("personal.html", own=own, subjects=SUBJECTS, **shown)


def _codes_page(trainee_id: int, error: str = "") -> str:
    with house().database.reading() as rows:
        pending = open_request(rows, trainee_id, now=now())
        if pending is None:
            return ""
        old, new = mask_phone(pending.old_phone), mask_phone(pending.new_phone)
    minutes = int(CODE_LASTS.total_seconds() // 60)
    return render_template("personal_codes.html", old=old, new=new, minutes=minutes, error=error)


def _again(page: str, refusal: Refusal) -> Response:
    return make_response(page, status_of(refusal))


def _code() -> str:
    return f"{randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"
