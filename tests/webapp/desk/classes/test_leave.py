"""Leave, the reason for theory online and the signals of machines, on the tabs of a class."""

import pytest
from sqlalchemy import select

from tests.factories import MONDAY, a_device, at
from tests.house.counting import counted
from tests.training.checks.checking import AUDITOR, CITY, DISTRICT, OTHER_DISTRICT, SCHOOL, register_staff
from tests.webapp.checks.inspecting import staff_client
from tests.webapp.conftest import World
from tests.webapp.filling import fill_in
from training.attendance.acts.approve_leave import Leave, approve_leave
from training.attendance.terms import DayPart, Signal
from training.classes.terms import Content
from training.notice.terms import Mode
from training.records.attendance.devices import FraudSignal
from training.records.attendance.leave import LeaveOfAbsence, LeaveRevocation
from training.records.classes.classes import Lesson, OnlineReason, TrainingClass
from training.records.classes.trainees import Enrolment, Trainee


@pytest.fixture
def offices(world: World) -> World:
    with world.database.writing() as session:
        register_staff(session)
    return world


def page_of(world: World, tab: str = "leave") -> str:
    with world.database.reading() as session:
        own = select(TrainingClass.public_id).where(TrainingClass.class_number == "BT-1")
        return f"/desk/classes/{session.scalars(own).one()}/{tab}"


def place_of(world: World, name: str = "王芳") -> Enrolment:
    with world.database.reading() as session:
        return session.scalars(select(Enrolment).join(Enrolment.trainee).where(Trainee.name == name)).one()


def leaves(world: World) -> list[tuple[DayPart, str, str]]:
    with world.database.reading() as session:
        rows = session.scalars(select(LeaveOfAbsence).order_by(LeaveOfAbsence.id))
        return [(each.part, each.reason, each.approved_by) for each in rows]


def register(world: World, who: str = SCHOOL, **typed: str):
    said = {"person": str(place_of(world).public_id), "day": "2026-03-03", "part": "上午", "reason": "看病"}
    return fill_in(staff_client(world, who), page_of(world), page_of(world), **(said | typed))


def on_leave(world: World, person: str = "王芳") -> str:
    """Of whom leave is known; says the page that takes it back."""
    with world.database.writing() as session:
        own = session.scalars(select(Enrolment).join(Enrolment.trainee).where(Trainee.name == person)).one()
        approve_leave(
            session, own, Leave(MONDAY, DayPart.MORNING, "看病"), approved_by="教务处", now=world.now
        )
        key = session.scalars(select(LeaveOfAbsence.id).order_by(LeaveOfAbsence.id.desc())).first()
    return f"{page_of(world)}/{key}"


@pytest.mark.parametrize(
    ("who", "sees", "keeps"),
    [
        (CITY, True, False),
        (DISTRICT, True, True),
        (SCHOOL, True, True),
        (AUDITOR, True, False),
        (OTHER_DISTRICT, False, False),
    ],
)
def test_who_sees_the_class_sees_its_leave_and_school_and_district_keep_it(offices, who, sees, keeps):
    revoking, client = on_leave(offices), staff_client(offices, who)

    shown = client.get(page_of(offices))

    assert shown.status_code == (200 if sees else 404)
    assert ("登记请假</button>" in shown.text) is keeps
    assert client.get(revoking).status_code == (200 if keeps else 404)
    if not keeps:
        assert client.post(page_of(offices), data={}).status_code == 404
        assert client.post(revoking, data={"reason": "x"}).status_code == 404


def test_leave_is_registered_by_name(offices):
    assert register(offices).status_code == 303

    assert leaves(offices) == [(DayPart.MORNING, "看病", SCHOOL)]
    assert "王芳" in staff_client(offices, SCHOOL).get(page_of(offices)).text


@pytest.mark.parametrize(
    ("typed", "status", "said"),
    [
        ({"person": ""}, 422, "请选择学员"),
        ({"day": "03.03.2026"}, 422, "请选择学员、日期"),
        ({"part": "晚上"}, 422, "全天还是半天"),
        ({"reason": " "}, 422, "请假要写明原因"),
        ({"reason": "长" * 256}, 422, "最多 255 个字"),
        ({"day": "2026-03-08"}, 422, "没有课，不用请假"),
    ],
)
def test_leave_that_cannot_be_is_refused_in_words(offices, typed, status, said):
    answer = register(offices, **typed)

    assert (answer.status_code, said in answer.text) == (status, True)
    assert leaves(offices) == []


