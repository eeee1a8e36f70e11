"""For the operator's monitor: is the database reachable and at the schema of this code?"""

from flask import Blueprint, Response, jsonify, make_response
from sqlalchemy.exc import OperationalError

from training.records import schema
from webapp.web.house import house

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def health() -> Response:
    try:
        state = "ok" if schema.is_current(house().database) else "database schema is not current"
    except OperationalError:
        state = "database is not reachable"
    return make_response(jsonify(status=state), 200 if state == "ok" else 503)
