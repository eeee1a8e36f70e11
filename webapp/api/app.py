"""The API wired into the app: its blueprints, its OpenAPI document, its page of documentation."""

from http import HTTPStatus

from flask import Blueprint, Flask, render_template
from flask_smorest import Api
from flask_wtf.csrf import CSRFProtect

from webapp.api import (
    certificates,
    claims,
    classes,
    documents,
    filings,
    plans,
    region,
    results,
    teachers,
    trainees,
)
from webapp.api.afterwards import follow_ups, outcomes
from webapp.api.money import ledgers, lines, payments, standards, vouchers
from webapp.api.problems import MEDIA_TYPE, SCHEMA, WORDS


class ProblemApi(Api):
    """flask-smorest answers errors in a form of its own; ours are problem details for the whole app."""

    DEFAULT_ERROR_RESPONSE_NAME = None

    def _register_responses(self) -> None:
        """What flask-smorest would describe as its own form of an error is ours for every status."""
        for status in HTTPStatus:
            said = {
                "description": WORDS.get(status, status.phrase),
                "content": {MEDIA_TYPE: {"schema": SCHEMA}},
            }
            self.spec.components.response(status.name, said, lazy=True)

    def _register_error_handlers(self) -> None:
        pass


def register_api(app: Flask, csrf: CSRFProtect) -> None:
    app.config.update(
        API_TITLE="查班",
        API_VERSION="v1",
        OPENAPI_VERSION="3.1.0",
        OPENAPI_URL_PREFIX="/api/v1",
        OPENAPI_JSON_PATH="openapi.json",
    )
    api = ProblemApi(app)
    for kind, words in (("trainee", "学员登录得到的令牌"), ("staff", "工作台“接口令牌”里签发的令牌")):
        scheme = {"type": "http", "scheme": "bearer", "description": words}
        api.spec.components.security_scheme(kind, scheme)
    shown = (
        *(trainees, classes, documents, filings, certificates, claims, plans, region, results, teachers),
        *(standards, lines, payments, ledgers, follow_ups, outcomes, vouchers),
    )
    for routes in shown:
        # A token is sent by a program on purpose, never by a browser on its own: no CSRF to fear.
        csrf.exempt(routes.blueprint)
        api.register_blueprint(routes.blueprint)
    app.register_blueprint(_docs(api))


def _docs(api: ProblemApi) -> Blueprint:
    docs = Blueprint("api_docs", __name__)

    @docs.get("/api/v1/")
    def page() -> str:
        return render_template("api.html", document=api.spec.to_dict())

    return docs
