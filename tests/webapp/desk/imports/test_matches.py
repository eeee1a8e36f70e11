"""R43: a clerk gives a lost number to somebody after a look at what would move; the district decides."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.factories import MONDAY, SCHOOL, WHOLE_DAY, an_institution, at, hand
from tests.house.counting import counted
from tests.training.rosters.changing import AUDITOR, CITY, DISTRICT, ELSEWHERE, a_class_with_people
from tests.training.rosters.changing import SCHOOL as TEACHER
from tests.webapp.checks.inspecting import staff_client, words
from tests.webapp.conftest import World
from tests.webapp.filling import HIDDEN, hidden_fields
from training.attendance.acts.import_punches import import_punches
from training.attendance.sheets.punch_rows import PunchRow
from training.records.attendance.numbers import NumberMatch
from training.records.classes.trainees import Enrolment, Trainee

PAGE = "/desk/imports/matches"
FORM = f"{PAGE}/new"
SOME_DAYS_LATER = at(MONDAY + timedelta(days=8), "09:00")


def punch(world: World, *numbers: str) -> None:
    with world.database.writing() as session:
        moments = [(number, clock) for number in numbers for clock in WHOLE_DAY]
        rows = [PunchRow(line, number, at(MONDAY, clock)) for line, (number, clock) in enumerate(moments, 1)]
        import_punches(session, rows, hand(when=at(MONDAY, "18:00")), an_institution(session))


@pytest.fixture
def desk(bare: World) -> World:
    """Number 88 punched all Monday, 学员2 has no number; it is Monday evening."""
    with bare.database.writing() as session:
        a_class_with_people(session)
        named = select(Enrolment).join(Trainee).where(Trainee.name == "学员2")
        session.scalars(named).one().attendance_number = None
    punch(bare, "88")
    bare.now = at(MONDAY, "19:00")
    return bare


def key(world: World, name: str = "学员2") -> str:
    with world.database.reading() as session:
        named = select(Enrolment.public_id).join(Trainee).where(Trainee.name == name)
        return str(session.scalars(named).one())


def number(world: World) -> str | None:
    with world.database.reading() as session:
        named = select(Enrolment.attendance_number).join(Trainee).where(Trainee.name == "学员2")
        return session.scalars(named).one()


def chosen(world: World, client) -> dict[str, str]:
    fields = hidden_fields(client, f"{FORM}?institution={SCHOOL}", FORM)
    return fields | {"number-88": key(world)}


def match_of(world: World, client) -> str:
    """Chosen, looked at, confirmed; the address of the match."""
    looked = client.post(FORM, data=chosen(world, client))
    assert looked.status_code == 200
    fields = dict(HIDDEN.findall(looked.text)) | {"confirm": "1", "reason": "登记时写错"}
    assert client.post(FORM, data=fields).status_code == 303
    with world.database.reading() as session:
        return f"{PAGE}/{session.scalars(select(NumberMatch.public_id)).one()}"


def test_a_look_says_what_would_move_and_writes_nothing(desk):
    client = staff_client(desk, TEACHER)

    shown = words(client.post(FORM, data=chosen(desk, client)))

    assert "共 2 个半天的学时会变" in shown
    assert "确认后马上生效" in shown
    assert number(desk) is None


def test_what_is_confirmed_counts_and_stands_in_the_list(desk):
    client = staff_client(desk, TEACHER)

    address = match_of(desk, client)

    assert number(desk) == "88"
    assert "没有 → 88" in words(client.get(PAGE))
    assert "提出，马上生效" in words(client.get(address))


def test_without_a_reason_the_look_comes_again_and_says_so(desk):
    client = staff_client(desk, TEACHER)
    looked = client.post(FORM, data=chosen(desk, client))

    answer = client.post(FORM, data=dict(HIDDEN.findall(looked.text)) | {"confirm": "1", "reason": ""})

    assert answer.status_code == 422
    assert "匹配考勤号要写明原因" in words(answer)
    assert number(desk) is None


def test_nothing_chosen_is_said_on_the_form(desk):
    client = staff_client(desk, TEACHER)

    answer = client.post(FORM, data=chosen(desk, client) | {"number-88": ""})

    assert answer.status_code == 422
    assert "还没有选学员" in words(answer)


def test_a_choice_that_is_no_key_is_no_form_of_ours(desk):
    client = staff_client(desk, TEACHER)

    assert client.post(FORM, data=chosen(desk, client) | {"number-88": "1"}).status_code == 400


def test_what_is_older_is_decided_by_the_district_on_the_page_of_the_match(desk):
    desk.now = SOME_DAYS_LATER
    address = match_of(desk, staff_client(desk, TEACHER))
    before, district = number(desk), staff_client(desk, DISTRICT)

    fields = hidden_fields(district, address, address) | {"verdict": "approve", "note": "已核对签到表"}
    assert district.post(address, data=fields).status_code == 303

    assert (before, number(desk)) == (None, "88")
    assert "同意 ：已核对签到表" in words(district.get(address)).replace("同意：", "同意 ：")


def test_a_match_is_taken_back_with_a_reason(desk):
    client = staff_client(desk, TEACHER)
    address = match_of(desk, client)

    fields = hidden_fields(client, address, f"{address}/undo") | {"reason": "匹配错了"}
    assert client.post(f"{address}/undo", data=fields).status_code == 303

    assert number(desk) is None
    assert "已撤销" in words(client.get(address))


@pytest.mark.parametrize(("who", "status"), [(CITY, 200), (DISTRICT, 200), (AUDITOR, 200), (ELSEWHERE, 404)])
def test_a_match_is_seen_by_those_in_whose_reach_the_class_lies(desk, who, status):
    address = match_of(desk, staff_client(desk, TEACHER))

    assert staff_client(desk, who).get(address).status_code == status


@pytest.mark.parametrize("who", [AUDITOR, ELSEWHERE])
def test_who_may_not_is_told_that_there_is_nothing(desk, who):
    address = match_of(desk, staff_client(desk, TEACHER))
    client = staff_client(desk, who)
    fields = hidden_fields(client, PAGE, "") | {"reason": "匹配错了"}

    assert client.post(f"{address}/undo", data=fields).status_code in (400, 404)
    assert number(desk) == "88"


def test_an_auditor_reads_no_full_name(desk):
    address = match_of(desk, staff_client(desk, TEACHER))

    assert "学员2" not in words(staff_client(desk, AUDITOR).get(address))


def test_a_district_says_of_which_school(desk):
    client = staff_client(desk, DISTRICT)

    assert "给每个对不上人的考勤号选学员" in words(client.get(FORM))
    assert "1 个考勤号" in words(client.get(f"{FORM}?institution={SCHOOL}"))
    assert staff_client(desk, ELSEWHERE).get(f"{FORM}?institution={SCHOOL}").status_code == 404


def test_the_pages_ask_no_more_often_the_more_there_are(desk):
    client = staff_client(desk, TEACHER)
    match_of(desk, client)

    def statements() -> list[object]:
        figures = []
        for page in (FORM, PAGE):
            with counted(desk.database) as tally:
                assert client.get(page).status_code == 200
            figures.append(tally.figures)
        return figures

    punch(desk, "60")
    few = statements()
    punch(desk, *(str(each) for each in range(61, 90) if each != 88))

    assert statements() == few
