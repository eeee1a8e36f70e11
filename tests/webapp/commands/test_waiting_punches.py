"""`chaban punches waiting`, `accept`, `refuse`: batches that credit nothing until the office accepts them."""

import pytest

from tests.training.attendance.late_batches import (
    DAYS,
    WEEKS_LATER,
    a_class_with_machine,
    hand_in,
    hours,
    moments_of,
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
