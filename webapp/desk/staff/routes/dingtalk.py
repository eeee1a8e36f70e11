"""Staff sign in with DingTalk: inside its app by a code that the app gives, elsewhere by its login page."""

from collections.abc import Callable
from datetime import datetime
from hmac import compare_digest
from secrets import token_urlsafe

from flask import Blueprint, Response, abort, make_response, redirect, request, session

from training.errors import Refusal
from training.notice.clock import SHANGHAI
from training.ports.sign_in import SignInFailed, SignInHost
from training.staff.acts.enter_by_chat import enter_by_chat
from training.staff.acts.note_attempt import note_attempt
from training.staff.rules.staff_sign_in import WayUsedUp, check_way
from webapp.desk.staff.entrance import render_entrance
from webapp.web.auth import device
from webapp.web.house import house, now
from webapp.web.sessions import begin_session
from webapp.web.staff_auth import STAFF_TOKEN, wanted_path

blueprint = Blueprint("dingtalk", __name__, url_prefix="/desk/dingtalk")
WAY = "dingtalk_way"
LONGEST_CODE = 512


@blueprint.get("")
def leave_for_dingtalk() -> Response:
    """A link and no form: the content policy lets no form end at another host."""
    host, state = _host(), token_urlsafe(32)
    # In the browser's own cookie: whoever is handed the address of the way back cannot come in by it.
    session[WAY] = [state, now().timestamp()]
    back = f"{house().settings.public_url}/desk/dingtalk/back"
    return make_response(redirect(host.address(back, state), 303))


@blueprint.get("/back")
def come_back() -> Response:
    host, code = _host(), request.args.get("authCode", "")
    return _enter(_state_of_this_browser, lambda: host.member_of_login(_short(code)))


@blueprint.post("/code")
def bring_code() -> Response:
    host, code = _host(), request.form.get("code", "")
    return _enter(lambda: _short(code), lambda: host.member_of_client(code))


def _enter(word: Callable[[], str], ask: Callable[[], str]) -> Response:
    """Let in whom DingTalk names, or show the entrance again with the reason."""
    try:
        with house().database.writing() as rows:
            note_attempt(rows, word(), request.remote_addr or "", now=now())
        # DingTalk may take seconds, so it is asked with no database in hand.
        userid, token = ask(), token_urlsafe(32)
        with house().database.writing() as rows:
            path = enter_by_chat(rows, userid, wanted_path(), token=token, device=device(), now=now())
    except (Refusal, SignInFailed) as reason:
        return render_entrance(reason)
    begin_session(STAFF_TOKEN, token)
    return make_response(redirect(path, 303))


def _state_of_this_browser() -> str:
    """The state that this browser left with; a second look finds none. Raises WayUsedUp."""
    state, begun = session.pop(WAY, None) or ("", 0)
    brought = request.args.get("state", "")
    # As bytes: of words that are not ASCII the comparison would say nothing at all.
    if not state or not compare_digest(state.encode(), brought.encode()):
        raise WayUsedUp
    check_way(datetime.fromtimestamp(begun, SHANGHAI), now())
    return str(state)


def _short(code: str) -> str:
    """Nothing that is no code goes to DingTalk: whoever declines there comes back without one."""
    if not 0 < len(code) <= LONGEST_CODE:
        raise WayUsedUp
    return code


def _host() -> SignInHost:
    return house().dingtalk or abort(404)