def test_nobody_of_another_class_is_given_leave_here(offices):
    other = str(place_of(offices, "李强").public_id)

    assert register(offices, person=other).status_code == 422
    assert leaves(offices) == []


def test_the_same_leave_is_registered_once(offices):
    first, second = register(offices), register(offices)

    assert (first.status_code, second.status_code) == (303, 409)
    assert len(leaves(offices)) == 1


def test_leave_is_taken_back_with_a_reason_and_stays_visible(offices):
    page, client = on_leave(offices), staff_client(offices, SCHOOL)

    silent, told, again = (fill_in(client, page, page, reason=reason) for reason in ("", "已到课", "已到课"))

    assert [silent.status_code, told.status_code, again.status_code] == [422, 303, 409]
    with offices.database.reading() as session:
        kept = session.scalars(select(LeaveRevocation)).one()
        assert (kept.revoked_by, kept.reason) == (SCHOOL, "已到课")
    assert f"{SCHOOL} 今天 10:00：已到课" in client.get(page_of(offices)).text


def test_leave_of_another_class_is_not_taken_back_here(offices):
    elsewhere = on_leave(offices, "李强")

    assert staff_client(offices, DISTRICT).post(elsewhere, data={"reason": "x"}).status_code == 404


def test_an_auditor_reads_no_name_on_the_list_of_leave(offices):
    on_leave(offices)

    shown = staff_client(offices, AUDITOR).get(page_of(offices)).text

    assert ("王芳" in shown, "王*" in shown) == (False, True)


@pytest.fixture
def online(offices: World) -> World:
    """All that is taught is theory online."""
    with offices.database.writing() as session:
        for lesson in session.scalars(select(Lesson)):
            lesson.mode, lesson.content = Mode.ONLINE, Content.THEORY
        for own in session.scalars(select(TrainingClass)):
            own.prescribed_halves = 8
    return offices


@pytest.mark.parametrize(
    ("who", "reason", "status"),
    [(SCHOOL, "道路封闭", 303), (DISTRICT, "道路封闭", 303), (SCHOOL, "", 422), (CITY, "道路封闭", 404)],
)
def test_a_class_with_too_much_theory_online_is_given_its_reason(online, who, reason, status):
    action = page_of(online, "online-reason")
    client = staff_client(online, who)

    answer = fill_in(client, page_of(online), action, online_reason=reason)

    assert answer.status_code == status
    with online.database.reading() as session:
        found = [(each.given_by, each.reason) for each in session.scalars(select(OnlineReason))]
    assert found == ([(who, reason)] if status == 303 else [])
    assert "要写明理由" in client.get(page_of(online)).text


def test_a_class_that_teaches_little_online_is_asked_for_no_reason(offices):
    answer = staff_client(offices, SCHOOL).post(
        page_of(offices, "online-reason"), data={"online_reason": "x"}
    )

    assert (answer.status_code, "不用写理由" in answer.text) == (409, True)


@pytest.mark.parametrize(("who", "status"), [(CITY, 200), (DISTRICT, 200), (SCHOOL, 404), (AUDITOR, 404)])
def test_signals_of_the_machines_are_told_to_city_and_district(offices, who, status):
    with offices.database.writing() as session:
        own = a_device(session, networks=("127.0.0.1",))
        told = {
            "happened_at": at(MONDAY, "08:20"),
            "recorded_at": at(MONDAY, "08:21"),
            "evidence": "调快 5 分",
        }
        session.add(FraudSignal(dedupe_key="x", kind=Signal.CLOCK_SET, device_id=own.id, **told))

    answer = staff_client(offices, who).get(page_of(offices, "signals"))

    assert answer.status_code == status
    assert ("调快 5 分" in answer.text) is (status == 200)


def test_the_tabs_ask_as_often_for_much_leave_as_for_little(offices):
    def figures() -> list[object]:
        client, found = staff_client(offices, DISTRICT), []
        for tab in ("leave", "signals"):
            with counted(offices.database) as tally:
                assert client.get(page_of(offices, tab)).status_code == 200
            found.append(tally.figures)
        return found

    on_leave(offices)
    few = figures()
    for person in ("赵小明", "赵小红"):
        on_leave(offices, person)

    assert figures() == few
