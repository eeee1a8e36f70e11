"""Whom an alert concerns is `alerts_for` seen from the other side."""

import pytest

from tests.factories import MONDAY, a_class, an_institution, at
from training.classes.views.find_class import find_district
from training.database import Database
from training.delivery.acts.take_notices import take_notices
from training.delivery.views.has_untold import has_untold
from training.delivery.views.staff_concerned import staff_concerned
from training.notice.terms import Role
from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.terms import Audience
from training.outbox.views.alerts_for import alerts_for
from training.records.outbox.alerts import Alert
from training.records.staff.staff import Staff
from training.staff.acts.add_staff import add_staff
from training.staff.acts.know_in_chat import know_in_chat

NOW = at(MONDAY, "09:00")


@pytest.fixture
def staff(database: Database) -> list[Staff]:
    """One of each role and place, all known in DingTalk."""
    with database.writing() as session:
        made = []
        for place, (role, district, school) in enumerate(
            [
                (Role.CITY, None, None),
                (Role.DISTRICT, "昆都仑区", None),
                (Role.DISTRICT, "青山区", None),
                (Role.INSTITUTION, None, "第一学校"),
                (Role.INSTITUTION, None, "第二学校"),
                (Role.AUDITOR, None, None),
            ]
        ):
            own_district = find_district(session, district) if district else None
            own_school = an_institution(session, school) if school else None
            each = add_staff(session, f"人{place}", role, own_district, own_school, now=NOW)
            know_in_chat(session, each, f"user{place}")
            made.append(each)
        return made


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("has_class", [True, False])
def test_an_alert_is_told_to_everybody_who_sees_it_but_auditors(database, staff, audience, has_class):
    with database.writing() as session:
        own = a_class(session, "BT-1", institution="第一学校", lessons=False) if has_class else None
        raise_alert(session, AlertDraft("test", "k", "事情。", audience, own), now=NOW)
        alert = session.query(Alert).one()

        told = {each.name for each in session.scalars(staff_concerned(alert))}
        seeing = {
            each.name
            for each in session.query(Staff)
            if list(session.scalars(alerts_for(each))) and each.role is not Role.AUDITOR
        }

    assert told == seeing


def test_nobody_is_told_who_is_not_known_in_dingtalk(database, staff):
    with database.writing() as session:
        for each in session.query(Staff):
            each.chat_id = None
        raise_alert(session, AlertDraft("test", "k", "事情。", Audience.ADMINISTRATOR), now=NOW)
        session.flush()

        assert list(session.scalars(staff_concerned(session.query(Alert).one()))) == []


def test_alerts_that_concern_nobody_in_dingtalk_keep_no_other_waiting(database, staff):
    with database.writing() as session:
        for place in range(30):
            own = a_class(session, f"BT-{place}", institution="没有账号的学校", lessons=False)
            draft = AlertDraft("silent", f"k{place}", "全班没有打卡。", Audience.INSTITUTION, own)
            raise_alert(session, draft, now=NOW)
        raise_alert(session, AlertDraft("quota", "quota", "额度用完。", Audience.ADMINISTRATOR), now=NOW)

    rounds = 0
    while has_waiting(database) and rounds < 5:
        with database.writing() as session:
            told = [each.text for each in take_notices(session, now=NOW)]
        rounds += 1

    assert told == ["额度用完。"]
    assert not has_waiting(database)


def test_alerts_that_cannot_be_sent_let_the_next_ones_have_their_turn(database, staff):
    with database.writing() as session:
        for place in range(25):
            draft = AlertDraft("test", f"k{place}", f"事情 {place}。", Audience.ADMINISTRATOR)
            raise_alert(session, draft, now=NOW)

    rounds = []
    for _ in range(2):
        with database.writing() as session:
            rounds.append([each.text for each in take_notices(session, now=NOW)])

    assert [len(each) for each in rounds] == [20, 5]
    assert len({text for each in rounds for text in each}) == 25


def has_waiting(database: Database) -> bool:
    with database.reading() as session:
        return has_untold(session, now=NOW)
