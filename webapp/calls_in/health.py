"""For the operator's monitor: how this installation is, without a person, a path or an address in it."""

from flask import Blueprint, Response, jsonify, make_response

from training.health.looking import look, place_of
from training.health.rules.findings import worst
from training.health.terms import State
from webapp.web.house import house, now

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def health() -> Response:
    """200 while everybody is served, 503 where somebody is not; `problems` says what and what to do."""
    found = look(place_of(house().settings, house().database), now=now())
    state = worst(found)
    problems = [
        {"about": each.about, "status": each.state.name.lower(), "says": each.says}
        for each in found
        if each.state is not State.OK
    ]
    told = jsonify(status=state.name.lower(), problems=problems)
    return make_response(told, 503 if state is State.FAILING else 200)
