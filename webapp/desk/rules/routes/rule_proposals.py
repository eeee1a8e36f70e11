"""规则草案: what it would change, and the second person who puts it in force or sends it back."""

from datetime import datetime
from functools import partial
from uuid import UUID

from flask import Blueprint, Response, render_template, request, url_for
from sqlalchemy.orm import Session

from training.classes.views.choose_rule_set import NOTICE_DAY, choose_rule_set
from training.notice.clock import SHANGHAI, shanghai_day
from training.notice.permissions import Permission
from training.notice.policy import Policy
from training.policies.acts.put_in_force import put_in_force
from training.policies.acts.send_back_rules import send_back_rules
from training.policies.rules.differences import compared
from training.policies.terms import ProposalState
from training.policies.views.proposals import alone_from, find_proposal, state_of_proposal
from training.records.classes.rule_proposals import RuleProposal
from training.records.staff.staff import Staff
from webapp.desk.lists.days import short_moment
from webapp.desk.rules.pages.rule_lines import WHOLE_CITY, ChangeLine, change_lines, tally
from webapp.web.forms import answer_form
from webapp.web.house import house, now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("rule_proposals", __name__, url_prefix="/desk/rules/drafts/<uuid:key>")
TONES = {ProposalState.WAITING: "warn", ProposalState.IN_FORCE: "good"}


@blueprint.get("")
@staff_required(Permission.MAKE_RULES)
def show(staff: Staff, key: UUID) -> str:
    return _page(staff, key)


@blueprint.post("/confirm")
@staff_required(Permission.MAKE_RULES)
def confirm(staff: Staff, key: UUID) -> Response:
    def act(rows: Session, digest: str) -> None:
        put_in_force(rows, staff, key, now=now())

    return answer_form(staff, act, url_for("rule_versions.index"), partial(_page, staff, key))


@blueprint.post("/back")
@staff_required(Permission.MAKE_RULES)
def send_back(staff: Staff, key: UUID) -> Response:
    def act(rows: Session, digest: str) -> None:
        send_back_rules(rows, staff, key, request.form.get("reason", ""), now=now())

    return answer_form(staff, act, url_for("rule_versions.index"), partial(_page, staff, key))


def _page(staff: Staff, key: UUID, error: str = "") -> str:
    with house().database.reading() as rows:
        own = find_proposal(rows, staff, key)
        changes, to_city = _changes(rows, own)
        alone, state = alone_from(rows, own), state_of_proposal(own)
        place = own.district.name if own.district else WHOLE_CITY
    is_own = own.proposed_by_id == staff.id
    return render_template(
        "rule_proposal.html",
        own=own,
        place=place,
        state=state,
        tone=TONES.get(state, ""),
        error=error,
        changes=changes,
        tally=to_city,
        proposed_at=short_moment(own.proposed_at, now()),
        decided_at=short_moment(own.decision.decided_at, now()) if own.decision else "",
        is_open=state is ProposalState.WAITING,
        is_own=is_own,
        may_confirm=not is_own or (alone is not None and alone <= now()),
        alone=_moment(alone) if is_own and alone else "",
    )


def _changes(rows: Session, own: RuleProposal) -> tuple[list[ChangeLine], str]:
    """Beside what would hold on its first day, and how it stands to the city's."""
    on = own.effective_from
    city = choose_rule_set(rows, None, max(on, NOTICE_DAY, shanghai_day(now()))).policy
    before = Policy() if own.is_historical else choose_rule_set(rows, own.district_id, on).policy
    to_city = tally(compared(own.policy, city)) if own.district_id is not None else ""
    return change_lines(before, own.policy, city), to_city


def _moment(at: datetime) -> str:
    return f"{at.astimezone(SHANGHAI):%m月%d日 %H:%M}"
