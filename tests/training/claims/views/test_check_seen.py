"""A form acts on what its page showed: every act in between makes it a form of before."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.training.builders import at_once
from tests.training.claims.claiming import (
    FACTS,
    NOW,
    SOON,
    a_c1_enrolment,
    a_reviewer,
    a_submitted_claim,
    an_approval,
    pass_all,
    somebody,
)
from tests.training.subsidies.before import a_publicity_of_before
from training.claims.acts.approve_claim import approve_claim
from training.claims.acts.confirm_claim import confirm_claim
from training.claims.acts.pass_paper import pass_paper
from training.claims.acts.return_claim import return_claim
from training.claims.acts.return_paper import return_paper
from training.claims.acts.send_back_claim import send_back_claim
from training.claims.terms import ClaimState
from training.claims.views.check_seen import ChangedSinceSeen, check_claim_seen, check_paper_seen
from training.claims.views.see_claim import see_claim
from training.database import Database
from training.errors import NotFound
from training.notice.terms import Role
from training.records.claims.claims import C1Claim
from training.records.staff.staff import Staff
from training.subsidies.views.check_list_seen import check_list_seen
from training.subsidies.views.see_publicity import see_publicity

LATER = NOW + SOON


@pytest.fixture
def office(database: Database) -> Database:
    """王芳's claim waits; 甲 and 乙 review it, 丙 reviews elsewhere, 李敏 is of the city."""
    with database.writing() as session:
        an_approval(session)
        enrolment = a_c1_enrolment(session)
        a_submitted_claim(session, enrolment)
        for name, district in (("甲", "昆都仑区"), ("乙", "昆都仑区"), ("丙", "青山区")):
            a_reviewer(session, name, district)
        somebody(session, "李敏", Role.CITY)
    return database


def staff(session, name: str = "甲") -> Staff:
    return session.scalars(select(Staff).where(Staff.name == name)).one()


def claim_of(session) -> C1Claim:
    return session.scalars(select(C1Claim)).one()


def view(session):
    return see_claim(session, staff(session), claim_of(session).public_id, now=LATER)


def is_true_still(session, seen: str) -> bool:
    try:
        check_claim_seen(session, staff(session), claim_of(session).public_id, seen)
    except ChangedSinceSeen:
        return False
    return True


def pass_licence(session, by: Staff) -> None:
    licence = view(session).papers[0]
    pass_paper(session, by, licence.public_id, FACTS[licence.kind], now=LATER)


def return_licence(session, by: Staff) -> None:
    return_paper(session, by, view(session).papers[0].public_id, "照片看不清。", now=LATER)


def back(session, by: Staff) -> None:
    return_claim(session, by, claim_of(session).public_id, "请补副页。", now=LATER)


@pytest.mark.parametrize("act", [pass_licence, return_licence, back])
def test_whatever_a_colleague_did_meanwhile_makes_the_page_one_of_before(act, office):
    with office.writing() as session:
        seen = view(session).seen
        assert is_true_still(session, seen)

        act(session, staff(session, "乙"))

        assert not is_true_still(session, seen)
        assert is_true_still(session, view(session).seen)


@pytest.mark.parametrize("seen", ["", "2", "2-0-0", "2-1", "3-0", "二-零", "-" * 500])
def test_a_mark_that_the_page_never_carried_is_refused(seen, office):
    with office.writing() as session, pytest.raises(ChangedSinceSeen, match=r"材料已变.*重新核对"):
        check_claim_seen(session, staff(session), claim_of(session).public_id, seen)


def test_the_second_look_is_about_what_the_city_saw(office):
    with office.writing() as session:
        pass_all(session, claim_of(session), staff(session))
        approve_claim(session, staff(session), claim_of(session).public_id, seed=bytes(32), now=LATER)
        claim_of(session).look_is_due = True
        city, claim = staff(session, "李敏"), claim_of(session).public_id
        seen = see_claim(session, city, claim, now=LATER).seen

        send_back_claim(session, city, claim, "请重新核对。", now=LATER)
        approve_claim(session, staff(session, "乙"), claim, seed=bytes(32), now=LATER)

        with pytest.raises(ChangedSinceSeen, match="通过"):
            check_claim_seen(session, city, claim, seen)
        check_claim_seen(session, city, claim, see_claim(session, city, claim, now=LATER).seen)
        confirm_claim(session, city, claim, now=LATER)


def test_two_who_look_at_different_papers_do_not_stop_each_other(office):
    with office.writing() as session:
        shown = view(session)
        licence, taxi = shown.papers

        pass_licence(session, staff(session, "乙"))

        check_paper_seen(session, staff(session), taxi.public_id, shown.seen_of(taxi))
        with pytest.raises(ChangedSinceSeen, match="这张材料"):
            check_paper_seen(session, staff(session), licence.public_id, shown.seen_of(licence))


def test_a_paper_of_before_the_claim_moved_on_is_of_before(office):
    with office.writing() as session:
        shown = view(session)
        back(session, staff(session, "乙"))

        for paper in shown.papers:
            with pytest.raises(ChangedSinceSeen, match="退回补正"):
                check_paper_seen(session, staff(session), paper.public_id, shown.seen_of(paper))


def test_what_another_district_has_is_not_found_whatever_the_mark(office):
    with office.writing() as session:
        shown, elsewhere = view(session), staff(session, "丙")

        with pytest.raises(NotFound):
            check_claim_seen(session, elsewhere, shown.public_id, shown.seen)
        with pytest.raises(NotFound):
            check_paper_seen(session, elsewhere, shown.papers[0].public_id, shown.seen_of(shown.papers[0]))


def test_a_list_is_of_before_once_an_objection_holds_somebody(office):
    with office.writing() as session:
        pass_all(session, claim_of(session), staff(session))
        claim = claim_of(session)
        rules = claim.enrolment.training_class.rule_set
        rules.numbers = rules.numbers | {"second_look_percent": 0}
        approve_claim(session, staff(session), claim.public_id, seed=bytes(32), now=LATER)
        made = a_publicity_of_before(session, {claim: ClaimState.PUBLICISED}).public_id
        free = see_publicity(session, staff(session), made, now=LATER).seen
        check_list_seen(session, staff(session), made, free)

        claim.has_objection = True
        session.flush()
        with pytest.raises(ChangedSinceSeen, match="这次公示的名单"):
            check_list_seen(session, staff(session), made, free)
        with pytest.raises(NotFound):
            check_list_seen(session, staff(session, "丙"), made, free)


def test_two_who_press_the_same_page_at_once_act_once(office):
    with office.writing() as session:
        pass_all(session, claim_of(session), staff(session))
    with office.reading() as session:
        shown = view(session)

    def press(name: str) -> str:
        with office.writing() as session:
            check_claim_seen(session, staff(session, name), shown.public_id, shown.seen)
            now = LATER + timedelta(minutes=1)
            return return_claim(session, staff(session, name), shown.public_id, "请补副页。", now=now).state

    outcomes = at_once(lambda: press("甲"), lambda: press("乙"))

    assert set(outcomes) == {ChangedSinceSeen, ClaimState.RETURNED}
