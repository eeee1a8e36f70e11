"""R10: on the phone one reads the own vouchers, and nobody else's."""

from datetime import date

import pytest

from tests.factories import a_trainee, an_id_number, at
from tests.training.vouchers.vouchered import BEFORE, DISTRICT, PEOPLE, Vouchers, a_row, a_world_of_vouchers
from tests.webapp.checks.inspecting import staff_client, words
from tests.webapp.conftest import World
from training.staff.views.find_staff import find_staff
from training.worklist.terms import WorkKind
from training.worklist.views.see_worklist import see_worklist

PAGE = "/me/vouchers"
NEW = "13900000009"


@pytest.fixture
def world(bare: World) -> World:
    a_world_of_vouchers(bare.database)
    bare.now = BEFORE
    return bare


@pytest.fixture
def vouchers(world: World) -> Vouchers:
    return Vouchers(world.database)


def test_one_reads_the_own_voucher_and_where_it_was_used(world, vouchers):
    numbers = vouchers.issue_to_all()
    vouchers.use(PEOPLE[0], numbers[0])
    first, second = (world.signed_in(f"1380000000{place}") for place in (1, 2))

    page, other = words(first.get(PAGE)), words(second.get(PAGE))

    assert (numbers[0] in page, numbers[1] in page, "已使用" in page) == (True, False, True)
    assert "电工（五级）BT-1班" in page
    assert (numbers[1] in other, "可用" in other) == (True, True)
    assert "把券号和领用码告诉培训机构" in other


def test_the_code_is_the_own_persons_alone_and_another_after_every_act(world, vouchers):
    numbers = vouchers.issue_to_all()
    client, before = world.signed_in("13800000001"), vouchers.code_of(numbers[0])
    assert f"{before[:3]} {before[3:]}" in words(client.get(PAGE))

    vouchers.use(PEOPLE[0], numbers[0])
    assert "领用码" not in words(client.get(PAGE)).replace("券号和领用码", "")
    vouchers.release(numbers[0])

    after = vouchers.code_of(numbers[0])
    assert f"{after[:3]} {after[3:]}" in words(client.get(PAGE))
    assert after != before


def test_on_a_phone_that_others_share_no_code_is_shown_and_the_district_has_to_look(world, vouchers):
    numbers, client = vouchers.issue_to_all(), world.signed_in("13800000001")
    with world.database.writing() as session:
        a_trainee(session, "机构的号", "13800000001")
        own = vouchers.class_of(session, "BT-1").public_id

    page, code = words(client.get(PAGE)), vouchers.code_of(numbers[0])

    assert (numbers[0] in page, f"{code[:3]} {code[3:]}" in page) == (True, False)
    assert "这部手机还不能算您本人的" in page
    with world.database.reading() as session:
        kind, staff = WorkKind.DOUBTFUL_PHONES, find_staff(session, DISTRICT)
        (line,) = see_worklist(session, staff, kind, most=9, now=BEFORE).lines
    assert "手机号不能算本人的" in line.title
    shown = words(staff_client(world, DISTRICT).get(f"/desk/vouchers/classes/{own}"))
    assert shown.count("手机号还不能算本人的") == 1


def test_whoever_has_a_voucher_and_no_class_yet_signs_in_and_finds_it(world, vouchers):
    vouchers.issue(a_row("赵六", an_id_number(901), NEW))
    client = world.signed_in(NEW)

    home = client.get("/").text

    assert "还没有班级" in home
    assert f'href="{PAGE}"' in home
    assert vouchers.numbers()[0][1] in words(client.get(PAGE))


@pytest.mark.parametrize(
    ("now", "is_told"),
    [
        (at(date(2026, 5, 30), "23:59"), False),
        (at(date(2026, 5, 31), "00:00"), True),
        (at(date(2026, 6, 30), "23:59"), True),
        (at(date(2026, 7, 1), "00:00"), False),
    ],
)
def test_thirty_days_before_its_end_it_is_pointed_out_until_its_last_day(world, vouchers, now, is_told):
    vouchers.issue(a_row("赵六", an_id_number(901), NEW))
    world.now = now

    assert ("可用到 2026-06-30（含当日）" in words(world.signed_in(NEW).get("/"))) is is_told


def test_whoever_has_none_is_offered_no_page_and_reads_that_there_is_none(world):
    client = world.signed_in("13800000001")

    assert PAGE not in client.get("/").text
    assert "您没有培训券" in words(client.get(PAGE))
