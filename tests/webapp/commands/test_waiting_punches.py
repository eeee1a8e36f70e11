"""`chaban punches waiting`, `accept`, `refuse`: batches that credit nothing until the office accepts them."""

import pytest

from tests.factories import MONDAY
from tests.training.attendance.late_batches import (
    DAYS,
    WEEKS_LATER,
    a_class_with_machine,
    hand_in,
    hours,
    moments_of,
    push_unproven,
)
from tests.training.attendance.reminding import staff_of
from tests.webapp.commands.conftest import lines, rows
from training.notice.terms import Role

DISTRICT = "旗县区昆都仑区"


@pytest.fixture
def waiting(chaban):
    """Five days of 王芳 handed in weeks later, and the district of her class."""
    a_class_with_machine(chaban.database)
    with chaban.database.writing() as session:
        staff = staff_of(session, Role.DISTRICT, "昆都仑区").name
        other = staff_of(session, Role.DISTRICT, "青山区").name
    hand_in(chaban.database, moments_of(*DAYS), WEEKS_LATER)
    return chaban, staff, other


def number_of(chaban, staff: str) -> str:
    (row,) = rows(chaban("punches", "waiting", "--by", staff).stdout)
    return row[0]


def test_what_waits_is_a_row_and_one_of_it_tells_what_would_move(waiting):
    chaban, staff, _ = waiting

    said = chaban("punches", "waiting", number_of(chaban, staff), "--by", staff)

    assert lines(said.stdout)[-1] == "接受后变动：1 人的 10 个半天，1 人因此合格。"


def test_accepted_it_counts_and_a_second_word_is_refused(waiting):
    chaban, staff, _ = waiting
    number = number_of(chaban, staff)

    accepted = chaban("punches", "accept", number, "--by", staff, "--reason", "核对过签到表")
    again = chaban("punches", "refuse", number, "--by", staff, "--reason", "看错了")

    assert (accepted.exit_code, again.exit_code, hours(chaban.database)) == (0, 1, 80)
    assert "已经有人决定过" in again.stderr


def test_another_district_finds_none(waiting):
    chaban, staff, other = waiting
    number = number_of(chaban, staff)

    refused = chaban("punches", "accept", number, "--by", other, "--reason", "核对过签到表")

    assert (refused.exit_code, hours(chaban.database)) == (1, 0)
    assert lines(chaban("punches", "waiting", "--by", other).stdout)[-1] == "共 0 个待确认的批次。"


def test_the_table_of_hours_says_what_waits(waiting):
    chaban, _, _ = waiting

    said = chaban("hours", "BT-1")

    assert lines(said.stdout)[-1] == "本班 20 次打卡待确认，暂不计入，见 chaban punches waiting。"


@pytest.fixture
def unproven(chaban):
    """王芳 punched four times on Monday, at a machine that proves nothing: four batches of one punch."""
    a_class_with_machine(chaban.database)
    with chaban.database.writing() as session:
        staff_of(session, Role.DISTRICT, "昆都仑区")
    push_unproven(chaban.database, *moments_of(MONDAY))
    return chaban


OF_DAY = ("--device", "CJDE1", "--day", str(MONDAY), "--by", DISTRICT)
WHY = ("--reason", "核对过签到表")


def test_what_one_machine_handed_in_on_one_day_is_told_together(unproven):
    said = unproven("punches", "waiting", *OF_DAY)

    assert "4 个批次待确认" in said.stdout
    assert lines(said.stdout)[-1] == "接受后变动：1 人的 2 个半天，0 人因此合格。"


@pytest.mark.parametrize(("answer", "status", "credited"), [("y\n", 0, 16), ("n\n", 1, 0), ("", 1, 0)])
def test_a_day_is_shown_and_asked_about_before_it_is_accepted(unproven, answer, status, credited):
    said = unproven("punches", "accept", *OF_DAY, *WHY, answer=answer)

    assert said.exit_code == status
    assert "接受后变动：1 人的 2 个半天" in said.stdout
    assert hours(unproven.database) == credited


def test_a_day_is_refused_unasked_where_that_is_said_and_only_once(unproven):
    refused = unproven("punches", "refuse", *OF_DAY, *WHY, "--yes")
    again = unproven("punches", "accept", *OF_DAY, *WHY, "--yes")

    assert lines(refused.stdout)[-1] == "未接受 4 个批次，4 次打卡。"
    assert (refused.exit_code, again.exit_code) == (0, 1)
    assert hours(unproven.database) == 0


@pytest.mark.parametrize("command", ["accept", "refuse"])
@pytest.mark.parametrize(
    "named",
    [(), ("--device", "CJDE1"), ("--day", "2026-03-02"), ("1", "--device", "CJDE1"), ("1", *OF_DAY[:4])],
)
def test_one_batch_or_a_machine_and_its_day_are_named(unproven, command, named):
    said = unproven("punches", command, *named, "--by", DISTRICT, *WHY)

    assert said.exit_code == 1
    assert "请写一个批次编号，或者一起写 --device 考勤机 和 --day" in said.stderr
