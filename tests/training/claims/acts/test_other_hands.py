"""R19: whoever had a hand in filing or granting a claim does not look at it again for the city."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from tests.training.claims.acts.test_claims import DRAWN, set_share
from tests.training.claims.acts.test_file_at_counter import counter, file_all, member
from tests.training.claims.claiming import NOW, SOON, a_reviewer, pass_all, somebody
from training.claims.acts.approve_claim import approve_claim
from training.claims.acts.confirm_claim import confirm_claim
from training.claims.terms import ClaimAct
from training.database import Database
from training.deputies.acts.hand_link import hand_link
from training.deputies.rules.hands import SameHand
from training.notice.terms import Role
from training.records.claims.claims import ClaimEvent
from training.staff.acts.enter_by_link import enter_by_link
from training.staff.views.managed import About, mark_of_member

__all__ = ["counter"]
CITY, OTHER_CITY = "市局复查员", "市局另一位"
LATER = NOW + SOON
LINK_AT = NOW - timedelta(minutes=1)


@pytest.fixture
def office(counter: Database) -> Database:
    """甲 files, 乙 passes the papers, 丙 approves; two of the city may look again."""
    with counter.writing() as session:
        a_reviewer(session, "丙")
        for name in (CITY, OTHER_CITY):
            somebody(session, name, Role.CITY)
    return counter


def let_in(office: Database, whom: str, by: str = CITY) -> None:
    with office.writing() as session:
        asked = member(session, whom)
        about = About(member(session, by), asked.public_id, mark_of_member(asked))
        hand_link(session, about, token="link", now=LINK_AT)
    with office.writing() as session:
        enter_by_link(session, "link", session_token="session", now=LINK_AT)


def grant(office: Database) -> UUID:
    with office.writing() as session:
        claim = file_all(session, member(session, "甲"))
        set_share(claim, DRAWN)
        pass_all(session, claim, member(session, "乙"))
        approve_claim(session, member(session, "丙"), claim.public_id, seed=b"s" * 32, now=LATER)
        return claim.public_id


def look_again(office: Database, claim: UUID, who: str) -> None:
    with office.writing() as session:
        confirm_claim(session, member(session, who), claim, now=LATER)


def who_looked_again(office: Database) -> list[str]:
    with office.reading() as session:
        looks = select(ClaimEvent.acted_by).where(ClaimEvent.act == ClaimAct.CONFIRM)
        return list(session.scalars(looks))


@pytest.mark.parametrize("whom", ["甲", "乙", "丙"])
def test_whoever_let_in_one_of_those_who_granted_it_does_not_look_again(office, whom):
    let_in(office, whom)
    claim = grant(office)

    with pytest.raises(SameHand):
        look_again(office, claim, CITY)
    look_again(office, claim, OTHER_CITY)

    assert who_looked_again(office) == [OTHER_CITY]


def test_whoever_let_nobody_in_looks_again(office):
    look_again(office, grant(office), CITY)

    assert who_looked_again(office) == [CITY]
