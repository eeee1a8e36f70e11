"""R10: what other subjects tell of vouchers: the worklist, a class's history, the own copy."""

import pytest
from sqlalchemy import select

from tests.training.certificates.certified import AFTER
from tests.training.vouchers.vouchered import (
    AUDITOR,
    CITY,
    DISTRICT,
    PEOPLE,
    SCHOOL,
    SECOND,
    Vouchers,
    a_world_of_vouchers,
)
from training.classes.views.see_classes import see_class
from training.history.terms import Topic
from training.history.views.class_history import class_history
from training.privacy.views.own_rows import own_rows
from training.records.classes.trainees import Trainee
from training.staff.views.find_staff import find_staff
from training.worklist.terms import WorkKind, WorkPlace
from training.worklist.views.see_worklist import see_worklist


@pytest.fixture
def vouchers(database) -> Vouchers:
    return a_world_of_vouchers(database)


def work_of(vouchers: Vouchers, who: str, kind: WorkKind):
    with vouchers.database.reading() as session:
        return see_worklist(session, find_staff(session, who), kind, most=9, now=vouchers.now).lines


def test_a_class_waits_for_the_city_once_until_its_qualified_are_written_off(vouchers):
    numbers = vouchers.issue_to_all()
    vouchers.use_all(numbers)
    vouchers.now = AFTER
    before = work_of(vouchers, CITY, WorkKind.TO_WRITE_OFF)
    vouchers.approve_list()

    (line,) = work_of(vouchers, CITY, WorkKind.TO_WRITE_OFF)
    others = [work_of(vouchers, each, WorkKind.TO_WRITE_OFF) for each in (DISTRICT, SCHOOL)]
    vouchers.write_off(*numbers[:2])

    assert (list(before), list(map(list, others))) == ([], [[], []])
    assert (line.place, line.verb) == (WorkPlace.CLASS_VOUCHERS, "去核销")
    assert list(work_of(vouchers, CITY, WorkKind.TO_WRITE_OFF)) == []


def test_a_voiding_waits_for_another_one_of_the_city(vouchers):
    numbers = vouchers.issue_to_all()
    vouchers.use(PEOPLE[0], numbers[0])
    vouchers.void(numbers[0])

    (line,) = work_of(vouchers, SECOND, WorkKind.VOUCHER_VOIDING)

    assert (line.place, numbers[0] in line.title) == (WorkPlace.VOUCHER, True)
    assert list(work_of(vouchers, CITY, WorkKind.VOUCHER_VOIDING)) == []
    vouchers.decide(numbers[0])
    assert list(work_of(vouchers, SECOND, WorkKind.VOUCHER_VOIDING)) == []


@pytest.mark.parametrize(
    ("who", "why"), [(CITY, "王芳没有来"), (DISTRICT, "王芳没有来"), (SCHOOL, ""), (AUDITOR, "")]
)
def test_why_a_voucher_was_to_be_voided_the_history_tells_the_offices_alone(vouchers, who, why):
    numbers = vouchers.issue_to_all()
    vouchers.use(PEOPLE[0], numbers[0])
    vouchers.void(numbers[0], why="王芳没有来")

    with vouchers.database.reading() as session:
        staff = find_staff(session, who)
        own = see_class(session, staff, vouchers.class_of(session, "BT-1").public_id)
        found = class_history(session, staff, own, topic=Topic.RESULTS, place="").lines
    (line,) = [each for each in found if "申请作废" in each.title]
    assert ("王芳没有来" in line.text) is bool(why)


def test_the_own_copy_tells_of_every_voucher_and_act(vouchers):
    numbers = vouchers.issue_to_all()
    vouchers.use(PEOPLE[0], numbers[0])
    vouchers.release(numbers[0], why="没有开班")

    with vouchers.database.reading() as session:
        who = session.scalars(select(Trainee.id).where(Trainee.name == PEOPLE[0])).one()
        parts = own_rows(who)
        (own,) = session.execute(parts["vouchers"]).mappings()
        acts = session.execute(parts["voucher_acts"]).mappings().all()

    assert (own["number"], own["trade"], own["state"].value) == (numbers[0], "电工", "已发放")
    assert [(each["move"].value, each["class_number"], each["reason"]) for each in acts] == [
        ("发放", None, ""),
        ("使用", "BT-1", ""),
        ("取消使用", "BT-1", "没有开班"),
    ]
