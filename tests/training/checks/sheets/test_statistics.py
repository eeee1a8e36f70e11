"""R35: the live statistics of a day are kept as they came, and read whole or not at all."""

import json
from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import MONDAY, at
from tests.training.sheets.builders import workbook
from training.checks.sheets.statistics import BadStatistics, read_statistics, statistics_of_watchers
from training.checks.terms import StatisticsSource
from training.errors import UnreadableFile
from training.ports.meetings import LiveWatcher

MB = 2**20
HEADER = "姓名,手机号,进入时间,离开时间"
WANGFANG = "王芳,13800000001,2026-03-02 09:00:00,2026-03-02 09:40:00"


def written(*lines: str, encoding: str = "utf-8") -> bytes:
    return "\n".join((HEADER, *lines)).encode(encoding)


def test_the_bytes_are_kept_and_known_by_their_hash():
    content = written(WANGFANG)
    file = read_statistics(content, "直播.csv", MB)

    assert (file.content, file.name, file.source) == (content, "直播.csv", StatisticsSource.EXPORT)
    assert file.key == f"statistics/{file.sha256[:2]}/{file.sha256}.csv"
    (line,) = file.lines
    assert (line.name, line.phone) == ("王芳", "13800000001")
    assert (line.entered_at, line.left_at) == (at(MONDAY, "09:00"), at(MONDAY, "09:40"))


def test_a_workbook_and_an_old_encoding_are_read_whatever_the_name_says(tmp_path):
    rows = [HEADER.split(","), WANGFANG.split(",")]
    sheet = read_statistics(workbook(tmp_path / "a.xlsx", rows).read_bytes(), "直播.txt", MB)
    text = read_statistics(written(WANGFANG, encoding="gb18030"), "直播.xlsx", MB)

    assert (sheet.ending, text.ending) == ("xlsx", "csv")
    assert sheet.lines == text.lines


def test_a_small_workbook_that_asks_for_more_memory_than_there_is_ends_nobody(tmp_path):
    corner = [None] * 16_383 + ["x"]
    rows = [HEADER.split(","), WANGFANG.split(","), *[[]] * 100_000, corner]
    bomb = workbook(tmp_path / "a.xlsx", rows).read_bytes()

    assert len(bomb) < 20_000
    with pytest.raises(UnreadableFile, match="太大，或在很远的单元格里有内容"):
        read_statistics(bomb, "直播.xlsx", MB)


def test_one_bad_line_refuses_the_file_without_repeating_anybodys_number():
    with pytest.raises(BadStatistics, match="第 3 行 进入时间") as refused:
        read_statistics(written(WANGFANG, "李强,13800000002,昨天,2026-03-02 09:40:00"), "直播.csv", MB)
    assert "13800000002" not in str(refused.value)

    with pytest.raises(BadStatistics, match="第 2 行 手机号") as refused:
        read_statistics(written(WANGFANG.replace("13800000001", "12345")), "直播.csv", MB)
    assert "12345" not in str(refused.value)


NO_STATISTICS = [b"", b"MZ\x90\x00 a program", HEADER.encode(), b"PK\x03\x04 broken", "姓名".encode()]


@pytest.mark.parametrize("content", NO_STATISTICS)
def test_what_is_no_statistics_is_refused_in_words(content):
    with pytest.raises(UnreadableFile):
        read_statistics(content, "直播.csv", MB)


def test_a_file_that_is_too_large_is_refused():
    content = written(WANGFANG)

    assert read_statistics(content, "a.csv", len(content)).lines
    with pytest.raises(UnreadableFile, match="最多"):
        read_statistics(content, "a.csv", len(content) - 1)


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\桌面\\直播.csv", "直播.csv"),
        ("", "直播统计.csv"),
        ("..", "直播统计.csv"),
        ("a\n\x00b.csv", "ab.csv"),
        ("长" * 300 + ".csv", "长" * 56 + ".csv"),
    ],
)
def test_a_name_is_only_a_name(said, shown):
    assert read_statistics(written(WANGFANG), said, MB).name == shown


@given(st.text() | st.text(st.characters(categories=["Cs", "Co", "So", "Lo"])))
def test_any_name_will_do(name):
    assert read_statistics(written(WANGFANG), name, MB).lines


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_in_words(content):
    with suppress(UnreadableFile):
        assert read_statistics(content, "直播.csv", MB).lines


def test_what_dingtalk_tells_is_kept_whole_and_playback_counts_for_nothing():
    nine, minute = at(MONDAY, "09:00"), timedelta(minutes=1)
    live = LiveWatcher("王芳", 30 * minute, timedelta(), "union-1", "u1", nine)
    playback = LiveWatcher("李强", timedelta(), 90 * minute, "union-2", "u2", nine)
    file = statistics_of_watchers("live-7", (live, playback))

    (line,) = file.lines
    assert (file.source, file.name, file.ending) == (StatisticsSource.INTERFACE, "live-7", "json")
    assert (line.name, line.account_id, line.left_at) == ("王芳", "union-1", nine + 30 * minute)
    assert [each["name"] for each in json.loads(file.content)["watchers"]] == ["王芳", "李强"]


def test_a_live_lesson_that_nobody_watched_is_said_to_be_one():
    with pytest.raises(UnreadableFile, match="live-7 没有人观看"):
        statistics_of_watchers("live-7", ())
