"""R35, R44: live statistics as the programs export them; what was once read wrong without a word."""

from datetime import timedelta

import pytest

from tests.training.sheets.builders import case, workbook
from training.attendance.sheets.watching import read_watching
from training.errors import UnreadableFile
from training.sheets.header_refusals import RivalColumns
from training.sheets.reading import Reading


def minutes(path, reading=None) -> list[float | None]:
    """How long each row watched; None for a row that is refused."""
    rows = read_watching(path, reading)
    return [
        round((row.left_at - row.entered_at) / timedelta(minutes=1), 2) if row.is_good else None
        for row in rows
    ]


@pytest.mark.parametrize(
    ("name", "right"),
    [
        ("w01e-seconds.xlsx", [10, 90]),
        ("w12e-dates-day-fraction.xlsx", [None]),
        ("w05-duration-words.xlsx", [95.5, 95, 95, 95.33, 95, None, 1560, 35.33, 95, 95, 60, 0, 90]),
        ("w07-dingtalk-headings.xlsx", [130]),
        ("w04-not-watched-rows.xlsx", [90]),
        ("w13-durations-with-one-bad-row.xlsx", [1505, None]),
    ],
)
def test_every_stay_is_read_in_the_unit_that_was_meant_or_refused(name, right):
    assert minutes(case(f"watching/{name}")) == right


def test_whom_the_export_calls_absent_is_told_and_no_error():
    reading = Reading()
    minutes(case("watching/w04-not-watched-rows.xlsx"), reading)

    assert reading.unread.absent == ["第 3 行", "第 4 行"]


@pytest.mark.parametrize(
    "row",
    [["王芳", "-", "-", "10分钟"], ["王芳", "", "", ""], ["王芳", "未观看", "2026-03-05 15:00", ""],
     ["", "未观看", "", ""]],
)  # fmt: skip
def test_a_row_that_is_absent_only_by_half_is_refused(tmp_path, row):
    path = workbook(tmp_path / "a.xlsx", [["姓名", "进入时间", "离开时间", "观看时长"], row])

    assert minutes(path) == [None]


def test_the_time_of_the_recording_is_never_the_time_of_the_lesson(tmp_path):
    header = ["姓名", "进入时间", "回放观看时长", "直播观看时长（秒）"]
    path = workbook(tmp_path / "a.xlsx", [header, ["王芳", "2026-03-05 14:00", "9000", "600"]])

    assert minutes(path) == [10]


def test_the_time_live_beats_the_sum(tmp_path):
    header = ["姓名", "进入时间", "观看时长", "直播观看时长"]
    path = workbook(tmp_path / "a.xlsx", [header, ["王芳", "2026-03-05 14:00", "90分钟", "10分钟"]])

    assert minutes(path) == [10]


def test_two_equal_times_of_coming_are_rivals(tmp_path):
    header = ["姓名", "进入时间", "入会时间", "观看时长"]
    path = workbook(tmp_path / "a.xlsx", [header, ["王芳", "2026-03-05 14:00", "2026-03-05 14:30", "10分钟"]])

    with pytest.raises(RivalColumns, match="B 列“进入时间” 和 C 列“入会时间”"):
        minutes(path)


def test_a_meeting_export_of_tencent_is_read(tmp_path):
    rows = [["会议号：123-456-789"], ["用户昵称（入会昵称）", "首次入会时间", "最后退会时间", "累计时长"],
            ["王芳（王芳）", "2026-03-05 14:00:10", "2026-03-05 16:10:10", "02:00:00"]]  # fmt: skip

    assert minutes(workbook(tmp_path / "a.xlsx", rows)) == [120]


def test_first_coming_and_last_leaving_alone_are_no_stay(tmp_path):
    rows = [["用户昵称", "首次入会时间", "最后退会时间"], ["王芳", "2026-03-05 14:00", "2026-03-05 17:00"]]

    with pytest.raises(UnreadableFile, match="只有首次进入和最后离开的时间"):
        minutes(workbook(tmp_path / "a.xlsx", rows))
    with_sum = [[*rows[0], "累计参会时长"], [*rows[1], "00:02:00"]]
    assert minutes(workbook(tmp_path / "b.xlsx", with_sum)) == [2]


def test_one_number_too_large_for_minutes_makes_the_whole_column_doubtful(tmp_path):
    header = ["姓名", "进入时间", "观看时长"]
    rows = [header, ["王芳", "2026-03-05 14:00", 5400], ["李强", "2026-03-05 14:00", 600]]

    with pytest.raises(UnreadableFile, match="“观看时长”没有写单位，里面有大于 720 的数，可能是秒"):
        minutes(workbook(tmp_path / "a.xlsx", rows))
    rows[0][2] = "观看时长（秒）"
    assert minutes(workbook(tmp_path / "b.xlsx", rows)) == [90, 10]


def test_a_real_name_beats_a_nickname(tmp_path):
    rows = [["昵称", "真实姓名", "进入时间", "观看时长"], ["小芳", "王芳", "2026-03-05 14:00", "10分钟"]]

    (row,) = read_watching(workbook(tmp_path / "a.xlsx", rows))

    assert row.name == "王芳"
