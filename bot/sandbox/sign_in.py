"""The stand-in's sign-in: its login page, codes that work once, and who is behind them."""

from collections.abc import Mapping
from secrets import token_hex
from urllib.parse import urlencode

from flask import Blueprint, Response, abort, jsonify, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from bot.sandbox.interfaces import Said, body, refuse
from bot.sandbox.organisation import Organisation

OUTSIDER, CUSTOMER = "outsider", "customer"
"""Two who are no members: one whom the organisation does not know, and one it does business with."""
OK: Mapping[str, object] = {"errcode": 0, "errmsg": "ok"}


def sign_in_of(organisation: Organisation) -> Blueprint:
    """The login page of DingTalk, and the interfaces that tell who came through it."""
    routes = Blueprint("sign_in", __name__)
    own = _SignIn(organisation)
    for method, path, view in (
        ("GET", "/oauth2/auth", own.ask_who),
        ("POST", "/oauth2/auth", own.agree),
        ("POST", "/v1.0/oauth2/userAccessToken", own.user_token),
        ("GET", "/v1.0/contact/users/me", own.who_am_i),
        ("POST", "/topapi/user/getbyunionid", own.by_union_id),
        ("POST", "/topapi/v2/user/getuserinfo", own.by_code),
        ("POST", "/client/codes", own.code_of_client),
    ):
        routes.add_url_rule(path, view_func=view, methods=[method])
    return routes


class _SignIn:
    def __init__(self, organisation: Organisation):
        self._own = organisation
        self._codes: dict[str, str] = {}
        """Code -> userid; taken out when it is used."""
        self._tokens: dict[str, str] = {}
        """The person's own token -> userid."""

    def ask_who(self) -> str:
        self._refuse_strange_app()
        return render_template("sign_in.html", people=self._own.chats.people(), outsider=OUTSIDER)

    def agree(self) -> AnyResponse:
        self._refuse_strange_app()
        back = {"authCode": self._new_code(request.form["userid"]), "state": request.args.get("state", "")}
        return redirect(f"{request.args['redirect_uri']}?{urlencode(back)}", 303)

    def user_token(self) -> Said:
        said = body()
        if (said.get("clientId"), said.get("clientSecret")) != (self._own.client_id, self._own.client_secret):
            return refuse(400, "invalidClientIdOrSecret", "无效的clientId或者clientSecret")
        userid = self._codes.pop(str(said.get("code", "")), None)
        if userid is None:
            return refuse(400, "invalidParameter.authCode.notFound", "不合法的临时授权码")
        token = token_hex(16)
        self._tokens[token] = userid
        return jsonify({"accessToken": token, "refreshToken": token_hex(16), "expireIn": 7200})

    def who_am_i(self) -> Said:
        userid = self._tokens.get(request.headers.get("x-acs-dingtalk-access-token", ""))
        if userid is None:
            return refuse(401, "InvalidAuthentication", "不合法的access_token")
        return jsonify({"nick": self._name_of(userid), "unionId": f"union-{userid}", "openId": token_hex(8)})

    def by_union_id(self) -> Said:
        if refusal := self._refuse_token():
            return refusal
        userid = str(body().get("unionid", "")).removeprefix("union-")
        if userid == CUSTOMER:
            return jsonify({**OK, "result": {"contact_type": 1, "userid": userid}})
        if not self._own.chats.knows(userid):
            return jsonify({"errcode": 60121, "errmsg": "找不到该用户"})
        return jsonify({**OK, "result": {"contact_type": 0, "userid": userid}})

    def by_code(self) -> Said:
        if refusal := self._refuse_token():
            return refusal
        userid = self._codes.pop(str(body().get("code", "")), None)
        if userid is None:
            return jsonify({"errcode": 40078, "errmsg": "不存在的临时授权码"})
        found = {"userid": userid, "unionid": f"union-{userid}", "name": self._name_of(userid)}
        return jsonify({**OK, "result": found})

    def code_of_client(self) -> Response:
        """What DingTalk's own app does for a page that is opened in it."""
        return jsonify({"code": self._new_code(str(body().get("userid", "")))})

    def _new_code(self, userid: str) -> str:
        code = token_hex(16)
        self._codes[code] = userid
        return code

    def _name_of(self, userid: str) -> str:
        return next((each.name for each in self._own.chats.people() if each.userid == userid), "外部的人")

    def _refuse_strange_app(self) -> None:
        if request.args.get("client_id") != self._own.client_id or "redirect_uri" not in request.args:
            abort(400)

    def _refuse_token(self) -> Response | None:
        if request.args.get("access_token") in self._own.tokens:
            return None
        return jsonify({"errcode": 88, "sub_code": "40014", "errmsg": "不合法的access_token"})
