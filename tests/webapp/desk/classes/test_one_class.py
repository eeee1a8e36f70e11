"""One class at the desk: roster, hours, checks and history, for whom they are."""

import pytest
from sqlalchemy import select

from tests.factories import MONDAY, a_withdrawal, at
from tests.training.checks.checking import AUDITOR, CITY, DISTRICT, OTHER_DISTRICT, SCHOOL, register_staff
from tests.webapp.checks.inspecting import staff_client
from tests.webapp.conftest import World
from training.attendance.acts.approve_leave import Leave, approve_leave
from training.attendance.terms import DayPart
from training.privacy.views.list_looks import Wanted, list_looks
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment, Trainee

SICK = Leave(MONDAY, DayPart.MORNING, "看病")
TABS = ("", "/hours", "/checks", "/history")


@pytest.fixture
def offices(world: World) -> World:
    with world.database.writing() as session:
        register_staff(session)
    return world


def address(world: World, number: str = "BT-1") -> str:
    with world.database.reading() as session:
        own = select(TrainingClass.public_id).where(TrainingClass.class_number == number)
        return f"/desk/classes/{session.scalars(own).one()}"


def person(world: World, name: str = "王芳") -> str:
    with world.database.reading() as session:
        return f"/desk/people/{session.scalars(select(Trainee.public_id).where(Trainee.name == name)).one()}"


def read(world: World, who: str, path: str) -> str:
    answer = staff_client(world, who).get(path)
    assert answer.status_code == 200
    return answer.text


@pytest.mark.parametrize("tab", TABS)
@pytest.mark.parametrize(
    ("who", "status"), [(CITY, 200), (AUDITOR, 200), (DISTRICT, 200), (OTHER_DISTRICT, 404), (SCHOOL, 200)]
)
def test_a_class_is_there_for_those_who_may_see_it(offices, tab, who, status):
    # An institution that saw a check would be warned.
    expected = 404 if (who, tab) == (SCHOOL, "/checks") else status

    assert staff_client(offices, who).get(address(offices) + tab).status_code == expected


@pytest.mark.parametrize("tab", ["", "/hours", "/history"])
def test_an_auditor_reads_no_name_and_nobody_a_whole_number(offices, tab):
    assert "王芳" not in read(offices, AUDITOR, address(offices) + tab)
    assert "13800000001" not in read(offices, CITY, address(offices) + tab)


def test_a_roster_tells_what_was_earned_and_may_still_be_missed(offices):
    text = read(offices, DISTRICT, address(offices))

    assert "满 32 课时" in text
    assert "今天 08:20" in text
    assert text.count("可以达标") == 1


@pytest.mark.parametrize(
    ("who", "typed", "found"),
    [
        (SCHOOL, "0001", True),
        (SCHOOL, "13800000001", True),
        (SCHOOL, "00001", False),
        (SCHOOL, "001", False),
        (AUDITOR, "0001", True),
        (AUDITOR, "w", False),
        (AUDITOR, "王", False),
    ],
)
def test_what_is_masked_is_not_told_letter_by_letter(offices, who, typed, found):
    """A longer and longer end that finds somebody tells the next digit of the number."""
    text = read(offices, who, f"{address(offices)}?q={typed}")

    assert ("138****0001" in text) is found


@pytest.mark.parametrize(("typed", "names"), [("wf", ["王芳"]), ("0003", ["赵小明", "赵小红"]), ("zz", [])])
def test_somebody_is_found_in_the_roster(offices, typed, names):
    text = read(offices, DISTRICT, f"{address(offices)}?q={typed}")

    assert [each for each in ("王芳", "赵小明", "赵小红") if f">{each}<" in text] == names


def test_the_hours_are_people_by_half_days_in_words(offices):
    with offices.database.writing() as session:
        own = session.scalars(select(Enrolment).join(Trainee).where(Trainee.name == "赵小明")).one()
        other = session.scalars(select(Enrolment).join(Trainee).where(Trainee.name == "赵小红")).one()
        approve_leave(session, own, SICK, approved_by="教务处", now=at(MONDAY, "07:00"))
        a_withdrawal(session, other, MONDAY)

    text = read(offices, DISTRICT, address(offices) + "/hours")

    assert '<span class="m full file">4</span>' in text
    assert '<span class="m now">在</span>' in text
    assert '<span class="m away">假</span>' in text
    assert '<span class="m miss">缺</span>' in text
    assert '<span class="m">–</span>' in text
    assert "考勤机文件" in text


def test_a_person_shows_every_class_and_masks_the_numbers(offices):
    text = read(offices, DISTRICT, person(offices))

    assert "BT-1" in text
    assert "138****0001" in text
    assert "13800000001" not in text


def test_whole_numbers_are_shown_to_whoever_asks_and_that_is_a_look(offices):
    client = staff_client(offices, DISTRICT)
    answer = client.post(person(offices) + "/numbers")

    assert "13800000001" in answer.text
    with offices.database.reading() as session:
        assert [each.what for each in list_looks(session, Wanted())] == ["完整的证件号和手机号"]


@pytest.mark.parametrize("who", [AUDITOR, OTHER_DISTRICT])
def test_whole_numbers_are_for_those_of_the_place(offices, who):
    assert staff_client(offices, who).post(person(offices) + "/numbers").status_code == 404


def test_a_person_of_elsewhere_is_not_there(offices):
    assert staff_client(offices, DISTRICT).get(person(offices, "李强")).status_code == 404
    assert staff_client(offices, CITY).get(person(offices, "没有班")).status_code == 404


def test_an_institution_shows_its_classes_to_those_who_may_see_them(offices):
    with offices.database.reading() as session:
        own = select(TrainingClass.institution_id).where(TrainingClass.class_number == "BT-1")
        key = session.scalars(own).one()

    assert "BT-1" in read(offices, DISTRICT, f"/desk/institutions/{key}")
    assert staff_client(offices, OTHER_DISTRICT).get(f"/desk/institutions/{key}").status_code == 404


def test_what_happened_is_told_with_who_and_when(offices):
    with offices.database.writing() as session:
        own = session.scalars(select(Enrolment).join(Trainee).where(Trainee.name == "王芳")).one()
        approve_leave(session, own, SICK, approved_by="教务处", now=at(MONDAY, "07:00"))

    text = read(offices, DISTRICT, address(offices) + "/history")

    assert "教务处 批准 王芳 请假 2026-03-02 上午" in text
    assert "看病" in text
    assert "03-02 07:00" in text
    assert "张会计 备案这个班" in text
