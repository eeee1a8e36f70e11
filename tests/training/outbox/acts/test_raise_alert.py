"""R09: what is wrong is told once, to those on duty for the place and to nobody else."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.factories import MONDAY, a_class, an_institution, at
from tests.training.builders import at_once
from training.classes.views.find_class import find_class, find_district
from training.database import Database
from training.notice.terms import Role
from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.terms import Audience
from training.outbox.views.alerts_for import alerts_for
from training.records.outbox.alerts import Alert
from training.staff.acts.add_staff import add_staff
from training.staff.views.find_staff import find_staff

NOW = at(MONDAY, "10:00")
DRAFT = AlertDraft(
    kind="device_silent",
    dedupe_key="device_silent:6012",
    text="考勤机 6012 已 30 分钟没有联系，请检查电源和网络。",
    audience=Audience.INSPECTORS,
)


@pytest.fixture
def staffed(database: Database) -> Database:
    """Class K-1 of 第一学校 in 昆都仑区, and one member of staff of every kind, of here and of elsewhere."""
    with database.writing() as session:
        a_class(session, "K-1", institution="第一学校", district="昆都仑区")
        add_staff(session, "市局", Role.CITY, None, None, now=NOW)
        add_staff(session, "审计", Role.AUDITOR, None, None, now=NOW)
        for name, district in (("昆区", "昆都仑区"), ("青山", "青山区")):
            add_staff(session, name, Role.DISTRICT, find_district(session, district), None, now=NOW)
        for name, school in (("一校", "第一学校"), ("二校", "第二学校")):
            add_staff(session, name, Role.INSTITUTION, None, an_institution(session, school), now=NOW)
    return database


def tell(database: Database, draft: AlertDraft = DRAFT, *, class_number: str = "", now=NOW) -> bool:
    with database.writing() as session:
        own = find_class(session, class_number) if class_number else draft.training_class
        return raise_alert(session, replace(draft, training_class=own), now=now)


def told(database: Database) -> set[str]:
    """The names of those who are told anything."""
    names = ("市局", "审计", "昆区", "青山", "一校", "二校")
    with database.reading() as session:
        return {name for name in names if session.scalars(alerts_for(find_staff(session, name))).all()}


def test_an_alert_is_raised_once_for_one_cause(database):
    again = replace(DRAFT, text="别的话。")

    assert [tell(database), tell(database), tell(database, again)] == [True, False, False]

    with database.reading() as session:
        alert = session.scalars(select(Alert)).one()
        assert (alert.text, alert.raised_at, alert.told_at) == (DRAFT.text, NOW, None)


def test_of_several_who_find_the_same_cause_at_once_one_raises_it(database):
    raised = at_once(*[lambda: tell(database)] * 4)

    assert sorted(raised) == [False, False, False, True]
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Alert)) == 1


def test_an_alert_of_a_class_knows_its_district_and_institution(staffed):
    tell(staffed, class_number="K-1")

    with staffed.reading() as session:
        alert = session.scalars(select(Alert)).one()
        places = alert.training_class, alert.district, alert.institution
        assert places[0] is not None
        assert places[1] is not None
        assert places[2] is not None
        assert (places[0].class_number, places[1].name, places[2].name) == ("K-1", "昆都仑区", "第一学校")


@pytest.mark.parametrize(
    ("audience", "names"),
    [
        (Audience.INSPECTORS, {"市局", "审计", "昆区"}),
        (Audience.INSTITUTION, {"一校"}),
        (Audience.ADMINISTRATOR, {"市局"}),
    ],
)
def test_who_is_told_of_a_class(staffed, audience, names):
    tell(staffed, replace(DRAFT, audience=audience), class_number="K-1")

    assert told(staffed) == names


@pytest.mark.parametrize(
    ("audience", "names"),
    [
        (Audience.INSPECTORS, {"市局", "审计"}),
        (Audience.INSTITUTION, set()),
        (Audience.ADMINISTRATOR, {"市局"}),
    ],
)
def test_what_belongs_to_no_place_is_told_by_the_city_only(staffed, audience, names):
    tell(staffed, replace(DRAFT, audience=audience))

    assert told(staffed) == names


@pytest.mark.parametrize(
    ("district", "names"), [("青山区", {"市局", "审计", "青山"}), ("固阳县", {"市局", "审计"})]
)
def test_what_belongs_to_a_district_is_told_there(staffed, district, names):
    with staffed.reading() as session:
        place = find_district(session, district).id
    tell(staffed, replace(DRAFT, district_id=place))

    assert told(staffed) == names


def test_what_belongs_to_an_institution_is_told_there(staffed):
    with staffed.reading() as session:
        place = find_staff(session, "二校").institution_id
    tell(staffed, replace(DRAFT, audience=Audience.INSTITUTION, institution_id=place))

    assert told(staffed) == {"二校"}


def test_the_newest_is_told_first(staffed):
    for minutes, key in ((0, "first"), (2, "third"), (1, "second"), (2, "fourth")):
        tell(staffed, replace(DRAFT, dedupe_key=key), now=NOW + timedelta(minutes=minutes))

    with staffed.reading() as session:
        keys = [each.dedupe_key for each in session.scalars(alerts_for(find_staff(session, "市局")))]
    assert keys == ["fourth", "third", "second", "first"]


def test_a_long_text_ends_with_a_sign_that_it_goes_on_and_stops_no_act(database):
    tell(database, replace(DRAFT, text="长" * 256))
    tell(database, replace(DRAFT, dedupe_key="fits", text="短" * 255))

    with database.reading() as session:
        texts = session.scalars(select(Alert.text).order_by(Alert.id)).all()
    assert texts == ["长" * 254 + "…", "短" * 255]
