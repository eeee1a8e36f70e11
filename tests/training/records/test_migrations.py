"""The numbered migrations carry a database up to this code's records and all the way down again."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import (
    ColumnClause,
    Integer,
    LargeBinary,
    String,
    TableClause,
    Uuid,
    column,
    inspect,
    select,
    table,
    text,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tests.conftest import DATABASES
from tests.factories import MONDAY, a_class, a_trainee, an_enrolment, at
from training.attendance.acts.approve_leave import Leave, approve_leave
from training.attendance.acts.revoke_leave import RevokedLeave, revoke_leave
from training.attendance.terms import DayPart, Occasion
from training.checks.acts.calls.next_call import next_call
from training.checks.acts.start_check import start_check
from training.checks.acts.want_card import want_card
from training.checks.terms import StatisticsSource
from training.checks.views.find_check import find_check
from training.database import Base, Database, UtcTime
from training.notice.policy import Policy
from training.notice.terms import Role
from training.outbox.acts.write_links import write_links
from training.outbox.acts.write_message import write_message
from training.outbox.acts.write_messages import MessageDraft
from training.outbox.rules.short_links import LinkDraft
from training.outbox.terms import MessageState
from training.outbox.views.follow_link import LinkOver, follow_link
from training.outbox.views.ids_of import ids_of
from training.records import schema
from training.records.attendance.leave import LeaveOfAbsence
from training.records.attendance.reminders import Reminder
from training.records.chat import ChatCard
from training.records.checks.calls import PhoneShowing
from training.records.checks.spot_checks import SpotCheck
from training.records.checks.video_checks import LiveStatistics, StatisticsViewer
from training.records.classes.classes import TrainingClass
from training.records.classes.districts import District, RuleSet
from training.records.outbox.messages import DeliveryAttempt, OutgoingMessage
from training.records.staff.staff import Staff
from training.staff.acts.add_staff import add_staff
from training.staff.rules.digest import digest

TEN = at(MONDAY, "10:00")
FIVE_PAST = TEN + timedelta(minutes=5)
PHONE = b"sealed phone"


@pytest.mark.parametrize("empty_database_url", DATABASES, indirect=True)
def test_every_migration_can_be_applied_and_taken_back(empty_database_url, vault):
    database = Database(empty_database_url, vault)

    schema.upgrade(database)
    tables = _tables(database)
    schema.downgrade(database, "base")

    assert set(Base.metadata.tables) <= tables
    assert _tables(database) == {"alembic_version"}
    database.close()


@pytest.mark.parametrize("empty_database_url", DATABASES, indirect=True)
def test_a_database_is_current_only_after_all_migrations(empty_database_url, vault):
    database = Database(empty_database_url, vault)
    before = schema.is_current(database)

    schema.upgrade(database)

    assert (before, schema.is_current(database)) == (False, True)
    database.close()


def test_the_migrations_make_exactly_the_tables_of_the_records(database):
    with database.reading() as session:
        context = MigrationContext.configure(session.connection())
        differences = compare_metadata(context, Base.metadata)

    assert differences == []


def test_migrations_are_numbered_in_order_without_a_gap():
    names = sorted(path.name for path in (schema.MIGRATIONS / "versions").glob("*.py"))

    assert [int(name[:4]) for name in names] == list(range(1, len(names) + 1))


def test_the_ten_districts_of_baotou_are_preloaded(database):
    with database.reading() as session:
        names = set(session.scalars(select(District.name)))

    expected = "昆都仑区 青山区 东河区 九原区 石拐区 白云鄂博矿区 土默特右旗 固阳县 达尔罕茂明安联合旗"
    assert names == {*expected.split(), "稀土高新区"}


def test_the_city_default_carries_the_numbers_of_the_notice(database):
    with database.reading() as session:
        rule_set = session.scalars(select(RuleSet)).one()

    assert rule_set.district_id is None
    assert rule_set.effective_from.isoformat() == "2023-02-24"
    assert rule_set.policy == Policy()


@pytest.fixture
def first_outbox(empty_database_url, vault):
    """A database at 0001, whose outbox holds a message of every end, and one that waits (7)."""
    database = Database(empty_database_url, vault)
    schema.upgrade(database, "0001")
    with database.writing() as session:
        for number, outcomes in OUTCOMES.items():
            session.execute(FIRST_OUTBOX.insert(), _first_message(number, TEN if outcomes else None))
            attempts = [_first_attempt(number, place, each) for place, each in enumerate(outcomes)]
            if attempts:
                session.execute(FIRST_ATTEMPTS.insert(), attempts)
    yield database
    database.close()


def _columns(**types: object) -> list[ColumnClause[object]]:
    return [column(name, type_) for name, type_ in types.items()]  # type: ignore[call-overload]


FIRST_OUTBOX: TableClause = table(
    "outgoing_message",
    *_columns(id=Integer, public_id=Uuid, occasion=String, text=LargeBinary),
    *_columns(phone=LargeBinary, phone_index=LargeBinary),
    *_columns(written_at=UtcTime, expires_at=UtcTime, settled_at=UtcTime),
)
SECOND_OUTBOX: TableClause = table(
    "outgoing_message",
    *_columns(id=Integer, state=String, attempts=Integer, segments=Integer, reference=String),
    *_columns(dedupe_key=String, template=String),
)
FIRST_ATTEMPTS: TableClause = table(
    "delivery_attempt",
    *_columns(message_id=Integer, attempted_at=UtcTime, outcome=String, reference=String, fault=String),
)
OUTCOMES = {
    2: ["sent"],
    3: ["unavailable", "sent"],
    4: ["refused"],
    5: ["unclear"],
    6: ["unavailable", "expired"],
    7: [],
}


def _first_message(number: int, settled_at: datetime | None) -> dict[str, object]:
    text_of_it = None if settled_at else b"sealed text"
    identity = {"id": number, "public_id": UUID(int=number), "occasion": "login_code", "text": text_of_it}
    times = {"written_at": TEN, "expires_at": FIVE_PAST, "settled_at": settled_at}
    return identity | times | {"phone": PHONE, "phone_index": b"index"}


def _first_attempt(message: int, place: int, outcome: str) -> dict[str, object]:
    reference = f"SM{message}" if outcome == "sent" else ""
    at_ = TEN + timedelta(seconds=place)
    return {
        "message_id": message,
        "attempted_at": at_,
        "outcome": outcome,
        "reference": reference,
        "fault": "",
    }


@pytest.mark.parametrize("empty_database_url", DATABASES, indirect=True)
def test_what_became_of_every_message_is_known_after_the_outbox_was_remade(first_outbox):
    schema.upgrade(first_outbox, "0002")

    with first_outbox.reading() as session:
        rows = session.execute(SECOND_OUTBOX.select().order_by(SECOND_OUTBOX.c.id)).all()
        sealed = {bytes(phone) for phone in session.scalars(text("SELECT phone FROM outgoing_message"))}
        attempts = session.execute(text("SELECT message_id, outcome FROM delivery_attempt ORDER BY id")).all()
    assert [tuple(row[:5]) for row in rows] == [
        (2, MessageState.SENT, 1, 1, "SM2"),
        (3, MessageState.SENT, 2, 1, "SM3"),
        (4, MessageState.REJECTED, 1, 0, ""),
        (5, MessageState.FAILED, 1, 0, ""),
        (6, MessageState.EXPIRED, 1, 0, ""),
        (7, MessageState.EXPIRED, 0, 0, ""),
    ]
    assert {row.template for row in rows} == {"login_code"}
    assert len({row.dedupe_key for row in rows}) == len(rows)
    assert sealed == {PHONE}
    assert list(map(tuple, attempts)) == [(number, each) for number in OUTCOMES for each in OUTCOMES[number]]


@pytest.mark.parametrize("empty_database_url", DATABASES, indirect=True)
def test_no_message_of_before_is_sent_again(first_outbox):
    schema.upgrade(first_outbox, "0002")

    with first_outbox.reading() as session:
        waiting = text("SELECT id FROM outgoing_message WHERE settled_at IS NULL OR state = 'created'")
        assert session.scalars(waiting).all() == []


@pytest.mark.parametrize("empty_database_url", DATABASES, indirect=True)
def test_new_messages_are_numbered_on_after_those_of_before(first_outbox, vault):
    schema.upgrade(first_outbox)

    with first_outbox.writing() as session:
        message = OutgoingMessage(
            dedupe_key="new", template="login_code", written_at=TEN, due_at=TEN, expires_at=FIVE_PAST
        )
        session.add(message)
        session.flush()
        attempt = DeliveryAttempt(message_id=message.id, attempted_at=TEN, outcome="sent")
        session.add(attempt)
        session.flush()
        assert message.id == max(OUTCOMES) + 1
        assert attempt.id == sum(map(len, OUTCOMES.values())) + 1


@pytest.mark.parametrize("empty_database_url", DATABASES, indirect=True)
def test_messages_survive_the_way_back_with_their_times_and_attempts(first_outbox):
    before = _messages(first_outbox)
    schema.upgrade(first_outbox)
    schema.downgrade(first_outbox, "0001")

    after = _messages(first_outbox)
    assert [row[:6] for row in after] == [row[:6] for row in before]
    # The one that waited has expired.
    settled = {number: settled_at for number, *_, settled_at in after}
    assert settled == dict.fromkeys(OUTCOMES, TEN) | {7: FIVE_PAST}
    with first_outbox.reading() as session:
        attempts = session.execute(select(FIRST_ATTEMPTS.c.message_id, FIRST_ATTEMPTS.c.outcome)).all()
    assert sorted(map(tuple, attempts)) == sorted(
        (number, each) for number in OUTCOMES for each in OUTCOMES[number]
    )


@pytest.mark.parametrize("empty_database_url", DATABASES, indirect=True)
def test_an_attempt_still_needs_its_message_after_the_outbox_was_remade(first_outbox):
    schema.upgrade(first_outbox, "0002")

    with pytest.raises(IntegrityError), first_outbox.writing() as session:
        session.execute(FIRST_ATTEMPTS.insert(), [_first_attempt(99, 0, "sent")])


def _messages(database: Database) -> list[tuple[object, ...]]:
    """Of a database at 0001."""
    own = FIRST_OUTBOX.c
    columns = select(own.id, own.public_id, own.occasion, own.phone, own.phone_index, own.written_at)
    with database.reading() as session:
        return list(map(tuple, session.execute(columns.add_columns(own.settled_at).order_by(own.id))))


def _tables(database: Database) -> set[str]:
    return set(inspect(database.engine).get_table_names())


def test_going_back_before_leave_could_be_taken_back_keeps_only_what_holds(database):
    with database.writing() as session:
        enrolment = an_enrolment(session, a_class(session), a_trainee(session))
        for reason in ("病", "事假"):
            leave = Leave(MONDAY, DayPart.WHOLE_DAY, reason)
            approve_leave(session, enrolment, leave, approved_by="李老师", now=TEN)
            if reason == "病":
                taken_back = RevokedLeave(MONDAY, DayPart.WHOLE_DAY, "已到课")
                revoke_leave(session, enrolment, taken_back, revoked_by="李老师", now=TEN)

    schema.downgrade(database, "0014")
    with database.reading() as session:
        assert list(session.execute(text("SELECT reason FROM leave_of_absence")).scalars()) == ["事假"]
    schema.upgrade(database)

    with database.reading() as session:
        assert [each.reason for each in session.scalars(select(LeaveOfAbsence))] == ["事假"]


def _a_check_with_a_card_and_a_reminder(session: Session) -> None:
    """李敏 has a card of her check; 王芳 has two reminders, one of them with a link that still opens."""
    own = a_class(session, "BT-1", is_key_group=True)
    enrolment = an_enrolment(session, own, a_trainee(session, "王芳"))
    staff = add_staff(session, "李敏", Role.CITY, None, None, now=TEN)
    check = start_check(session, staff, own.public_id, seed=bytes(32), now=TEN)
    want_card(session, staff, find_check(session, staff, check.check_id), now=TEN)
    for part, occasion in ((DayPart.MORNING, Occasion.MISSING_IN), (DayPart.WHOLE_DAY, Occasion.DAY_LOST)):
        draft = MessageDraft(occasion.name, {}, "13800000001", occasion.name, FIVE_PAST)
        write_message(session, draft, now=TEN)
        message_id = ids_of(session, [occasion.name])[occasion.name]
        session.add(
            Reminder(
                enrolment_id=enrolment.id,
                held_on=MONDAY,
                part=part,
                occasion=occasion,
                message_id=message_id,
                written_at=TEN,
            )
        )
        if occasion is Occasion.MISSING_IN:
            write_links(session, [LinkDraft("token", message_id, enrolment.id, FIVE_PAST, MONDAY)])


@pytest.mark.parametrize("empty_database_url", DATABASES, indirect=True)
def test_cards_and_links_survive_the_way_back_and_forth(empty_database_url, vault):
    database = Database(empty_database_url, vault)
    schema.upgrade(database)
    with database.writing() as session:
        _a_check_with_a_card_and_a_reminder(session)
        card = session.scalars(select(ChatCard.public_id)).one()

    schema.downgrade(database, "0015")
    with database.reading() as session:
        assert session.scalar(text("SELECT count(*) FROM check_card")) == 1
        digests = session.scalars(text("SELECT link_digest FROM reminder ORDER BY id")).all()
        assert [bytes(each) == digest("token") for each in digests] == [True, False]
    schema.upgrade(database)

    with database.reading() as session:
        assert session.scalars(select(ChatCard.public_id)).one() == card
        assert follow_link(session, "token", now=TEN).held_on == MONDAY
        with pytest.raises(LinkOver):
            follow_link(session, "token", now=FIVE_PAST)
    database.close()


HANDED_IN: TableClause = table("live_statistics", *_columns(id=Integer, sha256=String, client_key=String))
WATCHED: TableClause = table("statistics_viewer", *_columns(statistics_id=Integer, watched_seconds=Integer))


def _a_video_check_with_files(session: Session, *hashes: str) -> None:
    """One trainee watched 1, 2, 3 … seconds by each; the city's inspector was shown one number besides."""
    own = a_class(session, "BT-1", is_key_group=True)
    enrolment = an_enrolment(session, own, a_trainee(session, "王芳"))
    staff = add_staff(session, "李敏", Role.CITY, None, None, now=TEN)
    view = start_check(session, staff, own.public_id, seed=bytes(32), now=TEN)
    next_call(session, staff, view.check_id, now=TEN)
    check = session.scalars(select(SpotCheck)).one()
    for seconds, sha256 in enumerate(hashes, 1):
        viewer = StatisticsViewer(enrolment_id=enrolment.id, watched_seconds=seconds)
        told = {"source": StatisticsSource.EXPORT, "day": MONDAY, "file_name": "直播.csv", "size": 1}
        left_out = dict.fromkeys(("lines", "strangers", "teachers", "duplicates"), 0)
        received = {"received_by": staff.name, "received_at": TEN, "file_key": sha256}
        statistics = LiveStatistics(check_id=check.id, sha256=sha256, **told, **left_out, **received)
        statistics.viewers.append(viewer)
        session.add(statistics)
        session.flush()


