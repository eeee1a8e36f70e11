"""The office's addresses of before: a link in an old card or a page that lies open still arrives."""

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

blueprint = Blueprint("moved", __name__)
BEFORE, NOW = "/staff", "/desk"


@blueprint.route(BEFORE, methods=["GET", "POST"])
@blueprint.route(f"{BEFORE}/<path:rest>", methods=["GET", "POST"])
def moved(rest: str = "") -> Response:
    """308, so that a form is sent again as it was."""
    query = f"?{request.query_string.decode('ascii', 'replace')}" if request.query_string else ""
    return redirect(NOW + request.path.removeprefix(BEFORE) + query, 308)
