"""/follow-up/‹token›: the person says in three taps what he does now, without a sign-in or a script (R14).

The page knows nobody: it shows the trade, and no name, number or class. A link that was never given, was used
up or is too old is answered alike.
"""

from dataclasses import dataclass
from datetime import date
from secrets import token_bytes
from typing import Any
from uuid import UUID, uuid4

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for

from training.checks.acts.note_verification import note_verification
from training.errors import NotFound, NotRight, Refusal
from training.follow_ups.acts.answer_by_person import Person, answer_by_person
from training.follow_ups.acts.answer_follow_up import AnsweredBy
from training.follow_ups.rules.answers import NAMES_WORK, Answer, Asked, read_answer
from training.follow_ups.terms import AnswerSource, WorkStatus
from training.follow_ups.views.find_follow_up import find_by_link, own_follow_ups, said_just_now
from training.notice.clock import shanghai_day
from training.records.follow_ups.follow_ups import FollowUp
from webapp.web.auth import trainee_required
from webapp.web.errors import status_of
from webapp.web.house import house, now

blueprint = Blueprint("own_follow_ups", __name__)
SEED_BYTES, KEY_LETTERS = 32, 64
WORDS = {
    WorkStatus.EMPLOYED: "在上班",
    WorkStatus.SELF_EMPLOYED: "自己开店、办企业",
    WorkStatus.FLEXIBLE: "打零工、跑车、接活",
    WorkStatus.OUT_OF_WORK: "还没有工作",
    WorkStatus.STUDY_OR_SERVICE: "在上学、当兵",
}
"""As people say it; whoever answers was reached."""


class BadDay(NotRight):
    """No calendar in this browser."""

    def __init__(self) -> None:
        super().__init__("开始的日期没有看懂，请写成 2026-12-04 这样。")


@dataclass(frozen=True)
class Typed:
    """What the taps brought so far."""

    status: str
    employer: str
    since: str
    key: str

    def answer(self, today: date) -> Answer:
        """Raises BadDay."""
        try:
            since = date.fromisoformat(self.since) if self.since else None
        except ValueError:
            raise BadDay from None
        return Answer(WorkStatus(self.status), today, self.employer, since=since)


NOTHING = Typed("", "", "", "")


@blueprint.get("/f/<token>")
def short(token: str) -> Any:
    """As an SMS writes it, which is paid by its length."""
    return redirect(url_for(".by_link", token=token), 303)


@blueprint.get("/follow-up/<token>")
def by_link(token: str) -> Response:
    return _private(_asked(Person(token=token)))


@blueprint.post("/follow-up/<token>")
def say_by_link(token: str) -> Response:
    return _private(_said(Person(token=token)))


@blueprint.get("/follow-up")
def thanks() -> Response:
    return _private(make_response(render_template("follow_up_done.html", is_done=True)))


@blueprint.get("/me/follow-ups/<uuid:follow_up_id>")
@trainee_required
def own(trainee_id: int, follow_up_id: UUID) -> Response:
    return _asked(Person(trainee_id=trainee_id, public_id=follow_up_id))


@blueprint.post("/me/follow-ups/<uuid:follow_up_id>")
@trainee_required
def say(trainee_id: int, follow_up_id: UUID) -> Response:
    return _said(Person(trainee_id=trainee_id, public_id=follow_up_id))


def _asked(person: Person) -> Response:
    found = _find(person)
    return _not_good(person) if found is None else make_response(_page(person, found, 1))


def _said(person: Person) -> Response:
    """The second tap where work has a name, then what was said once more, then it is kept."""
    found, typed, today = _find(person), _typed(), shanghai_day(now())
    if found is None:
        return _thanks() if _was_said(typed.key) else _not_good(person)
    if typed.status not in WORDS or "back" in request.form:
        return make_response(_page(person, found, 1))
    needs_work = WorkStatus(typed.status) in NAMES_WORK
    if needs_work and "employer" not in request.form:
        return make_response(_page(person, found, 2, typed))
    try:
        said = typed.answer(today)
        read_answer(said, AnswerSource.SELF, Asked(found.due_on, today))
        if request.form.get("sure") != "yes":
            return make_response(_page(person, found, 3, typed))
        _keep(person, said, typed.key)
    except NotFound:
        return _thanks() if _was_said(typed.key) else _not_good(person)
    except Refusal as refusal:
        page = _page(person, found, 2 if needs_work else 1, typed, error=str(refusal))
        return make_response(page, status_of(refusal))
    return _thanks()


def _thanks() -> Response:
    return make_response(redirect(url_for(".thanks"), 303))


def _was_said(key: str) -> bool:
    """The link was used up by the first of two taps."""
    with house().database.reading() as rows:
        return said_just_now(rows, key, now())


def _keep(person: Person, said: Answer, key: str) -> None:
    by = AnsweredBy(AnswerSource.SELF, token_bytes(SEED_BYTES), client_key=key)
    with house().database.writing() as rows:
        answer_by_person(rows, person, said, by, now=now())


def _find(person: Person) -> FollowUp | None:
    today = shanghai_day(now())
    with house().database.reading() as rows:
        if person.trainee_id is None:
            return find_by_link(rows, person.token, today)
        found = own_follow_ups(rows, person.trainee_id, today)
        return next((each for each in found if each.public_id == person.public_id), None)


def _not_good(person: Person) -> Response:
    """Whoever guesses links is counted; raises TooManyVerifications."""
    if person.trainee_id is None:
        with house().database.writing() as rows:
            note_verification(rows, request.remote_addr or "", now=now())
    return make_response(render_template("follow_up_done.html", is_done=False), 404)


def _typed() -> Typed:
    form = request.form
    key = form.get("form_key", "")[:KEY_LETTERS] or uuid4().hex
    return Typed(form.get("status", ""), form.get("employer", ""), form.get("since", ""), key)


def _page(person: Person, found: FollowUp, step: int, said: Typed = NOTHING, *, error: str = "") -> str:
    return render_template(
        "follow_up_asked.html",
        step=step,
        trade=found.enrolment.training_class.trade,
        choices=list(WORDS.items()),
        words=WORDS.get(WorkStatus(said.status), "") if said.status in WORDS else "",
        said=said,
        today=shanghai_day(now()),
        address=_address(person),
        error=error,
    )


def _address(person: Person) -> str:
    if person.trainee_id is None:
        return url_for(".by_link", token=person.token)
    return url_for(".own", follow_up_id=person.public_id)


def _private(answer: Response) -> Response:
    """Neither an index nor another site learns of the link."""
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer
