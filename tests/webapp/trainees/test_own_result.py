"""A trainee reads whether he is qualified and why, once the list is approved, and nobody else's result."""

import pytest

from tests.factories import MONDAY, a_withdrawal
from tests.training.results.signing import BAD, GOOD, NUMBER, SATURDAY, Signing, checked
from tests.webapp.conftest import World
from tests.webapp.trainees.test_trainee import text
from training.classes.views.find_class import find_class
from training.classes.views.find_enrolment import find_enrolment
from training.results.rules.people import Decision, Marks


@pytest.fixture
def one(bare: World) -> Signing:
    bare.now = SATURDAY
    return checked(bare.database)


def client_of(world: World, ordinal: int):
    """Signed in as 学员N."""
    return world.signed_in(f"137{ordinal:08}")


def test_it_says_why_somebody_is_qualified_only_after_the_list_is_approved(bare, one):
    client, page = client_of(bare, 1), f"/classes/{one.key('学员1')}/result"
    one.sign()
    one.mark(学员1=Marks(855, 900))
    assert client.get(page).status_code == 404
    assert "结业结果" not in text(client.get("/"))

    one.approve()

    assert "结业 合格" in text(client.get("/"))
    seen = text(client.get(page))
    assert (
        "您这个班培训合格。 ✓ 班级 3月7日评定合格 ✓ 课时 累计 32，需要 32 · 考核 理论 85.5，实操 90" in seen
    )
    assert "还没有派发编号" in seen
    assert client.get(f"/classes/{one.key('学员2')}/result").status_code == 404


def test_it_says_how_many_hours_are_lacking_and_what_the_district_decided_otherwise(bare, one):
    one.sign()
    one.approve()
    client, page = client_of(bare, 2), f"/classes/{one.key('学员2')}/result"
    assert "还差 8 课时，不发培训合格证书。" in text(client.get(page))

    one.approve(学员2=Decision(GOOD, "停电一天，已补课"))
    assert "还差 8 课时" in text(client.get(page))
    one.second_list()

    seen = text(client.get(page))
    assert "您这个班培训合格。" in seen
    assert "旗县区的说明：停电一天，已补课" in seen


def test_of_a_class_that_failed_everybody_who_stayed_is_told(bare, one):
    with bare.database.writing() as session:
        a_withdrawal(session, find_enrolment(session, find_class(session, NUMBER), "学员2"), MONDAY)
    one.sign(BAD, "抽查缺人")

    seen = text(client_of(bare, 1).get(f"/classes/{one.key('学员1')}/result"))
    assert "结业结果 不合格" in seen
    assert "这个班不发培训合格证书" in seen
    assert "抽查缺人" not in seen
    assert client_of(bare, 2).get(f"/classes/{one.key('学员2')}/result").status_code == 404


def test_whoever_has_the_hours_and_fails_the_examination_is_told_of_the_marks(bare, one):
    with bare.database.writing() as session:
        rules = find_class(session, NUMBER).rule_set
        rules.numbers = rules.numbers | {"exam_is_gate": True}
    one.mark(学员1=Marks(590, 900))
    one.sign()
    one.approve()

    seen = text(client_of(bare, 1).get(f"/classes/{one.key('学员1')}/result"))

    assert "考核成绩没有达到要求，不发培训合格证书。" in seen
