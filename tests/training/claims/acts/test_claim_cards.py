"""Every claim comes with a card before those who decide about it, and the cards say what became of it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import at
from tests.training.builders import at_once
from tests.training.claims.claiming import (
    FACTS,
    NOW,
    SOON,
    a_c1_enrolment,
    a_draft,
    a_reviewer,
    an_approval,
    pass_all,
    photograph,
    somebody,
    submit,
)
from training.chat.acts.let_go import let_go
from training.chat.acts.note_drawn import note_drawn
from training.chat.acts.take_due_cards import LEASE, NEWS_FOR, CardToDraw, take_due_cards
from training.chat.views.has_due_cards import has_due_cards
from training.claims.acts.approve_claim import approve_claim
from training.claims.acts.confirm_claim import confirm_claim
from training.claims.acts.open_claim import open_claim
from training.claims.acts.pass_paper import pass_paper
from training.claims.acts.reject_claim import reject_claim
from training.claims.acts.return_claim import return_claim
from training.claims.acts.send_back_claim import send_back_claim
from training.claims.acts.withdraw_claim import withdraw_claim
from training.claims.terms import ClaimState, PaperKind
from training.claims.views.by import by_staff
from training.claims.views.see_claim import view_of
from training.database import Database
from training.notice.terms import Role
from training.records.chat import ChatCard
from training.records.claims.claims import C1Claim
from training.records.classes.trainees import Enrolment
from training.records.staff.staff import Staff
from training.staff.acts.know_in_chat import know_in_chat

LATER = NOW + SOON
REVIEWERS = {"ding-甲", "ding-乙"}


@dataclass
class Office:
    """王芳 has qualified; 甲, 乙 and 丁 review, 丙 does elsewhere; DingTalk knows all of them but 丁."""

    database: Database

    def submit(self, now: datetime = NOW, kinds: tuple[PaperKind, ...] = (PaperKind.TAXI,)) -> None:
        with self.database.writing() as session:
            claim = a_draft(session, session.scalars(select(Enrolment)).one(), now)
            photograph(session, claim, PaperKind.LICENCE, *kinds, now=now)
            submit(session, claim, now)

    def act(self, name: str, what, now: datetime = LATER, **more) -> None:
        """What this member of staff does with the claim."""
        with self.database.writing() as session:
            what(session, staff(session, name), claim_of(session).public_id, **more, now=now)

    def pass_all(self, name: str = "甲", now: datetime = LATER) -> None:
        with self.database.writing() as session:
            pass_all(session, claim_of(session), staff(session, name), now)

    def approve(self, *, drawn: bool = False) -> None:
        with self.database.writing() as session:
            rules = claim_of(session).enrolment.training_class.rule_set
            rules.numbers = rules.numbers | {"second_look_percent": 100 if drawn else 0}
        self.pass_all()
        self.act("甲", approve_claim, seed=bytes(32))

    def drawn(self, now: datetime = LATER) -> dict[str, CardToDraw]:
        """Draw what is due, as a bot does, and give it by its reader."""
        with self.database.writing() as session:
            cards = take_due_cards(session, now=now)
            for card in cards:
                note_drawn(session, card, "shown", now=now)
            return {card.chat_id: card for card in cards}


@pytest.fixture
def office(database: Database) -> Office:
    with database.writing() as session:
        an_approval(session)
        a_c1_enrolment(session)
        for name, district in (("甲", "昆都仑区"), ("乙", "昆都仑区"), ("丙", "青山区")):
            know_in_chat(session, a_reviewer(session, name, district), f"ding-{name}")
        know_in_chat(session, somebody(session, "李敏", Role.CITY), "ding-李敏")
        a_reviewer(session, "丁")
    return Office(database)


def staff(session: Session, name: str) -> Staff:
    return session.scalars(select(Staff).where(Staff.name == name)).one()


def claim_of(session: Session) -> C1Claim:
    return session.scalars(select(C1Claim)).one()


def test_a_new_claim_comes_before_every_reviewer_of_its_district_whom_dingtalk_knows(office):
    office.submit()

    cards = office.drawn()

    assert set(cards) == REVIEWERS
    assert all(each.view.waits and not each.is_delivered for each in cards.values())
    assert office.drawn() == {}


def test_who_filed_it_and_who_asks_for_the_money_get_no_card(office):
    with office.database.writing() as session:
        filer, namesake = staff(session, "甲"), staff(session, "乙")
        namesake.name = "王芳"
        claim = open_claim(session, session.scalars(select(Enrolment)).one(), by_staff(filer), now=NOW)
        photograph(session, claim, PaperKind.LICENCE, PaperKind.TAXI)
        submit(session, claim)

    assert office.drawn() == {}


def test_when_one_decides_the_cards_of_all_say_so_and_wait_no_more(office):
    office.submit()
    office.drawn()
    office.approve()

    cards = office.drawn()

    assert set(cards) == REVIEWERS
    assert {(each.view.outcome.act, each.view.outcome.by) for each in cards.values()} == {("审核通过", "甲")}
    assert not any(each.view.waits for each in cards.values())
    assert all(each.is_delivered for each in cards.values())


@pytest.mark.parametrize(
    ("act", "reason", "said"),
    [(return_claim, "请补副页。", "退回补正"), (reject_claim, "不符合。", "审核不通过")],
)
def test_a_card_tells_why_a_claim_was_returned_or_refused(act, reason, said, office):
    office.submit()
    office.drawn()
    office.act("乙", act, reason=reason)

    outcome = office.drawn()["ding-甲"].view.outcome

    assert (outcome.act, outcome.by, outcome.reason) == (said, "乙", reason)


def test_a_claim_that_was_mended_comes_with_new_cards_and_the_old_ones_stay_what_they_were(office):
    office.submit()
    office.drawn()
    office.act("甲", return_claim, reason="请补副页。")
    office.drawn()
    with office.database.writing() as session:
        submit(session, claim_of(session), LATER + SOON)

    cards = office.drawn(LATER + SOON)

    assert set(cards) == REVIEWERS
    assert all(each.view.waits and not each.is_delivered for each in cards.values())
    office.act("甲", reject_claim, LATER + SOON, reason="不符合。")
    with office.database.writing() as session:
        shown = [each.view.outcome.act for each in take_due_cards(session, now=LATER + SOON)]
    assert sorted(shown) == ["审核不通过", "审核不通过", "退回补正", "退回补正"]


def test_of_a_claim_that_was_taken_back_a_card_shows_nothing_of_the_person(office):
    office.submit()
    office.drawn()
    with office.database.writing() as session:
        withdraw_claim(session, claim_of(session), "学员本人", now=LATER)

    card = office.drawn()["ding-甲"]

    assert (card.view.view, card.view.outcome.act) == (None, "撤回修改")


def test_nobody_gets_a_card_of_what_was_decided_before_it_could_be_shown(office):
    office.submit()
    office.approve()

    assert office.drawn() == {}


@pytest.mark.parametrize(("age", "count"), [(NEWS_FOR - timedelta(seconds=1), 2), (NEWS_FOR, 0)])
def test_whoever_begins_with_the_chat_later_is_not_flooded(age, count, office):
    office.submit()

    assert len(office.drawn(NOW + age)) == count


@pytest.mark.parametrize(("clock", "count"), [("20:59", 2), ("21:00", 0), ("23:30", 0)])
def test_a_claim_that_comes_at_night_waits_for_the_morning(clock, count, office):
    day = date(2026, 6, 1)
    office.submit(at(day, clock))

    assert len(office.drawn(at(day, "23:59"))) == count
    assert len(office.drawn(at(date(2026, 6, 2), "06:59"))) == 0
    assert len(office.drawn(at(date(2026, 6, 2), "07:00"))) == 2 - count


def test_what_was_drawn_for_a_second_look_comes_before_the_city(office):
    office.submit()
    office.drawn()
    office.approve(drawn=True)

    cards = office.drawn()

    assert set(cards) == REVIEWERS | {"ding-李敏"}
    assert (cards["ding-李敏"].view.waits, cards["ding-李敏"].view.is_second_look) == (True, True)
    office.act("李敏", confirm_claim)
    assert office.drawn()["ding-李敏"].view.outcome.act == "复查确认"


def test_what_the_city_sends_back_comes_before_the_district_anew(office):
    office.submit()
    office.approve(drawn=True)
    office.drawn()
    office.act("李敏", send_back_claim, reason="请重新核对。")

    cards = office.drawn()

    assert set(cards) == REVIEWERS | {"ding-李敏"}
    assert cards["ding-甲"].view.waits
    assert cards["ding-李敏"].view.outcome.reason == "请重新核对。"


def test_cards_are_drawn_again_when_a_second_reviewer_is_due_and_not_for_every_paper(office):
    office.submit(kinds=(PaperKind.OTHER,))
    office.drawn()
    with office.database.writing() as session:
        licence, other = view_of(session, claim_of(session), now=LATER).papers
        pass_paper(session, staff(session, "甲"), licence.public_id, FACTS[PaperKind.LICENCE], now=LATER)
        assert not has_due_cards(session, now=LATER)
        pass_paper(session, staff(session, "甲"), other.public_id, FACTS[PaperKind.OTHER], now=LATER)

    assert "第二位审核人" in office.drawn()["ding-乙"].view.view.acts_next


def test_a_claim_that_left_the_district_is_no_longer_shown(office):
    office.submit()
    office.drawn()
    with office.database.writing() as session:
        claim, other = claim_of(session), staff(session, "丙")
        claim.district_id = other.district_id
        for card in session.scalars(select(ChatCard)):
            card.is_due = True

    card = office.drawn()["ding-甲"]

    assert (card.view.view, card.view.waits) == (None, False)


def test_two_bots_never_draw_the_same_card(office):
    office.submit()

    def take() -> int:
        with office.database.writing() as session:
            return len(take_due_cards(session, now=LATER))

    assert sorted(at_once(take, take)) in ([0, 2], [1, 1])


def taken(office: Office, now: datetime = LATER) -> list[CardToDraw]:
    """A bot takes what is due; what becomes of it the test says."""
    with office.database.writing() as session:
        return take_due_cards(session, now=now)


@pytest.mark.parametrize(("since", "count"), [(LEASE - timedelta(seconds=1), 0), (LEASE, 2)])
def test_what_a_bot_took_and_never_drew_is_due_when_the_lease_is_over(since, count, office):
    office.submit()
    assert len(taken(office)) == 2

    assert len(taken(office, LATER + since)) == count


def test_a_card_that_was_left_by_a_dead_bot_shows_what_stands_by_then(office):
    office.submit()
    office.drawn()
    office.act("甲", reject_claim, reason="不符合。")
    taken(office)

    again = office.drawn(LATER + LEASE)

    assert {each.view.outcome.act for each in again.values()} == {"审核不通过"}
    assert office.drawn(LATER + 2 * LEASE) == {}


@pytest.mark.parametrize("end", [note_drawn, let_go])
def test_what_happens_while_a_card_is_drawn_makes_it_due_again(end, office):
    office.submit()
    cards = taken(office)
    office.act("甲", reject_claim, reason="不符合。")
    with office.database.writing() as session:
        for card in cards:
            note_drawn(session, card, "shown", now=LATER) if end is note_drawn else let_go(session, card)

    with office.database.reading() as session:
        assert all(session.scalars(select(ChatCard.is_due)))
    if end is note_drawn:
        assert {each.view.outcome.act for each in office.drawn().values()} == {"审核不通过"}


def test_what_is_let_go_is_not_drawn_until_something_happens(office):
    office.submit()
    cards = taken(office)
    with office.database.writing() as session:
        for card in cards:
            note_drawn(session, card, "shown", now=LATER)
            let_go(session, card)

    assert taken(office, LATER + LEASE) == []
    office.act("甲", reject_claim, LATER + LEASE, reason="不符合。")
    assert len(taken(office, LATER + LEASE)) == 2


def test_two_who_decide_at_once_decide_once_and_every_card_shows_that_one(office):
    office.submit()
    office.drawn()
    office.pass_all()

    def approve() -> str:
        with office.database.writing() as session:
            own = staff(session, "甲"), claim_of(session).public_id
            return approve_claim(session, *own, seed=bytes(32), now=LATER).state.value

    def refuse() -> str:
        with office.database.writing() as session:
            return reject_claim(
                session, staff(session, "乙"), claim_of(session).public_id, "不符合。", now=LATER
            ).state

    outcomes = at_once(approve, refuse)

    with office.database.reading() as session:
        state = claim_of(session).state
    assert [each for each in outcomes if isinstance(each, str)] == [state]
    act = "审核通过" if state is ClaimState.APPROVED else "审核不通过"
    cards = office.drawn()
    assert {each.view.outcome.act for key, each in cards.items() if key in REVIEWERS} == {act}
