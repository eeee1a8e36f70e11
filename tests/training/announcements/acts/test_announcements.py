"""R12: who may write for whom, what a trainee reads when, and that nothing published ever changes."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from uuid import UUID

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from tests.factories import MONDAY, a_class, a_trainee, an_enrolment, at
from tests.training.builders import at_once
from training.announcements.acts.note_reading import Reader, note_reading
from training.announcements.acts.publish_announcement import NotADraft, publish_announcement
from training.announcements.acts.withdraw_announcement import WithdrawnBefore, withdraw_announcement
from training.announcements.acts.write_announcement import (
    AnnouncementDraft,
    HasSuccessor,
    write_announcement,
)
from training.announcements.rules.texts import BadAnnouncement
from training.announcements.terms import AnnouncementState, Readers
from training.announcements.views.own_announcements import (
    count_unread,
    own_announcement,
    own_announcements,
)
from training.announcements.views.see_announcements import (
    ReadBy,
    list_announcements,
    readings_of,
    see_announcement,
    state_on,
)
from training.classes.views.find_class import find_class, find_district
from training.database import Database
from training.errors import NotFound
from training.notice.terms import Role
from training.records.classes.trainees import Enrolment, Trainee
from training.staff.acts.add_staff import add_staff
from training.staff.views.find_staff import find_staff

CITY, DISTRICT, ELSEWHERE, SCHOOL, AUDITOR = "李敏", "刘志刚", "赵敏", "冯老师", "何审计"
OURS, THEIRS = "王芳", "李强"
DAY = timedelta(days=1)
NOW = at(MONDAY, "09:00")


@dataclass
class Office:
    """People of the office and two trainees: 王芳 in BT-1 of 昆都仑区, 李强 in BT-2 of 青山区."""

    database: Database

    def write(self, who: str = CITY, readers: Readers = Readers.ALL, **more) -> UUID:
        with self.database.writing() as session:
            draft = AnnouncementDraft(
                "放假通知", "清明放假三天\n请相互转告", readers, **self._of(session, more)
            )
            return write_announcement(session, find_staff(session, who), draft, now=NOW).public_id

    def _of(self, session: Session, more: dict) -> dict:
        named = {"from_day": MONDAY} | more
        if place := named.pop("place", ""):
            named["district"] = find_district(session, place)
        if number := named.pop("number", ""):
            named["about"] = find_class(session, number)
        return named

    def publish(self, own: UUID, who: str = CITY) -> UUID:
        with self.database.writing() as session:
            publish_announcement(session, find_staff(session, who), own, now=NOW)
        return own

    def withdraw(self, own: UUID, who: str = CITY) -> None:
        with self.database.writing() as session:
            withdraw_announcement(session, find_staff(session, who), own, "写错了", now=NOW)

    def read_by(self, name: str, today: date = MONDAY) -> list[UUID]:
        with self.database.reading() as session:
            found = own_announcements(session, self._trainee(session, name), today)
            return [each.announcement.public_id for each in found]

    def unread(self, name: str) -> int:
        with self.database.reading() as session:
            return count_unread(session, self._trainee(session, name), MONDAY)

    def open(self, name: str, own: UUID) -> None:
        with self.database.writing() as session:
            key = self._trainee(session, name)
            found = own_announcement(session, key, own, MONDAY)
            note_reading(session, found.id, Reader(trainee_id=key), now=NOW)

    def seen(self, who: str) -> list[UUID]:
        with self.database.reading() as session:
            return [each.public_id for each in list_announcements(session, find_staff(session, who)).rows]

    def states(self, today: date = MONDAY) -> dict[UUID, AnnouncementState]:
        with self.database.reading() as session:
            rows = list_announcements(session, find_staff(session, CITY)).rows
            return {each.public_id: state_on(each, today) for each in rows}

    def counted(self, own: UUID) -> ReadBy:
        with self.database.reading() as session:
            found = see_announcement(session, find_staff(session, CITY), own)
            return readings_of(session, [found]).get(found.id, ReadBy())

    def _trainee(self, session: Session, name: str) -> int:
        return session.query(Trainee).join(Enrolment).filter(Trainee.name == name).one().id


@pytest.fixture
def office(database) -> Office:
    with database.writing() as session:
        for name, number, phone, place in (
            (OURS, "BT-1", "13800000001", "昆都仑区"),
            (THEIRS, "BT-2", "13800000002", "青山区"),
        ):
            own = a_class(session, number, district=place, institution=f"{place}学校")
            an_enrolment(session, own, a_trainee(session, name, phone), "1")
        school = find_class(session, "BT-1").institution
        for name, role, district, institution in (
            (CITY, Role.CITY, "", None),
            (AUDITOR, Role.AUDITOR, "", None),
            (DISTRICT, Role.DISTRICT, "昆都仑区", None),
            (ELSEWHERE, Role.DISTRICT, "青山区", None),
            (SCHOOL, Role.INSTITUTION, "", school),
        ):
            where = find_district(session, district) if district else None
            add_staff(session, name, role, where, institution, now=NOW)
    return Office(database)


def test_a_draft_is_read_by_nobody_until_it_is_published(office):
    own = office.write()
    assert (office.read_by(OURS), office.seen(SCHOOL), office.seen(AUDITOR)) == ([], [], [])

    office.publish(own)

    assert (office.read_by(OURS), office.read_by(THEIRS)) == ([own], [own])
    assert [office.seen(who) for who in (CITY, DISTRICT, SCHOOL, AUDITOR)] == [[own]] * 4


@pytest.mark.parametrize(
    ("readers", "more", "ours", "theirs"),
    [
        (Readers.DISTRICT, {"place": "昆都仑区"}, 1, 0),
        (Readers.CLASS, {"number": "BT-2"}, 0, 1),
        (Readers.STAFF, {}, 0, 0),
    ],
)
def test_it_is_for_those_for_whom_it_is_written(office, readers, more, ours, theirs):
    office.publish(office.write(CITY, readers, **more))

    assert (len(office.read_by(OURS)), len(office.read_by(THEIRS))) == (ours, theirs)


def test_a_district_writes_for_its_own_people_and_no_other_district_sees_it(office):
    own = office.publish(office.write(DISTRICT, Readers.DISTRICT, place="青山区"), DISTRICT)

    # Whatever the form says, it is its own place.
    assert (office.read_by(OURS), office.read_by(THEIRS)) == ([own], [])
    assert (office.seen(DISTRICT), office.seen(ELSEWHERE)) == ([own], [])
    with pytest.raises(BadAnnouncement, match="由市级发布"):
        office.write(DISTRICT, Readers.ALL)


@pytest.mark.parametrize("who", [SCHOOL, AUDITOR])
def test_whoever_may_not_write_finds_nothing(office, who):
    with pytest.raises(NotFound):
        office.write(who)


def test_a_district_neither_publishes_nor_withdraws_what_is_the_citys(office):
    own = office.write()
    with pytest.raises(NotFound):
        office.publish(own, DISTRICT)

    office.publish(own)

    with pytest.raises(NotFound):
        office.withdraw(own, DISTRICT)


@pytest.mark.parametrize(("readers", "why"), [(Readers.DISTRICT, "请选旗县区"), (Readers.CLASS, "请写班号")])
def test_for_whom_has_to_be_said(office, readers, why):
    with pytest.raises(BadAnnouncement, match=why):
        office.write(CITY, readers)


@pytest.mark.parametrize(("day", "count"), [(-1, 0), (0, 1), (2, 1), (3, 0)])
def test_it_is_shown_within_its_days(office, day, count):
    office.publish(office.write(until_day=MONDAY + 2 * DAY))

    assert len(office.read_by(OURS, MONDAY + day * DAY)) == count


def test_what_is_withdrawn_is_gone_from_the_phones_and_stays_on_the_desk(office):
    own = office.publish(office.write())

    office.withdraw(own)

    assert (office.read_by(OURS), office.seen(CITY)) == ([], [own])
    with pytest.raises(WithdrawnBefore):
        office.withdraw(own)
    with pytest.raises(NotADraft):
        office.publish(own)


def test_a_new_version_takes_the_place_of_the_old_when_it_is_published(office):
    old = office.publish(office.write())
    new = office.write(replaces=old)
    assert office.read_by(OURS) == [old]

    office.publish(new)

    assert office.read_by(OURS) == [new]
    with pytest.raises(HasSuccessor):
        office.write(replaces=old)


def test_what_was_written_anew_before_it_was_published_still_takes_the_place_of_the_old(office):
    old = office.publish(office.write())
    new = office.publish(office.write(replaces=office.write(replaces=old)))

    assert office.read_by(OURS) == [new]
    assert office.states() == {new: AnnouncementState.SHOWN, old: AnnouncementState.REPLACED}


@pytest.mark.parametrize(("day", "is_new"), [(0, False), (1, False), (2, True), (3, True)])
def test_the_old_one_stays_until_the_first_day_of_the_new(office, day, is_new):
    old = office.publish(office.write())
    new = office.publish(office.write(replaces=old, from_day=MONDAY + 2 * DAY))

    assert office.read_by(OURS, MONDAY + day * DAY) == [new if is_new else old]
    shown = {
        each for each, state in office.states(MONDAY + day * DAY).items() if state is AnnouncementState.SHOWN
    }
    assert shown == {new if is_new else old}


def test_a_new_version_that_was_withdrawn_before_its_first_day_takes_no_place(office):
    old = office.publish(office.write())
    new = office.publish(office.write(replaces=old, from_day=MONDAY + 2 * DAY))

    office.withdraw(new)

    assert office.read_by(OURS, MONDAY + 2 * DAY) == [old]


@pytest.mark.parametrize(
    ("readers", "more"), [(Readers.DISTRICT, {"place": "昆都仑区"}), (Readers.CLASS, {"number": "BT-1"})]
)
def test_what_the_city_writes_for_a_district_is_the_citys(office, readers, more):
    own = office.write(CITY, readers, **more)
    with pytest.raises(NotFound):
        office.publish(own, DISTRICT)
    assert office.seen(DISTRICT) == []

    office.publish(own)

    assert office.seen(DISTRICT) == [own]
    with pytest.raises(NotFound):
        office.withdraw(own, DISTRICT)
    with pytest.raises(NotFound):
        office.write(DISTRICT, Readers.DISTRICT, replaces=own)


def test_the_city_withdraws_what_a_district_wrote(office):
    own = office.publish(office.write(DISTRICT, Readers.DISTRICT), DISTRICT)

    office.withdraw(own)

    assert office.read_by(OURS) == []


def test_of_two_who_write_the_next_version_at_once_the_second_is_told(office):
    old = office.publish(office.write())

    made = at_once(*[partial(office.write, replaces=old)] * 4)

    assert made.count(HasSuccessor) == 3


def test_a_draft_that_was_written_anew_is_not_listed(office):
    new = office.write(replaces=office.write())

    assert office.seen(CITY) == [new]


def test_each_reader_is_counted_once(office):
    own = office.publish(office.write())
    assert (office.unread(OURS), office.unread(THEIRS)) == (1, 1)

    office.open(OURS, own)
    office.open(OURS, own)

    assert (office.unread(OURS), office.unread(THEIRS)) == (0, 1)
    assert office.counted(own) == ReadBy(trainees=1)


def test_what_is_for_others_is_not_found(office):
    own = office.publish(office.write(CITY, Readers.DISTRICT, place="青山区"))

    with pytest.raises(NotFound):
        office.open(OURS, own)


def test_no_act_changes_what_a_version_says(office):
    written: list[str] = []

    def listen(connection, cursor, statement, *more) -> None:
        written.append(statement)

    event.listen(office.database.engine, "before_cursor_execute", listen)
    old = office.publish(office.write())
    office.publish(office.write(replaces=old))
    office.withdraw(old)
    event.remove(office.database.engine, "before_cursor_execute", listen)

    assert [each for each in written if each.startswith(("UPDATE announcement", "DELETE"))] == []
