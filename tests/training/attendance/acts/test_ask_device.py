"""R43: what a machine is asked, it fetches and answers; a count that differs is an alert."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from tests.factories import MONDAY, a_class, a_device, a_trainee, a_withdrawal, an_enrolment, at, punches
from training.attendance.acts.devices.ask_again import ask_again
from training.attendance.acts.devices.ask_count import ask_count
from training.attendance.acts.devices.ask_for_days import BadSpan
from training.attendance.acts.devices.hand_commands import hand_commands
from training.attendance.acts.devices.note_greeting import Greeting, note_greeting
from training.attendance.acts.devices.push_roster import NoDevice, push_roster
from training.attendance.acts.devices.take_answers import take_answers
from training.attendance.sheets.pushes import read_answers
from training.attendance.views.find_device import find_device
from training.attendance.views.has_commands import has_commands
from training.classes.views.find_class import find_class
from training.database import Database
from training.outbox.terms import Audience
from training.records.attendance.devices import DeviceCommand
from training.records.classes.classes import TrainingClass
from training.records.outbox.alerts import Alert

NOON = at(MONDAY, "12:00")
TUESDAY = date(2026, 3, 3)


@pytest.fixture
def running(database: Database) -> Database:
    with database.writing() as session:
        own = a_class(session, "BT-1", attendance_device="6012")
        an_enrolment(session, own, a_trainee(session, "王芳"), "1")
        an_enrolment(session, own, a_trainee(session, "李强"), "2")
        a_device(session)
    return database


def fetch(database: Database, when: datetime = NOON) -> list[str]:
    with database.writing() as session:
        return hand_commands(session, find_device(session, "CJDE1"), now=when).decode("gb18030").splitlines()


def answer(database: Database, body: str) -> None:
    with database.writing() as session:
        take_answers(session, find_device(session, "CJDE1"), read_answers(body.encode()), now=NOON)


def roster(database: Database, when: datetime = NOON):
    with database.writing() as session:
        return push_roster(session, find_class(session, "BT-1"), asked_by="张会计", now=when)


def count_of(database: Database, first: date = MONDAY, last: date = MONDAY) -> None:
    with database.writing() as session:
        ask_count(session, find_device(session, "CJDE1"), (first, last), asked_by="张会计", now=NOON)


def alerts(database: Database) -> list[tuple[Audience, str]]:
    with database.reading() as session:
        return [(each.audience, each.text) for each in session.scalars(select(Alert).order_by(Alert.id))]


def test_a_roster_is_fetched_as_one_line_for_each_number(running):
    said = roster(running)

    assert (said.devices, said.numbers, said.without_number) == (["CJDE1"], 2, [])
    first, second = fetch(running)
    number, words = first.removeprefix("C:").split(":", 1)
    assert number.isdecimal()
    assert words == "DATA UPDATE USERINFO PIN=1\tName=王芳\tPri=0"
    assert second.endswith("PIN=2\tName=李强\tPri=0")


@pytest.mark.parametrize(("language", "encoding"), [("", "gb2312"), ("83", "gb2312"), ("69", "utf-8")])
def test_names_go_in_the_encoding_of_the_machine(running, language, encoding):
    roster(running)
    with running.writing() as session:
        device = find_device(session, "CJDE1")
        note_greeting(session, device, Greeting(language), now=NOON)
        assert "王芳".encode(encoding) in hand_commands(session, device, now=NOON)


def test_who_left_is_not_sent_and_who_has_no_number_is_told(running):
    with running.writing() as session:
        own = session.scalars(select(TrainingClass)).one()
        an_enrolment(session, own, a_trainee(session, "赵六"), None)
        a_withdrawal(session, an_enrolment(session, own, a_trainee(session, "孙七"), "4"), MONDAY)

    on_last_day, after = roster(running), roster(running, NOON + timedelta(days=1))

    assert (on_last_day.numbers, on_last_day.without_number) == (3, ["赵六"])
    assert after.numbers == 2


def test_a_roster_that_waits_is_not_queued_twice_and_a_name_cannot_add_a_field(running):
    with running.writing() as session:
        own = session.scalars(select(TrainingClass)).one()
        an_enrolment(session, own, a_trainee(session, "阿\tPri=14\n凡"), "3")
    roster(running)
    roster(running)

    lines = fetch(running)

    assert len(lines) == 3
    assert lines[2].count("\t") == 2
    assert lines[2].endswith("Pri=0")


def test_a_class_without_a_machine_is_told_what_to_do(database):
    with database.writing() as session:
        own = a_class(session)
        with pytest.raises(NoDevice, match="请先登记一台"):
            push_roster(session, own, asked_by="张会计", now=NOON)


def test_a_command_is_handed_again_after_ten_minutes_without_an_answer_five_times_at_most(running):
    roster(running)

    fetched = [
        len(fetch(running, NOON + timedelta(minutes=minutes))) for minutes in (0, 9, 10, 20, 30, 40, 50)
    ]

    assert fetched == [2, 0, 2, 2, 2, 2, 0]


def test_an_answered_command_is_never_handed_again_and_the_first_answer_stands(running):
    roster(running)
    number = fetch(running)[0].split(":")[1]

    answer(running, f"ID={number}&Return=-1002&CMD=DATA\nID=999999&Return=0\nID=x\nID=\nnonsense")
    answer(running, f"ID={number}&Return=0&CMD=DATA")

    with running.reading() as session:
        command = session.get_one(DeviceCommand, int(number))
        assert (command.return_code, command.answered_at) == (-1002, NOON)
    assert len(fetch(running, NOON + timedelta(hours=1))) == 1


def test_no_machine_answers_for_another(running):
    roster(running)
    number = fetch(running)[0].split(":")[1]
    with running.writing() as session:
        other = a_device(session, "CJDE2", "6013")
        take_answers(session, other, [{"id": number, "return": "0"}], now=NOON)

    with running.reading() as session:
        assert session.get_one(DeviceCommand, int(number)).answered_at is None
        assert not has_commands(session, find_device(session, "CJDE2"), NOON)


def test_whole_days_are_asked_for_again(running):
    with running.writing() as session:
        ask_again(session, find_device(session, "CJDE1"), (MONDAY, TUESDAY), asked_by="张会计", now=NOON)

    (line,) = fetch(running)
    words = "DATA QUERY ATTLOG StartTime=2026-03-02 00:00:00\tEndTime=2026-03-03 23:59:59"
    assert line.split(":", 2)[2] == words
    with pytest.raises(BadSpan), running.writing() as session:
        ask_again(session, find_device(session, "CJDE1"), (TUESDAY, MONDAY), asked_by="张会计", now=NOON)


def counted(database: Database, machine_count: int) -> None:
    count_of(database)
    number = fetch(database)[0].split(":")[1]
    span = "StartTime=2026-03-02 00:00:00&EndTime=2026-03-02 23:59:59"
    answer(database, f"ID={number}&Return=0&CMD=VERIFY SUM&{span}&AttlogSum={machine_count}")


@pytest.fixture
def punched(running: Database) -> Database:
    """Three punches of Monday: one pushed, one by file, one by both; and one of Tuesday."""
    with running.writing() as session:
        own = session.scalars(select(TrainingClass)).one()
        punches(session, own, MONDAY, ["08:20", "11:40"], device="CJDE1")
        punches(session, own, MONDAY, ["11:40", "13:50"], device="6012")
        punches(session, own, TUESDAY, ["00:00"], device="CJDE1")
        punches(session, own, MONDAY, ["08:21"], device="6013")
    return running


def test_the_same_count_is_no_alert(punched):
    counted(punched, 3)

    assert alerts(punched) == []


@pytest.mark.parametrize("machine_count", [2, 4, 0])
def test_another_count_tells_inspectors_and_institution_what_to_do(punched, machine_count):
    counted(punched, machine_count)

    words = f"机内有 {machine_count} 条打卡，系统收到 3 条"
    found = alerts(punched)
    assert [audience for audience, _ in found] == [Audience.INSTITUTION, Audience.INSPECTORS]
    with punched.reading() as session:
        own = session.scalars(select(TrainingClass)).one()
        of_inspectors = select(Alert.district_id).where(Alert.audience == Audience.INSPECTORS)
        assert session.scalars(of_inspectors).all() == [own.district_id]
    assert all(words in text and "2026-03-02" in text and "补传" in text for _, text in found)


def test_an_answer_without_a_count_is_only_noted(punched):
    count_of(punched)
    number = fetch(punched)[0].split(":")[1]

    answer(punched, f"ID={number}&Return=-1002&CMD=VERIFY SUM")

    assert alerts(punched) == []
    with punched.reading() as session:
        assert session.get_one(DeviceCommand, int(number)).return_code == -1002
