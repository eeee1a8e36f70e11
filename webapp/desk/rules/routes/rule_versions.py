"""规则: which version holds where, every number of one beside the notice and the city, and new versions."""

from functools import partial
from typing import Any

from flask import Blueprint, Response, make_response, render_template, request, url_for
from sqlalchemy.orm import Session

from training.classes.views.choose_rule_set import NOTICE_DAY, choose_rule_set
from training.errors import Refusal
from training.notice.clock import shanghai_day
from training.notice.permissions import Permission
from training.notice.policy import Policy
from training.policies.acts.introduce_rules import NewRules
from training.policies.acts.propose_rules import propose_rules
from training.policies.rules.differences import compared
from training.policies.views.proposals import waiting_in, waiting_proposals
from training.policies.views.rule_versions import (
    find_place,
    find_version,
    latest_of,
    may_rule,
    rules_by_place,
)
from training.records.classes.rule_proposals import RuleProposal
from training.records.staff.staff import Staff
from webapp.desk.rules.pages.rule_form import FIRST_DAY, read_numbers
from webapp.desk.rules.pages.rule_lines import (
    WHOLE_CITY,
    change_lines,
    parts_of,
    state_of,
    tally,
    title_of,
)
from webapp.web.bad_input import small_number
from webapp.web.forms import answer_form, refused, seen_on_page
from webapp.web.house import house, now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("rule_versions", __name__, url_prefix="/desk/rules")
HISTORICAL = "is_historical"


@blueprint.get("")
@staff_required(Permission.SEE_RULES)
def index(staff: Staff) -> str:
    today = shanghai_day(now())
    with house().database.reading() as rows:
        places = rules_by_place(rows, staff, today)
        waiting = {each.district_id: each for each in rows.scalars(waiting_proposals(staff))}
    return render_template(
        "rules.html",
        places=[(each, tally(each.differences)) for each in places],
        may_rule=partial(may_rule, staff),
        state_of=state_of,
        today=today,
        waiting=waiting,
    )


@blueprint.get("/<int:key>")
@staff_required(Permission.SEE_RULES)
def show(staff: Staff, key: int) -> str:
    today = shanghai_day(now())
    with house().database.reading() as rows:
        own = find_version(rows, staff, key)
        city = choose_rule_set(rows, None, max(own.effective_from, NOTICE_DAY))
        held = choose_rule_set(rows, own.district_id, today)
    differences = compared(own.policy, city.policy)
    return render_template(
        "rule_version.html",
        own=own,
        title=title_of(own),
        state=state_of(own, held, today),
        parts=parts_of(own.policy, city.policy),
        tally=tally(differences),
        place=own.district.name if own.district else WHOLE_CITY,
        rules=may_rule(staff, own.district_id),
    )


@blueprint.get("/new")
@staff_required(Permission.MAKE_RULES)
def form(staff: Staff) -> str:
    return _form(staff)


@blueprint.post("/new")
@staff_required(Permission.MAKE_RULES)
def form_again(staff: Staff) -> str:
    """Back from the page that asks, with what was typed."""
    return _form(staff)


@blueprint.post("/check")
@staff_required(Permission.MAKE_RULES)
def check(staff: Staff) -> Response:
    """What it would come to, before it is done; nothing is kept."""
    try:
        return make_response(_check(staff))
    except Refusal as refusal:
        return refused(refusal, partial(_form, staff))


@blueprint.post("")
@staff_required(Permission.MAKE_RULES)
def propose(staff: Staff) -> Response:
    """A draft, which another one puts in force."""

    def act(rows: Session, digest: str) -> None:
        propose_rules(rows, staff, _district(), _typed(), seen=seen_on_page(), now=now())

    return answer_form(staff, act, url_for("rule_versions.index"), partial(_form, staff))


def _typed() -> NewRules:
    return NewRules(read_numbers(request.form), request.form.get(HISTORICAL) == "1")


def _district() -> int | None:
    return request.values.get("place", type=small_number)


def _form(staff: Staff, error: str = "") -> str:
    today = shanghai_day(now())
    with house().database.reading() as rows:
        district = find_place(rows, staff, _district())
        held = choose_rule_set(rows, district.id if district else None, today)
        title, city = title_of(held), choose_rule_set(rows, None, today)
        seen = latest_of(rows, district.id if district else None)
        draft = _own_draft(rows, staff, district.id if district else None)
        wanted, first_day = (draft.policy, draft.effective_from) if draft else (held.policy, today)
    return render_template(
        "rule_form.html",
        **_shown(district.name if district else WHOLE_CITY, error, seen),
        held=held,
        held_title=title,
        parts=parts_of(wanted, city.policy, request.form),
        first_day=request.form.get(FIRST_DAY, first_day.isoformat()),
        is_historical=request.form.get(HISTORICAL) == "1" or (draft is not None and draft.is_historical),
        notice_day=NOTICE_DAY,
    )


def _own_draft(rows: Session, staff: Staff, district_id: int | None) -> RuleProposal | None:
    """What this person proposed for the place and may still change; none where something is typed."""
    own = waiting_in(rows, district_id)
    return own if own and own.proposed_by_id == staff.id and not request.form else None


def _check(staff: Staff) -> str:
    typed = _typed()
    after = Policy.from_numbers(dict(typed.numbers))
    with house().database.reading() as rows:
        district = find_place(rows, staff, _district())
        key, on = district.id if district else None, after.effective_from
        city = choose_rule_set(rows, None, max(on, NOTICE_DAY, shanghai_day(now()))).policy
        before = Policy() if typed.is_historical else choose_rule_set(rows, key, on).policy
    to_city = compared(after, city) if district else ()
    return render_template(
        "rule_check.html",
        **_shown(district.name if district else WHOLE_CITY, "", seen_on_page()),
        changes=change_lines(before, after, city),
        tally=tally(to_city),
        fields=[(name, value) for name, value in request.form.items(multi=True) if name in _OWN_FIELDS],
        first_day=on,
        is_historical=typed.is_historical,
    )


_OWN_FIELDS = frozenset({*Policy().to_numbers(), HISTORICAL, "place"})


def _shown(place: str, error: str, seen: str) -> dict[str, Any]:
    return {"place": place, "place_key": _district(), "error": error, "mark": seen}
