"""The money of a class among its acts: by groups, and by person only where one is meant (R19 to R22)."""

import pytest
from sqlalchemy import select

from tests.training.payments.paid import (
    APPLIED,
    AUDITOR,
    CITY,
    PAID,
    SCHOOL,
    WHOLE,
    Office,
    Priced,
    a_judged_world,
    to_applied,
)
from training.classes.views.see_classes import see_class
from training.history.terms import Topic
from training.history.views.class_history import class_history
from training.records.subsidies.lines import JudgementSecond, SubsidyJudgement
from training.staff.views.find_staff import find_staff

BOTH = {"王芳": WHOLE, "李丽": WHOLE}


@pytest.fixture
def office(database) -> Office:
    """Objected to, settled, paid, and a part of it back again."""
    own = a_judged_world(database)
    own.grant()
    own.publicise()
    own.object_to("王芳", "李四反映没有上课")
    own.settle("王芳", "王芳有考勤")
    own.now = APPLIED
    own.apply()
    own.now = PAID
    own.pay(BOTH)
    own.receive("李丽", own.demand("李丽", 5_000, "李丽和张三重复"), "HD-1")
    return own


def told(office: Office, who: str) -> list[tuple[str, str]]:
    """The title and the text, the latest first."""
    with office.database.reading() as session:
        staff = find_staff(session, who)
        own = see_class(session, staff, office.class_id())
        found = class_history(session, staff, own, topic=Topic.SUBSIDIES, place="")
        return [(each.title, each.text) for each in found.lines]


def test_the_city_reads_the_whole_way_the_latest_first(office):
    titles = [title for title, _ in told(office, CITY)]

    assert set(titles[:3]) == {
        "乌兰 登记 李丽 的补贴退回 50.00 元",
        "刘志刚 要求追回 李丽 的补贴 50.00 元",
        "乌兰 登记拨付 2 人 2,400.00 元，凭证 PZ-1",
    }
    assert titles[3] == "刘志刚 申请拨付 2 人"
    assert set(titles[4:8]) == {
        "刘志刚 王芳 的补贴异议不成立",
        "刘志刚 王芳 的补贴收到异议",
        "刘志刚 开始公示 2 人",
        "刘志刚 登记会议 会议 7 号 审定：2 人 2,400.00 元",
    }
    assert titles[8:] == ["刘志刚 第 1 次核定补贴"]


def test_an_auditor_reads_no_name_and_no_free_text(office):
    lines = told(office, AUDITOR)

    assert len(lines) == 9
    whole = "".join(title + text for title, text in lines)
    assert not any(name in whole for name in ("王芳", "李丽", "张三", "李四"))
    assert "王* 的补贴收到异议" in whole
    assert "原因只给经办的旗县区和市本级看" in whole


def test_a_school_reads_what_became_of_its_class_and_of_no_objection(office):
    lines = told(office, SCHOOL)

    assert [title for title, _ in lines[:2]] == [
        "乌兰 登记拨付 2 人 2,400.00 元，凭证 PZ-1",
        "刘志刚 申请拨付 2 人",
    ]
    granted = {"刘志刚 登记会议 会议 7 号 审定：2 人 2,400.00 元", "刘志刚 开始公示 2 人"}
    assert {title for title, _ in lines[2:]} == granted
    assert all(text == "" for _, text in lines)


def test_what_a_second_person_said_is_told_to_the_offices(database):
    office = a_judged_world(database)
    with database.writing() as session:
        judged = session.scalars(select(SubsidyJudgement)).one()
        staff, at = find_staff(session, CITY), judged.signed_at
        said = {"signed_by_id": staff.id, "signed_by": staff.name, "signed_at": at, "note": "王芳的证明不对"}
        session.add(JudgementSecond(judgement_id=judged.id, is_agreed=False, **said))

    assert ("李敏 第二人退回第 1 次补贴核定", "王芳的证明不对") in told(office, CITY)
    assert told(office, SCHOOL) == []


def test_of_two_classes_of_one_voucher_each_reads_its_own(database):
    office = to_applied(
        a_judged_world(database, ("BT-1", ("王芳",), Priced()), ("BT-2", ("李丽",), Priced(90_000)))
    )
    office.pay({"王芳": WHOLE, "李丽": 90_000})

    assert told(office, SCHOOL)[0][0] == "乌兰 登记拨付 1 人 1,200.00 元，凭证 PZ-1"


def test_of_money_in_parts_every_part_is_told_and_what_was_undone_or_taken_back(office):
    demanded = office.demand("王芳", WHOLE)
    number = office.receive("王芳", demanded, "HD-2", amount=100)
    office.receive("王芳", demanded, "HD-3", amount=250)
    office.undo_receipt("王芳", demanded, number)
    office.withdraw_demand("王芳", demanded)

    whole = told(office, CITY)
    assert len(whole) == 14
    assert {
        ("乌兰 登记 王芳 的补贴退回 1.00 元", ""),
        ("乌兰 登记 王芳 的补贴退回 2.50 元", ""),
        ("刘志刚 撤销 王芳 的补贴到账 1.00 元", "回单是别人的"),
        ("乌兰 撤销对 王芳 的补贴的追回", "查实没有重复享受"),
    } <= set(whole)
    hidden = "".join(title + text for title, text in told(office, AUDITOR))
    assert "王芳" not in hidden
    assert "查实" not in hidden
