"""R40: a voided check does not count; its rows stay."""

import pytest
from sqlalchemy import select

from tests.training.checks.checking import AUDITOR, COLLEAGUE, DISTRICT, OTHER_DISTRICT, SCHOOL
from training.checks.acts.record_voiding import AlreadyVoided
from training.checks.acts.void import void
from training.checks.acts.void_check import OnlyTheCityVoids
from training.checks.terms import CheckLevel
from training.checks.views.find_check import NotAnInspector, NotYourCheck, find_check_by_number
from training.errors import NotFound
from training.notice.notes import ReasonMissing, TextTooLong
from training.records.outbox.alerts import Alert


@pytest.fixture
def running(checking):
    checking.start()
    return checking


def alerts(checking) -> list[str]:
    with checking.database.reading() as session:
        return list(session.scalars(select(Alert.text).order_by(Alert.id)))


def test_a_running_check_is_voided_with_the_reason_by_anybody_of_its_level(running):
    view = running.by(COLLEAGUE).void("选错了班")

    assert (view.state, view.verdict, view.is_running) == ("已作废", None, False)
    assert (view.ending.by, view.ending.void_reason) == ("市里同事", "选错了班")


def test_what_was_recorded_before_stays(running):
    running.record(1)

    assert running.void().person(1).calls[0].called_by == "市里"


def test_whoever_voids_and_draws_again_is_told_of(running):
    running.void()
    assert alerts(running) == []
    running.start()
    running.void("又选错了班")

    assert alerts(running) == [
        "BT-1 的市本级检查已作废 2 次（最近是 BT-1-市2），每次重新开始都会重新抽取，请核实原因。"
    ]


def test_voiding_once_at_each_level_is_told_to_nobody(running):
    running.void()
    district = running.by(DISTRICT)
    district.start()
    district.void()

    assert alerts(running) == []


@pytest.mark.parametrize(("reason", "refusal"), [("", ReasonMissing), ("字" * 256, TextTooLong)])
def test_a_reason_is_needed_and_must_fit(reason, refusal, running):
    with pytest.raises(refusal):
        running.void(reason)

    assert running.see().is_running


def test_nobody_voids_twice(running):
    running.void()

    with pytest.raises(AlreadyVoided, match="BT-1-市1 已经作废"):
        running.void()


def test_a_verdict_is_taken_back_by_the_city_only(checking):
    district = checking.by(DISTRICT)
    district.start()
    ended = district.pass_all()

    with pytest.raises(OnlyTheCityVoids, match="请把原因报市本级"):
        district.void()
    city = district.by("市里")
    view = city.later(hours=1).void("复核发现照片不是本班")

    with checking.database.reading() as session:
        assert find_check_by_number(session, "BT-1-区1").ended_at == ended.ending.at
    assert (view.level, view.state) == (CheckLevel.DISTRICT, "已作废")
    assert view.conditions == ended.conditions


@pytest.mark.parametrize(
    ("who", "refusal"),
    [(AUDITOR, NotAnInspector), (SCHOOL, NotFound), (OTHER_DISTRICT, NotFound), (DISTRICT, NotYourCheck)],
)
def test_others_void_nothing(who, refusal, running):
    with pytest.raises(refusal):
        running.by(who).void()

    assert running.see().is_running


def test_the_operator_voids_by_number(running):
    with running.database.writing() as session:
        void(session, find_check_by_number(session, "BT-1-市1"), "演练", voided_by="张会计", now=running.now)

    assert running.see().ending.by == "张会计"


def test_a_number_of_no_check_is_not_found(running):
    with running.database.reading() as session, pytest.raises(NotFound, match="检查编号 BT-1-市9"):
        find_check_by_number(session, "BT-1-市9")
