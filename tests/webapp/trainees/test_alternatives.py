"""不刷脸 on the pages: a trainee or the school asks, the district decides, everybody reads how it stands."""

import pytest
from sqlalchemy import select

from tests.webapp.trainees.test_corrections import (
    OTHER_DISTRICT,
    OTHER_SCHOOL,
    OWN_DISTRICT,
    SCHOOL_STAFF,
    lost,
    staff_client,
)
from tests.webapp.trainees.test_trainee import text
from training.attendance.terms import OtherWay
from training.records.attendance.alternatives import AttendanceAlternative
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment

__all__ = ["lost"]
DESK = "/desk/alternatives"
FOR_A_TRAINEE = {"class_number": "BT-1", "who": "王芳", "way": "密码", "reason": "脸部受伤"}


def ask(world, client, **changed: str):
    with world.database.reading() as session:
        own = select(Enrolment.public_id).join(Enrolment.training_class).join(Enrolment.trainee)
        own = own.where(TrainingClass.class_number == "BT-1")
        enrolment = session.scalars(own.order_by(Enrolment.id)).first()
    form = {"enrolment": str(enrolment), "way": "卡", "reason": "不愿刷脸"}
    return client.post("/me/alternatives", data=form | changed)


def the_request(world) -> str:
    with world.database.reading() as session:
        return f"{DESK}/{session.scalars(select(AttendanceAlternative.public_id)).one()}"


def last_day(world) -> str:
    with world.database.reading() as session:
        own = select(TrainingClass.ends_on).where(TrainingClass.class_number == "BT-1")
        return session.scalars(own).one().isoformat()


def test_a_trainee_asks_and_reads_what_became_of_it(lost):
    client = lost.signed_in()
    assert "/me/alternatives" in client.get("/me").get_data(as_text=True)

    assert ask(lost, client).status_code == 303
    assert "待审核" in text(client.get("/me/alternatives"))
    district = staff_client(lost, OWN_DISTRICT)
    form = {"verdict": "approve", "until": last_day(lost)}
    assert district.post(the_request(lost), data=form).status_code == 303

    assert f"经批准不刷脸，到 {last_day(lost)}" in text(client.get("/me/alternatives"))
    assert f"经批准不刷脸，到 {last_day(lost)}" in text(district.get(DESK))


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"way": "虹膜"}, 400),
        ({"enrolment": "x"}, 400),
        ({"reason": " "}, 422),
        ({"reason": "长" * 201}, 422),
    ],
)
def test_what_nobody_could_judge_is_refused(lost, changed, status):
    assert ask(lost, lost.signed_in(), **changed).status_code == status


def test_a_second_request_says_that_the_first_one_waits(lost):
    client = lost.signed_in()
    ask(lost, client)

    again = ask(lost, client)

    assert (again.status_code, "在等旗县区审核" in again.get_data(as_text=True)) == (409, True)


def test_a_school_asks_for_its_trainee_and_another_finds_no_such_class(lost):
    assert staff_client(lost, OTHER_SCHOOL).post(DESK, data=FOR_A_TRAINEE).status_code == 404
    school = staff_client(lost, SCHOOL_STAFF)

    assert school.post(DESK, data=FOR_A_TRAINEE).status_code == 303

    assert f"{OtherWay.PIN} · {SCHOOL_STAFF}：脸部受伤" in text(school.get(DESK))


def test_the_district_of_the_class_decides_and_nobody_else(lost):
    trainee = lost.signed_in()
    ask(lost, trainee)
    address, form = the_request(lost), {"verdict": "refuse", "note": "证明不清楚"}

    assert staff_client(lost, SCHOOL_STAFF).post(address, data=form).status_code == 404
    assert staff_client(lost, OTHER_DISTRICT).post(address, data=form).status_code == 404
    assert "没有申请。" in text(staff_client(lost, OTHER_DISTRICT).get(DESK))
    own = staff_client(lost, OWN_DISTRICT)
    assert own.post(address, data={"verdict": "maybe"}).status_code == 400
    assert own.post(address, data={"verdict": "approve", "until": "soon"}).status_code == 422
    assert own.post(address, data=form).status_code == 303
    assert own.post(address, data=form).status_code == 409

    assert "未批准" in text(own.get(DESK))
    assert "证明不清楚" in text(trainee.get("/me/alternatives"))
