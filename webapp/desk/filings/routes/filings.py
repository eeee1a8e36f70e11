"""/desk/filings: the city passes or queries what was filed, the district answers (备案复核, R04)."""

from collections.abc import Iterator, Sequence
from functools import partial
from uuid import UUID

from flask import Blueprint, Response, abort, render_template, request, url_for
from sqlalchemy.orm import Session

from training.documents.terms import OwnerKind
from training.documents.views.papers_of_class import papers_of_class
from training.notice.clauses import CLAUSES
from training.notice.clock import shanghai_day
from training.notice.permissions import Permission, may
from training.records.classes.classes import TrainingClass
from training.records.staff.staff import Staff
from training.reviews.acts.reply_to_query import reply_to_query
from training.reviews.acts.review_filing import ReviewDraft, review_filing
from training.reviews.rules.moves import REVIEWS
from training.reviews.terms import FilingState, ReviewVerdict
from training.reviews.views.filing_state import filing_states
from training.reviews.views.list_filings import count_filings, filings_in_portions, list_filings, reviews_of
from training.reviews.views.see_filing import see_filing
from webapp.desk.documents.routes.documents import address_of
from webapp.desk.filings.pages.filings import (
    HEADINGS,
    TONES,
    age_words,
    filed_pairs,
    filing_cells,
    paper_pairs,
    said_lines,
)
from webapp.desk.lists.files import list_file
from webapp.web.forms import Act, answer_form, seen_on_page
from webapp.web.house import house, now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("filings", __name__, url_prefix="/desk/filings")
EVERYTHING = "all"
STATES = {each.name.lower(): each for each in FilingState}
WORDS = {name: each.value for name, each in STATES.items()} | {EVERYTHING: "全部"}
PORTION = 500
"""Rows of a file that are asked for at once."""
VERDICTS = {each.name.lower(): each for each in ReviewVerdict}


@blueprint.get("")
@staff_required(Permission.SEE_FILINGS)
def index(staff: Staff) -> str:
    """The oldest filed first, of one state or of all."""
    at, today = _asked_state(staff), shanghai_day(now())
    with house().database.reading() as rows:
        page = list_filings(rows, staff, STATES.get(at), request.args.get("at", ""))
        states = filing_states(rows, [each.id for each in page.rows])
        counts = count_filings(rows, staff)
    lines = [(each, states[each.id], age_words(each, states[each.id], today)) for each in page.rows]
    numbers = {name: counts[each] for name, each in STATES.items()} | {EVERYTHING: sum(counts.values())}
    chips = [(WORDS[name], url_for(".index", state=name), many, name == at) for name, many in numbers.items()]
    return render_template(
        "filings.html", page=page, lines=lines, chips=chips, state=at, words=WORDS[at], tones=TONES
    )


@blueprint.get("/list.<ending>")
@staff_required(Permission.SEE_FILINGS)
def take_away(staff: Staff, ending: str) -> Response:
    """All of the state that the page shows, with the latest opinion and answer."""
    at = _asked_state(staff)
    with house().database.reading() as rows:
        portions = filings_in_portions(rows, staff, STATES.get(at), PORTION)
        cells = (each for found in portions for each in _cells(rows, found))
        return list_file(ending, f"备案复核 {WORDS[at]}", HEADINGS, cells)


@blueprint.get("/<uuid:class_id>")
@staff_required(Permission.SEE_FILINGS)
def one(staff: Staff, class_id: UUID) -> str:
    return _one(staff, class_id)


@blueprint.post("/<uuid:class_id>/review")
@staff_required(Permission.REVIEW_FILINGS)
def review(staff: Staff, class_id: UUID) -> Response:
    verdict = VERDICTS.get(request.form.get("verdict", "")) or abort(400)

    def act(rows: Session, _: str) -> None:
        draft = ReviewDraft(verdict, request.form.get("text", ""), seen_on_page())
        review_filing(rows, staff, class_id, draft, now=now())

    return _answer(staff, class_id, act)


@blueprint.post("/<uuid:class_id>/reply")
@staff_required(Permission.ANSWER_FILINGS)
def reply(staff: Staff, class_id: UUID) -> Response:
    def act(rows: Session, _: str) -> None:
        reply_to_query(rows, staff, class_id, request.form.get("text", ""), seen_on_page(), now=now())

    return _answer(staff, class_id, act)


def _answer(staff: Staff, class_id: UUID, act: Act) -> Response:
    return answer_form(staff, act, url_for(".one", class_id=class_id), partial(_one, staff, class_id))


def _one(staff: Staff, class_id: UUID, error: str = "") -> str:
    at = now()
    with house().database.reading() as rows:
        filing = see_filing(rows, staff, class_id)
        papers = papers_of_class(rows, filing.own, shanghai_day(at))
    is_queried = filing.state is FilingState.QUERIED
    return render_template(
        "filing.html",
        own=filing.own,
        state=filing.state,
        tone=TONES[filing.state],
        is_reopened=filing.is_reopened,
        pairs_of_filing=filed_pairs(filing.own, at),
        papers=papers,
        papers_of_school=address_of(OwnerKind.INSTITUTION, str(filing.own.institution_id)),
        pairs_of_papers=paper_pairs(papers, shanghai_day(at)),
        said=said_lines(filing, at),
        seen=filing.seen,
        verdicts=REVIEWS[filing.state] if may(staff.role, Permission.REVIEW_FILINGS) else (),
        may_reply=is_queried and may(staff.role, Permission.ANSWER_FILINGS),
        clause=CLAUSES["R04"],
        typed=request.form,
        error=error,
    )


def _cells(rows: Session, found: Sequence[TrainingClass]) -> Iterator[tuple[str | int, ...]]:
    """As many statements for many classes as for one."""
    keys = [each.id for each in found]
    states, said = filing_states(rows, keys), reviews_of(rows, keys)
    return (filing_cells(each, states[each.id], said.get(each.id, ())) for each in found)


def _asked_state(staff: Staff) -> str:
    """Whoever answers begins with what was queried, all others with what nobody has looked at."""
    answers = may(staff.role, Permission.ANSWER_FILINGS)
    first = FilingState.QUERIED if answers else FilingState.UNREVIEWED
    asked = request.args.get("state", first.name.lower())
    return asked if asked in WORDS else abort(404)
