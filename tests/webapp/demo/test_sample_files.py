"""The sample classes are whole and running, whatever the day and hour on which they are made."""

from datetime import datetime, timedelta

import pytest

from training.attendance.views.progress_of import progress_of_class
from training.classes.views.find_class import find_class
from training.notice.clock import SHANGHAI
from training.sheets.hand_in import ImportReport
from webapp.commands.import_files import Choices, hand_over, take_filing, take_punches, take_watching
from webapp.demo.sample_class import SAMPLES
from webapp.demo.sample_files import class_number_of, write_sample_files

TAKE = {".xlsx": take_filing, ".dat": take_punches, ".csv": take_watching}
# Around midnight and noon, over the new year into years whose holidays nobody knows yet, in the spring
# festival, on a leap day, on a Sunday, and when the oldest of the invented people are past the usual age.
MOMENTS = (
    "2026-12-31T23:59:59", "2027-01-01T00:00:00", "2027-02-06T12:30:00", "2028-02-29T08:44:59",
    "2028-12-31T13:14:00", "2029-04-01T17:00:00", "2045-06-30T07:00:00",
)  # fmt: skip


@pytest.mark.parametrize("moment", MOMENTS)
def test_the_samples_of_any_moment_are_taken_row_by_row_and_run_on(chaban, moment):
    now = datetime.fromisoformat(moment).replace(tzinfo=SHANGHAI)
    paths = write_sample_files(chaban.folder / "samples", now)

    with chaban.database.writing() as session:
        reports = [_take(session, path, now) for path in paths]

    assert [report.refused + report.quarantined for report in reports] == [0] * len(paths)
    assert not any(report.has_errors for report in reports)
    with chaban.database.reading() as session:
        for sample in SAMPLES:
            own = find_class(session, sample.number)
            assert own.starts_on < now.date() < own.ends_on
            states = {(each.progress.state.value) for each in progress_of_class(session, own, now)}
            assert states == {"可以合格", "已无法合格"}


def test_no_punch_of_the_samples_lies_in_the_future(chaban):
    now = datetime(2027, 1, 1, 8, 45, tzinfo=SHANGHAI)
    for path in write_sample_files(chaban.folder / "samples", now):
        if path.suffix == ".dat":
            times = [line.split("\t")[1] for line in path.read_text(encoding="ascii").splitlines()]
            since = now.replace(tzinfo=None) - datetime.fromisoformat(max(times))
            is_running = class_number_of(path) in {sample.number for sample in SAMPLES}
            assert timedelta() <= since < (timedelta(days=1) if is_running else timedelta(days=60))


def _take(session, path, now: datetime) -> ImportReport:
    return TAKE[path.suffix](session, Choices(path, class_number=class_number_of(path)), hand_over(path, now))
