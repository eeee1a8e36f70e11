"""Leads on the pages: who sees them, how they are followed, and where a check shows them (R37, R09)."""

import pytest
from sqlalchemy import select

from tests.training.checks.checking import (
    AUDITOR,
    CITY,
    DISTRICT,
    OTHER_DISTRICT,
    SCHOOL,
    enrol,
    register_staff,
)
from tests.webapp.checks.inspecting import (
    ALL_SAME,
    a_key,
    an_inspector,
    how_many,
    main_of,
    staff_client,
    words,
    words_in,
)
from training.checks.rules.calls import Standing
from training.records.checks.leads import Lead, LeadAct

CHARGED = ALL_SAME | {"item-NOT_CHARGED": "不一致", "note": "说交了三百"}


@pytest.fixture
def class_id(world):
    """A class of six that is checked: two are to be called. It is Tuesday, 10:00."""
    with world.database.writing() as session:
        register_staff(session)
        return enrol(session, "BT-C", 6)


@pytest.fixture
def inspector(world, class_id):
    """Number 1 has said to have paid."""
    inspector = an_inspector(world, class_id)
    inspector.say(1, **CHARGED)
    return inspector


@pytest.fixture
def address(world, inspector):
    with world.database.reading() as session:
        return f"/leads/{session.scalars(select(Lead.public_id)).one()}"


def follow(world, address: str, who: str, state: str, note: str = "查过了"):
    form = {"form_key": a_key(), "state": state, "note": note}
    return staff_client(world, who).post(address, data=form)


@pytest.mark.parametrize(("who", "status"), [(CITY, 200), (DISTRICT, 200), (AUDITOR, 200), (SCHOOL, 404)])
def test_city_district_and_auditor_have_the_page_and_an_institution_has_none(who, status, world, address):
    client = staff_client(world, who)

    assert (client.get("/leads").status_code, client.get(address).status_code) == (status, status)
    assert ("/leads" in client.get("/desk").text) is (status == 200)


def test_another_district_finds_an_empty_list(world, address):
    client = staff_client(world, OTHER_DISTRICT)

    assert "没有待核查的线索" in words(client.get("/leads"))
    assert client.get(address).status_code == 404
    assert follow(world, address, OTHER_DISTRICT, "属实").status_code == 404


def test_the_list_shows_class_and_state_and_names_nobody(world, address):
    page = words(staff_client(world, DISTRICT).get("/leads"))

    assert "待核查 1 条" in page
    assert "1 号称被收费 待核查 BT-C" in page
    assert "学员" not in page.split("待核查 1 条")[1]


def test_a_lead_is_followed_step_by_step_to_its_end(world, address):
    first = follow(world, address, DISTRICT, "核查中", "已联系机构")
    last = follow(world, address, CITY, "不属实", "是书费，已退")

    client = staff_client(world, CITY)
    page = words(client.get(address))
    assert (first.status_code, last.status_code) == (303, 303)
    assert "昆区 核查中：已联系机构" in page
    assert "市里 不属实：是书费，已退" in page
    assert "没有待核查的线索" in words(client.get("/leads"))
    assert "称被收费 不属实" in words(client.get("/leads?state=closed"))


@pytest.mark.parametrize(
    ("state", "note", "status", "said"),
    [
        ("属实", "", 422, "核查线索要写明原因"),
        ("作废", "查过了", 422, "没有看懂选的是哪一步"),
        ("", "查过了", 422, "没有看懂选的是哪一步"),
        ("待核查", "查过了", 409, "只能向前"),
    ],
)
def test_what_cannot_be_said_is_refused_with_what_was_typed(state, note, status, said, world, address):
    answer = follow(world, address, CITY, state, note)

    assert (answer.status_code, how_many(world, LeadAct)) == (status, 0)
    assert said in words(answer)
    assert f'value="{note}"' in answer.text


def test_a_note_alone_is_no_step(world, address):
    assert follow(world, address, CITY, "只补充备注", "等收据").status_code == 303

    page = words(staff_client(world, CITY).get(address))
    assert "备注：等收据" in page
    assert "称被收费 待核查" in page


def test_a_form_that_is_sent_twice_is_one_step(world, address):
    form = {"form_key": a_key(), "state": "核查中", "note": "查过了"}
    client = staff_client(world, CITY)

    answers = [client.post(address, data=form).status_code for _ in range(2)]

    assert (answers, how_many(world, LeadAct)) == ([303, 303], 1)


def test_an_auditor_reads_a_masked_name_and_has_no_form(world, address):
    page = staff_client(world, AUDITOR).get(address)

    assert "学＊" in words(page) or "学*" in words(page)
    assert "学员" not in words_in(main_of(page.text)).split("经过")[0].removeprefix("线索")
    assert "<form" not in main_of(page.text)
    assert follow(world, address, AUDITOR, "属实").status_code == 404


def test_the_check_its_trainee_and_its_record_show_the_lead_and_the_first_outcome(inspector):
    inspector.send("/people/1/correction", correction="yes", outcome="接通", note="点错了", **ALL_SAME)

    shown = {path: words(inspector.open(path)) for path in ("", "/people/1", "/record")}
    assert "线索：1 号称被收费 待核查" in shown[""]
    assert "线索：1 号称被收费 待核查" in shown["/people/1"]
    assert "更正前：接通不一致（没有交费）" in shown["/people/1"]
    assert "线索（另行核查，不并入结论）" in shown["/record"]
    assert "更正前：" in shown["/record"]
    assert inspector.see().person(1).standing is Standing.LEAD


def test_the_flags_stand_before_the_end_and_beside_the_verdict_and_on_the_record(inspector):
    inspector.say(2, outcome="空号")
    before = words(inspector.open("/end"))
    inspector.send("/end", as_unable="yes")

    flag = "2 号备案的号码是空号"
    assert f"请核对：{flag}" in before
    assert f"请核对：{flag}" in words(inspector.open())
    assert flag in words(inspector.open("/record"))


def test_a_call_that_proves_nothing_is_recorded_and_the_old_word_says_which_three_there_are(inspector):
    page = words(inspector.open("/call"))
    refused = inspector.say(2, outcome="非本人")
    inspector.say(2, outcome="家人接听")

    assert "接了，但没有核对 家人接听 稍后再打 号码不是本人 称未参训 机构人员接听" in page
    assert refused.status_code == 422
    assert "请写明是哪一种：家人接听、稍后再打、号码不是本人" in words(refused)
    assert inspector.see().person(2).standing is Standing.TO_CALL_AGAIN


@pytest.mark.parametrize("page", ["0", "-1", "99", "x", "9" * 30])
def test_an_odd_number_of_a_page_breaks_nothing(page, world, address):
    assert staff_client(world, CITY).get(f"/leads?page={page}").status_code == 200
