"""The log of acts: every act of every subject once, of ones own place alone, by whom and of which days."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.factories import MONDAY, a_class, a_device
from tests.house.counting import counted
from tests.training.checks.checking import AUDITOR, CITY, DISTRICT, OTHER_DISTRICT, SCHOOL, register_staff
from tests.webapp.checks.inspecting import staff_client
from tests.webapp.conftest import World
from training.attendance.acts.approve_leave import Leave, approve_leave
from training.attendance.acts.devices.push_roster import push_roster
from training.attendance.acts.devices.remove_device import remove_device
from training.attendance.terms import DayPart
from training.changes.terms import AmendedField, ChangeState
from training.delivery.acts.channel.resume import resume
from training.privacy.views.list_looks import Wanted, list_looks
from training.records.changes.amendments import AmendmentDecision, ClassAmendment
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment
from training.records.outbox.messages import SmsChannel
from training.staff.acts.issue_token import Issue, issue_token
from training.staff.views.find_staff import find_staff

LOG = "/desk/acts"
EVERYTHING = "from="


@pytest.fixture
def offices(world: World) -> World:
    """On Tuesday at ten everybody does something."""
    now = world.now
    with world.database.writing() as session:
        register_staff(session)
        for person in session.scalars(select(Enrolment).order_by(Enrolment.id)):
            if person.training_class.class_number in ("BT-1", "BT-2") and person.attendance_number == "1":
                leave = Leave(MONDAY, DayPart.MORNING, f"看病 {person.training_class.class_number}")
                approve_leave(session, person, leave, approved_by="教务处", now=now)
        a_device(session, "CJDE1", "6012", networks=("127.0.0.1",))
        a_device(session, "CJDE2", "6013", institution="别的学校")
        own = session.scalars(select(TrainingClass).where(TrainingClass.class_number == "BT-1")).one()
        push_roster(session, own, asked_by=SCHOOL, now=now)
        remove_device(session, "CJDE2", removed_by=OTHER_DISTRICT, now=now)
        how = Issue(CITY, "大屏")
        issue_token(session, find_staff(session, AUDITOR), timedelta(days=1), how, token="x", now=now)
        session.add(SmsChannel(provider="twilio"))
        session.flush()
        resume(session, "twilio", resumed_by=CITY, now=now)
        amend(session, own, find_staff(session, DISTRICT), now)
    return world


def amend(session, own, by, now) -> None:
    asked = ClassAmendment(
        class_id=own.id,
        ordinal=1,
        field=AmendedField.NAME,
        old="电工班",
        new="焊工班",
        reason="写错了",
        state=ChangeState.APPROVED,
        asked_by_id=by.id,
        asked_by=by.name,
        asked_at=now,
    )
    session.add(asked)
    session.flush()
    decided = {"is_approved": True, "note": "", "effects": [], "decided_at": now}
    session.add(AmendmentDecision(amendment_id=asked.id, decided_by_id=by.id, decided_by=by.name, **decided))


def text(world: World, who: str, asked: str = EVERYTHING) -> str:
    answer = staff_client(world, who).get(f"{LOG}?{asked}")
    assert answer.status_code == 200
    return answer.text


OURS = ("看病 BT-1", "登记考勤机 CJDE1", "向考勤机 CJDE1 下发名册", "申请变更班级名称：电工班 → 焊工班")
THEIRS = ("看病 BT-2", "停用考勤机 CJDE2")
OF_THE_CITY = ("签发接口令牌", "恢复短信通道 twilio")


@pytest.mark.parametrize(
    ("who", "seen", "unseen"),
    [
        (CITY, (*OURS, *THEIRS, *OF_THE_CITY), ()),
        (AUDITOR, (*OURS, *THEIRS, *OF_THE_CITY), ("王芳",)),
        (DISTRICT, OURS, (*THEIRS, *OF_THE_CITY)),
        (OTHER_DISTRICT, THEIRS, (*OURS, *OF_THE_CITY)),
    ],
)
def test_everybody_reads_the_acts_of_ones_own_place_and_no_other(offices, who, seen, unseen):
    shown = text(offices, who)

    assert [each for each in seen if each not in shown] == []
    assert [each for each in unseen if each in shown] == []


def test_a_school_finds_no_log(offices):
    assert staff_client(offices, SCHOOL).get(LOG).status_code == 404
    assert staff_client(offices, SCHOOL).get(f"{LOG}/list.csv").status_code == 404


def test_a_roster_that_was_sent_is_one_act_and_not_one_a_person(offices):
    assert text(offices, CITY).count("向考勤机 CJDE1 下发名册") == 1


@pytest.mark.parametrize(
    ("asked", "seen", "unseen"),
    [
        ("from=&topic=machines", ("登记考勤机 CJDE1",), ("看病 BT-1", "接口令牌</b>")),
        ("from=&topic=tokens", ("签发接口令牌",), ("登记考勤机 CJDE1",)),
        ("from=&topic=changes", ("同意变更班级名称",), ("登记考勤机 CJDE1",)),
        (f"from=&q={SCHOOL}", ("下发名册",), ("看病 BT-1",)),
        ("from=2026-03-03&to=2026-03-03", ("看病 BT-1",), ("登记考勤机 CJDE1",)),
        ("from=2026-03-04", (), ("看病 BT-1",)),
        ("from=&to=2026-03-02", ("登记考勤机 CJDE1",), ("看病 BT-1",)),
    ],
)
def test_the_log_is_narrowed_by_subject_person_and_day(offices, asked, seen, unseen):
    shown = text(offices, CITY, asked)

    assert [each for each in seen if each not in shown] == []
    assert [each for each in unseen if each in shown] == []


@pytest.mark.parametrize(("days", "is_seen"), [(29, True), (30, True), (31, False)])
def test_thirty_days_are_shown_where_nothing_was_chosen(offices, days, is_seen):
    offices.pass_by(days=days)

    assert ("看病 BT-1" in text(offices, CITY, "")) is is_seen


def test_pages_are_walked_by_their_links_and_no_act_is_lost_or_shown_twice(offices):
    with offices.database.writing() as session:
        for number in range(40):
            a_device(session, f"CJDF{number:02}", "")
    client, address, found = staff_client(offices, CITY), f"{LOG}?from=&topic=machines", []
    while address:
        shown = client.get(address).text
        found += re.findall(r"登记考勤机 (CJDF\d\d)", shown)
        address = shown.partition('rel="next" href="')[2].partition('"')[0].replace("&amp;", "&")

    assert sorted(found) == [f"CJDF{number:02}" for number in range(40)]


def test_the_log_asks_as_often_for_many_acts_as_for_few(offices):
    def figures() -> object:
        client = staff_client(offices, CITY)
        with counted(offices.database) as tally:
            assert client.get(f"{LOG}?from=").status_code == 200
        return tally.figures

    few = figures()
    with offices.database.writing() as session:
        for number in range(30):
            a_device(session, f"CJDF{number:02}", "")
            a_class(session, f"BT-{number + 10}", lessons=False)

    assert figures() == few


def test_the_log_is_a_look_and_its_file_has_what_is_filtered(offices):
    client = staff_client(offices, CITY)

    lines = client.get(f"{LOG}/list.csv?from=&topic=tokens").data.decode("utf-8-sig").splitlines()

    assert lines[0] == "时间,谁,事项,做了什么,班号,说明"
    assert lines[1:] == [f"2026-03-03 10:00:00,{CITY},接口令牌,给 {AUDITOR} 签发接口令牌,,大屏"]
    with offices.database.reading() as session:
        assert [each.what for each in list_looks(session, Wanted())] == ["经办记录"]


def test_a_class_tells_its_changes_in_its_own_history(offices):
    with offices.database.reading() as session:
        own = session.scalars(
            select(TrainingClass.public_id).where(TrainingClass.class_number == "BT-1")
        ).one()

    shown = staff_client(offices, DISTRICT).get(f"/desk/classes/{own}/history").text

    assert f"{DISTRICT} 申请变更班级名称：电工班 → 焊工班" in shown
    assert f"{DISTRICT} 同意变更班级名称" in shown
