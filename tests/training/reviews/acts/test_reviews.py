"""R04: the city passes or queries a filing, the district answers, the city decides again."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from threading import Barrier, Thread

import pytest

from tests.factories import MONDAY, a_class, at
from training.changes.acts.decide_amendment import decide_amendment
from training.changes.acts.request_amendment import AmendmentDraft, request_amendment
from training.changes.rules.deciding import ChangeVerdict
from training.changes.terms import AmendedField
from training.classes.views.find_class import find_class, find_district
from training.database import Database
from training.errors import NotFound, Refusal
from training.notice.notes import ReasonMissing
from training.notice.terms import Role
from training.outbox.views.alerts_for import alerts_for
from training.reviews.acts.reply_to_query import reply_to_query
from training.reviews.acts.review_filing import ReviewDraft, review_filing
from training.reviews.rules.moves import NothingToAnswer, NotToBeReviewed
from training.reviews.terms import FilingState, ReviewVerdict
from training.reviews.views.see_filing import Filing, FilingMoved, see_filing
from training.staff.acts.add_staff import add_staff
from training.staff.views.find_staff import find_staff

CITY, DISTRICT, ELSEWHERE, SCHOOL, AUDITOR = "李敏", "刘志刚", "赵敏", "冯老师", "何审计"
PASSED, QUERIED = ReviewVerdict.PASSED, ReviewVerdict.QUERIED
NINE = at(MONDAY, "09:00")


@dataclass
class Reviewing:
    """One class and its offices; each act is a transaction of its own."""

    database: Database

    def see(self, who: str = CITY) -> Filing:
        with self.database.reading() as session:
            own = find_class(session, "BT-1").public_id
            return see_filing(session, find_staff(session, who), own)

    def review(
        self, verdict: ReviewVerdict, text: str = "", who: str = CITY, seen: str | None = None
    ) -> FilingState:
        known = self.see().seen if seen is None else seen
        with self.database.writing() as session:
            own = find_class(session, "BT-1").public_id
            draft = ReviewDraft(verdict, text, known)
            review_filing(session, find_staff(session, who), own, draft, now=NINE)
        return self.see().state

    def reply(self, text: str = "已补交教案", who: str = DISTRICT, seen: str | None = None) -> FilingState:
        known = self.see().seen if seen is None else seen
        with self.database.writing() as session:
            own = find_class(session, "BT-1").public_id
            reply_to_query(session, find_staff(session, who), own, text, known, now=NINE)
        return self.see().state

    def amend(self, field: AmendedField, value: str, now: datetime) -> FilingState:
        with self.database.writing() as session:
            own, school = find_class(session, "BT-1"), find_staff(session, SCHOOL)
            draft = AmendmentDraft(field, value, "招生有变")
            asked = request_amendment(session, school, own.public_id, draft, now=now).public_id
        with self.database.writing() as session:
            yes = ChangeVerdict(is_approved=True, note="", seen="")
            decide_amendment(session, find_staff(session, DISTRICT), asked, yes, now=now)
        return self.see().state

    def told(self, who: str) -> list[str]:
        with self.database.reading() as session:
            return [each.kind for each in session.scalars(alerts_for(find_staff(session, who)))]


@pytest.fixture
def own(database) -> Reviewing:
    with database.writing() as session:
        held = a_class(session, "BT-1")
        for name, role, district, institution in (
            (CITY, Role.CITY, None, None),
            (AUDITOR, Role.AUDITOR, None, None),
            (DISTRICT, Role.DISTRICT, held.district, None),
            (ELSEWHERE, Role.DISTRICT, find_district(session, "青山区"), None),
            (SCHOOL, Role.INSTITUTION, None, held.institution),
        ):
            add_staff(session, name, role, district, institution, now=NINE)
    return Reviewing(database)


def test_a_query_is_answered_and_the_city_decides_again(own):
    assert own.see().state is FilingState.UNREVIEWED

    assert own.review(QUERIED, "缺教案") is FilingState.QUERIED
    assert own.reply() is FilingState.ANSWERED
    assert own.review(QUERIED, "教案不全") is FilingState.QUERIED
    assert own.reply("已补全") is FilingState.ANSWERED
    assert own.review(PASSED) is FilingState.PASSED

    said = [(each.ordinal, each.verdict, each.opinion, each.reviewed_by) for each in own.see().reviews]
    assert said == [(1, QUERIED, "缺教案", CITY), (2, QUERIED, "教案不全", CITY), (3, PASSED, "", CITY)]
    assert [each.reply and each.reply.text for each in own.see().reviews] == ["已补交教案", "已补全", None]


def test_the_district_is_told_of_a_query_and_the_city_of_the_answer(own):
    own.review(QUERIED, "缺教案")
    assert own.told(DISTRICT) == ["filing_queried"]
    assert own.told(ELSEWHERE) == own.told(SCHOOL) == []

    own.reply()

    assert own.told(DISTRICT) == ["filing_queried"]
    assert "filing_answered" in own.told(CITY)


def test_a_query_says_what_is_wrong_and_so_does_an_answer(own):
    with pytest.raises(ReasonMissing):
        own.review(QUERIED, " ")
    own.review(QUERIED, "缺教案")

    with pytest.raises(ReasonMissing):
        own.reply(" ")
    assert own.see().state is FilingState.QUERIED


def test_nobody_says_twice_what_was_said(own):
    own.review(PASSED)

    with pytest.raises(NotToBeReviewed):
        own.review(PASSED)
    with pytest.raises(NothingToAnswer):
        own.reply()


def test_only_the_city_reviews_and_only_the_own_district_answers(own):
    for who in (DISTRICT, SCHOOL, AUDITOR):
        with pytest.raises(NotFound):
            own.review(PASSED, who=who)
    own.review(QUERIED, "缺教案")

    for who in (CITY, ELSEWHERE, SCHOOL, AUDITOR):
        with pytest.raises(NotFound):
            own.reply(who=who)
    with pytest.raises(NotFound):
        own.see(SCHOOL)


def test_other_hours_after_it_passed_reopen_it_and_another_name_does_not(own):
    own.review(PASSED)
    before = own.see().seen

    assert own.amend(AmendedField.NAME, "电工二班", at(MONDAY, "10:00")) is FilingState.PASSED
    assert own.amend(AmendedField.HOURS, "96", at(MONDAY, "11:00")) is FilingState.UNREVIEWED
    assert own.see().is_reopened

    with pytest.raises(FilingMoved):
        own.review(PASSED, seen=before)
    assert own.review(PASSED) is FilingState.PASSED


def test_of_two_who_review_at_once_one_is_told_to_look_again(own):
    seen, start = own.see().seen, Barrier(2)
    found: list[str] = []

    def press(act: Callable[[], object]) -> None:
        start.wait()
        try:
            act()
            found.append("kept")
        except Refusal as refusal:
            found.append(type(refusal).__name__)

    acts = (lambda: own.review(PASSED, seen=seen), lambda: own.review(QUERIED, "缺教案", seen=seen))
    both = [Thread(target=press, args=(each,)) for each in acts]
    for each in both:
        each.start()
    for each in both:
        each.join()

    assert sorted(found) == ["FilingMoved", "kept"]
    assert len(own.see().reviews) == 1