def test_before_files_could_come_again_each_was_known_once_and_the_last_one_still_holds(database):
    with database.writing() as session:
        _a_video_check_with_files(session, "a", "b", "a")

    schema.downgrade(database, "0017")
    with database.reading() as session:
        kept = session.scalars(text("SELECT sha256 FROM live_statistics ORDER BY id")).all()
        watched = session.scalars(text("SELECT watched_seconds FROM statistics_viewer ORDER BY id")).all()
    assert (kept, watched) == (["b", "a"], [2, 3])
    schema.upgrade(database)

    with database.writing() as session:
        assert [row.sha256 for row in session.execute(HANDED_IN.select())] == ["b", "a"]
        assert [row.watched_seconds for row in session.execute(WATCHED.select())] == [2, 3]
        session.execute(HANDED_IN.update().values(client_key=HANDED_IN.c.sha256))
        newest = session.scalars(select(LiveStatistics).order_by(LiveStatistics.id.desc())).first()
        newest.viewers.append(
            StatisticsViewer(enrolment_id=_the_enrolment(session, "王五"), watched_seconds=9)
        )


def test_numbers_that_were_shown_to_a_name_belong_to_the_person_of_that_name(database):
    with database.writing() as session:
        _a_video_check_with_files(session)

    schema.downgrade(database, "0017")
    schema.upgrade(database)

    with database.reading() as session:
        shown = session.scalars(select(PhoneShowing)).one()
        staff = session.scalars(select(Staff)).one()
        assert (shown.staff_id, shown.shown_to) == (staff.id, "李敏")


def _the_enrolment(session: Session, name: str) -> int:
    """Of one more trainee in the only class."""
    own = session.scalars(select(TrainingClass)).one()
    return an_enrolment(session, own, a_trainee(session, name, "13900000009"), "2").id
