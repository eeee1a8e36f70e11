"""What a phone shows without a network: a page without personal data, kept by a service worker."""

from flask import Blueprint, Response, make_response, render_template, send_from_directory

from webapp.server.static_files import STATIC

blueprint = Blueprint("offline", __name__)


@blueprint.get("/offline")
def page() -> Response:
    answer = make_response(render_template("offline.html"))
    answer.headers["Cache-Control"] = "no-cache"
    return answer


@blueprint.get("/service-worker.js")
def worker() -> Response:
    # It must be served from the root: a worker only sees the pages below its own address.
    answer = send_from_directory(STATIC, "service-worker.js")
    answer.headers["Cache-Control"] = "no-cache"
    return answer
