"""R10: /desk/vouchers – who sees which voucher, and what is done with it there."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from tests.factories import an_id_number
from tests.training.certificates.certified import AFTER
from tests.training.vouchers.vouchered import (
    AUDITOR,
    BEFORE,
    CITY,
    DISTRICT,
    ELSEWHERE,
    PEOPLE,
    SCHOOL,
    SECOND,
    Vouchers,
    a_row,
    a_world_of_vouchers,
)
from tests.webapp.checks.inspecting import staff_client, words
from tests.webapp.conftest import World
from training.vouchers.rules.numbers import voucher_number

DESK = "/desk/vouchers"
FIRST = PEOPLE[0]
UNKNOWN = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
def world(bare: World) -> World:
    a_world_of_vouchers(bare.database)
    bare.now = BEFORE
    return bare


@pytest.fixture
def vouchers(world: World) -> Vouchers:
    return Vouchers(world.database)


@pytest.fixture
def numbers(vouchers: Vouchers) -> list[str]:
    return vouchers.issue_to_all()


def page_of(vouchers: Vouchers, number: str) -> str:
    with vouchers.database.reading() as session:
        return f"{DESK}/{vouchers.key_of(session, number)}"


def class_page(vouchers: Vouchers) -> str:
    with vouchers.database.reading() as session:
        return f"{DESK}/classes/{vouchers.class_of(session, 'BT-1').public_id}"


def wrong_code(vouchers: Vouchers, number: str) -> str:
    """The next one."""
    return f"{(int(vouchers.code_of(number)) + 1) % 10**6:06}"


def place_of(vouchers: Vouchers, name: str) -> str:
    with vouchers.database.reading() as session:
        return str(vouchers.place(session, name)[1])


def test_the_city_finds_every_voucher_and_one_by_its_number_as_it_is_said(world, vouchers, numbers):
    city = staff_client(world, CITY)

    page = words(city.get(DESK))
    assert all(each in page for each in numbers)
    assert "发放 3 可用 3" in page

    found = words(city.get(f"{DESK}?q={numbers[1][:5]}-{numbers[1][5:]}"))
    assert [each in found for each in numbers] == [False, True, False]


@pytest.mark.parametrize(
    ("who", "sees"), [(CITY, 3), (DISTRICT, 3), (AUDITOR, 3), (SCHOOL, 1), (ELSEWHERE, 0)]
)
def test_a_district_sees_those_of_its_people_and_a_school_those_used_in_its_classes(
    world, vouchers, numbers, who, sees
):
    vouchers.use(FIRST, numbers[0])
    client = staff_client(world, who)

    page = words(client.get(DESK))
    assert sum(each in page for each in numbers) == sees
    assert client.get(page_of(vouchers, numbers[0])).status_code == (200 if sees else 404)
    assert client.get(page_of(vouchers, numbers[1])).status_code == (200 if sees > 1 else 404)


def test_an_auditor_reads_no_name_no_reason_and_finds_no_form(world, vouchers, numbers):
    vouchers.use(FIRST, numbers[0])
    vouchers.void(numbers[0], why="王芳没有来")
    auditor = staff_client(world, AUDITOR)

    for page in (DESK, page_of(vouchers, numbers[0]), class_page(vouchers)):
        text = auditor.get(page).text
        assert FIRST not in text
        assert 'method="post"' not in text.partition("<main")[2]
    assert auditor.get(f"{DESK}/list.csv").text.count(FIRST) == 0


def test_a_school_books_with_one_button_whose_codes_it_was_told(world, vouchers, numbers):
    school, page = staff_client(world, SCHOOL), class_page(vouchers)
    assert page in school.get(f"{DESK}/classes").text
    shown = school.get(page).text
    fields = [f"code:{place_of(vouchers, name)}:{own}" for name, own in zip(PEOPLE, numbers, strict=True)]
    assert all(f'name="{each}"' in shown for each in fields)
    assert not any(vouchers.code_of(each) in shown for each in numbers)
    codes = [vouchers.code_of(each) for each in numbers]

    done = school.post(f"{page}/use", data={**dict(zip(fields, codes, strict=True)), fields[2]: " "})

    assert (done.status_code, done.location) == (303, page)
    assert [vouchers.story(each)[-1][1] for each in numbers] == ["已使用", "已使用", "已发放"]


def test_a_wrong_code_comes_back_with_what_is_wrong_and_is_kept_as_a_try(world, vouchers, numbers):
    school, page = staff_client(world, SCHOOL), class_page(vouchers)
    field = f"code:{place_of(vouchers, FIRST)}:{numbers[0]}"

    answers = [school.post(f"{page}/use", data={field: wrong_code(vouchers, numbers[0])}) for _ in range(6)]

    assert [each.status_code for each in answers] == [*[422] * 5, 429]
    assert f"领用码不对：{numbers[0]}" in words(answers[0])
    assert "24 小时内已输错 5 次" in words(answers[5])
    assert vouchers.story(numbers[0])[-1][1] == "已发放"


def test_only_the_district_books_without_a_code_and_says_how_it_knows(world, vouchers, numbers):
    page, place = class_page(vouchers), place_of(vouchers, FIRST)
    said = {"place": place, "number": numbers[0], "code": "", "why": "本人带身份证到场，没有手机"}
    school, district = staff_client(world, SCHOOL), staff_client(world, DISTRICT)

    refused = school.post(f"{page}/use", data=said)
    assert (refused.status_code, "没有填领用码" in words(refused)) == (422, True)
    assert "没有领用码的" not in words(school.get(page))
    assert district.post(f"{page}/use", data=said | {"why": " "}).status_code == 422
    assert district.post(f"{page}/use", data=said).status_code == 303

    assert vouchers.story(numbers[0])[-1] == ("无码登记使用", "已使用", DISTRICT)
    assert "本人带身份证到场" in words(district.get(page_of(vouchers, numbers[0])))


def test_a_number_that_was_mistyped_comes_back_with_what_is_wrong(world, vouchers, numbers):
    school, page = staff_client(world, SCHOOL), class_page(vouchers)
    wrong = numbers[0][:-1] + str((int(numbers[0][-1]) + 1) % 10)

    answer = school.post(f"{page}/use", data={"place": place_of(vouchers, FIRST), "number": wrong})

    assert (answer.status_code, "输错了" in words(answer)) == (422, True)
    assert f'value="{wrong}"' in answer.text


@pytest.mark.parametrize(
    ("data", "status"),
    [
        ({}, 422),
        ({"code:x:y": "1"}, 422),
        ({"code:": "1"}, 422),
        ({"place": "x", "number": "Q1"}, 422),
        ({f"code:{UNKNOWN}:Q1": "1"}, 422),
        ({f"code:{UNKNOWN}:{voucher_number('2026001', 1)}": "1"}, 404),
    ],
)
def test_what_no_form_of_ours_sends_books_nothing(world, vouchers, numbers, data, status):
    page = class_page(vouchers)

    assert staff_client(world, SCHOOL).post(f"{page}/use", data=data).status_code == status


def test_a_voucher_of_somebody_else_or_of_nobody_is_refused_at_the_desk(world, vouchers, numbers):
    school, page, place = staff_client(world, SCHOOL), class_page(vouchers), place_of(vouchers, FIRST)

    code = vouchers.code_of(numbers[1])
    others = school.post(f"{page}/use", data={"place": place, "number": numbers[1], "code": code})
    nobody = school.post(f"{page}/use", data={"place": place, "number": voucher_number("2026001", 9)})

    assert (others.status_code, "不是这名学员的" in words(others)) == (422, True)
    assert nobody.status_code == 404


def test_the_city_writes_off_who_is_qualified_and_reads_why_the_others_are_not(world, vouchers, numbers):
    vouchers.use_all(numbers)
    world.now = vouchers.now = AFTER
    city, page = staff_client(world, SECOND), class_page(vouchers)
    assert "核销：名单未定" in words(city.get(page))
    vouchers.approve_list()

    shown = city.get(page)
    keys = [page_of(vouchers, each).rpartition("/")[2] for each in numbers]
    assert [f'value="{each}" checked' in shown.text for each in keys] == [True, True, False]
    assert "核销：不合格" in words(shown)
    assert city.post(f"{page}/write-off", data={"pick": keys[:2]}).status_code == 303
    refused = city.post(f"{page}/write-off", data={"pick": keys[2:]})

    assert (refused.status_code, "还不能核销" in words(refused)) == (409, True)
    assert [vouchers.story(each)[-1][1] for each in numbers] == ["已核销", "已核销", "已使用"]


def test_the_district_takes_a_use_back_and_a_second_one_of_the_city_voids(world, vouchers, numbers):
    vouchers.use(FIRST, numbers[0])
    page = page_of(vouchers, numbers[0])
    assert staff_client(world, DISTRICT).post(f"{page}/release", data={"reason": "没开班"}).status_code == 303
    vouchers.use(FIRST, numbers[0])
    first, second = staff_client(world, CITY), staff_client(world, SECOND)

    assert first.post(f"{page}/void", data={"reason": "发错"}).status_code == 303
    assert "要由市级的另一个人决定" in words(first.get(page))
    assert first.post(f"{page}/voiding", data={"verdict": "approve"}).status_code == 403
    assert second.post(f"{page}/voiding", data={"verdict": "approve"}).status_code == 303

    assert vouchers.story(numbers[0])[-1] == ("作废", "已作废", SECOND)
    assert "取消使用" in words(second.get(page))


def test_a_writing_off_is_asked_to_be_taken_back_and_another_one_agrees(world, vouchers, numbers):
    vouchers.use_all(numbers)
    world.now = vouchers.now = AFTER
    vouchers.approve_list()
    vouchers.write_off(numbers[0])
    vouchers.approve_again(PEOPLE[1])
    page = page_of(vouchers, numbers[0])
    first, second = staff_client(world, CITY), staff_client(world, SECOND)
    assert "已核销，但不合格" in words(first.get(class_page(vouchers)))
    assert "学员在现在的合格人员名单上：不合格" in words(first.get(page))
    assert numbers[0] in words(first.get(f"{DESK}?state=gone_wrong"))

    assert first.post(f"{page}/reopen", data={"reason": ""}).status_code == 422
    assert first.post(f"{page}/reopen", data={"reason": "名单改了"}).status_code == 303
    assert "决定以前它仍算已核销" in words(first.get(page))
    assert numbers[0] in words(second.get(f"{DESK}?state=reopening"))
    assert first.post(f"{page}/reopening", data={"verdict": "approve"}).status_code == 403
    assert "申请撤销核销：名单改了" in words(second.get(page))
    assert second.post(f"{page}/reopening", data={"verdict": "approve"}).status_code == 303

    assert vouchers.story(numbers[0])[-1] == ("撤销核销", "已使用", SECOND)


def test_of_one_with_a_face_value_the_page_asks_where_the_money_is_and_the_second_reads_it(world, vouchers):
    numbers = vouchers.issue_to_all(face_fen=120_000)
    vouchers.use_all(numbers)
    world.now = vouchers.now = AFTER
    vouchers.approve_list()
    vouchers.write_off(numbers[0])
    page, day = page_of(vouchers, numbers[0]), AFTER.date().isoformat()
    first, second = staff_client(world, CITY), staff_client(world, SECOND)
    said = {"reason": "核销错了", "stand": "RETURNED", "returned_on": day, "reference": "TK-7"}
    assert first.post(f"{page}/reopen", data={"reason": "核销错了"}).status_code == 422
    assert first.post(f"{page}/reopen", data={**said, "amount": "1199.99"}).status_code == 422

    assert first.post(f"{page}/reopen", data={**said, "amount": "1200"}).status_code == 303

    assert f"券款已退回 1,200.00 元，{day}，回单 TK-7" in words(second.get(page))
    assert "TK-7" not in words(staff_client(world, AUDITOR).get(page))
    second.post(f"{page}/reopening", data={"verdict": "refuse", "note": "没有收到"})
    assert first.post(f"{page}/settled", data={"reason": "名单没有变"}).status_code == 409


def test_the_list_shows_one_state_and_what_waits(world, vouchers, numbers):
    vouchers.use_all(numbers)
    vouchers.now = world.now = AFTER
    vouchers.approve_list()
    vouchers.write_off(numbers[0])
    vouchers.issue(a_row("赵六", an_id_number(901), valid_until=AFTER.date()))
    city = staff_client(world, CITY)

    def shown(state: str) -> list[bool]:
        page = words(city.get(f"{DESK}?state={state}"))
        return [each in page for _, each in vouchers.numbers()]

    assert shown("written_off") == [True, False, False, False]
    assert shown("used") == [False, True, True, False]
    assert shown("ready") == [False, True, False, False]
    assert shown("issued") == [False, False, False, True]
    vouchers.void(numbers[1])
    assert shown("disputed") == [False, True, False, False]
    assert shown("ready") == [False, False, False, False]


def test_the_chart_has_its_table_by_district_and_trade(world, vouchers, numbers):
    vouchers.use(FIRST, numbers[0])
    vouchers.issue(a_row("赵六", an_id_number(901), trade="焊工", district=""))

    page = words(staff_client(world, CITY).get(f"{DESK}/reach"))

    assert "昆都仑区 3 1 33% 0 0 0" in page
    assert "没有填旗县区 1 0 0% 0 0 0" in page
    assert "电工 3 1 33% 0 0 0" in page
    assert "焊工 1 0 0% 0 0 0" in page


def test_the_city_takes_the_handout_of_a_batch_and_nobody_else(world, vouchers, numbers):
    city = staff_client(world, CITY)
    (handout,) = [
        part.partition('"')[0]
        for part in city.get(f"{DESK}/batches").text.split('href="')
        if part.startswith(f"{DESK}/batches/")
    ]

    book = load_workbook(BytesIO(city.get(handout).data)).active
    lines = list(book.values)

    assert [each[1] for each in lines if each[1] in numbers] == numbers
    assert [each[2] for each in lines if each[1] in numbers] == list(PEOPLE)
    assert staff_client(world, DISTRICT).get(handout).status_code == 404
    assert "2026001 春季" in words(staff_client(world, DISTRICT).get(f"{DESK}/batches"))


def test_before_anything_was_issued_every_page_says_what_to_do(world):
    for who in (CITY, DISTRICT, SCHOOL, AUDITOR):
        client = staff_client(world, who)
        for page in ("", "/batches", "/reach", "/classes"):
            assert "还没有" in words(client.get(f"{DESK}{page}"))
