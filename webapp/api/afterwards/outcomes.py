"""For programs of staff: rates of the qualified, within what the member of staff may see (R11, R56)."""

from dataclasses import asdict
from typing import Any

from sqlalchemy.orm import Session

from training.follow_ups.rules.periods import Period
from training.follow_ups.rules.rates import permille
from training.follow_ups.views.outcomes import Grouping, Outcome, WantedOutcomes, outcomes
from training.records.staff.staff import Staff
from webapp.api.afterwards.outcome_schemas import OutcomePage, OutcomesWanted
from webapp.api.classes import STAFF
from webapp.api.problem_blueprint import ProblemBlueprint
from webapp.api.tokens import staff_token
from webapp.web.house import now

blueprint = ProblemBlueprint("outcomes_api", __name__, url_prefix="/api/v1", description="工作人员：就业创业")
SECONDARY = "以自治区系统数据为准"


@blueprint.get("/outcomes")
@blueprint.doc(**STAFF)
@blueprint.arguments(OutcomesWanted, location="query")
@blueprint.response(200, OutcomePage)
@blueprint.alt_response(401, description="令牌无效。")
@staff_token
def rates(wanted: dict[str, Any], session: Session, staff: Staff) -> dict[str, Any]:
    """一段时间里合格学员的去向，按机构、旗县区、工种、类型或班级，每一步一行，只有人数、没有打分"""
    period, grouping = Period(wanted["year"], wanted["quarter"]), Grouping[wanted["by"].upper()]
    asked = WantedOutcomes(period, grouping, kind=wanted["kind"])
    found = outcomes(session, staff, asked, now=now())
    first = (wanted["page"] - 1) * wanted["page_size"]
    shown = found[first : first + wanted["page_size"]]
    return {"total": len(found), "items": [_outcome(each) for each in shown], "note": SECONDARY}


def _outcome(own: Outcome) -> dict[str, Any]:
    shares = {
        "employed_permille": permille(own.rate.employed, own.rate.people),
        "started_permille": permille(own.rate.started, own.rate.people),
    }
    return {"name": own.name, "after_days": own.after_days, **asdict(own.rate), **shares}
