"""`chaban change list`: what waits for an approval, for somebody who is asked by the telephone."""

from tests.factories import MONDAY, at
from tests.training.changes.changing import changing
from tests.training.checks.checking import DISTRICT, OTHER_DISTRICT
from tests.webapp.commands.conftest import lines, rows
from training.changes.rules.lessons import WantedLesson
from training.changes.terms import AmendedField, LessonChangeKind
from training.notice.terms import HalfDay


def test_the_district_reads_what_waits_and_with_all_what_was_decided(chaban):
    own = changing(chaban.database)
    own.decide(own.ask(AmendedField.NAME, "保育师一班"))
    own.ask(AmendedField.HOURS, "96")
    own.now = at(MONDAY, "08:30")
    own.change(WantedLesson(LessonChangeKind.CANCEL, (MONDAY, HalfDay.MORNING)))

    waiting = chaban("change", "list", "--by", DISTRICT)
    everything = chaban("change", "list", "--by", DISTRICT, "--all")

    assert [each[0] for each in rows(waiting.stdout)] == ["变2", "课1"]
    assert lines(waiting.stdout)[-1] == "共 2 件。"
    assert lines(everything.stdout)[-1] == "共 3 件。"
    assert chaban("change", "list", "--by", OTHER_DISTRICT).stdout == "共 0 件。\n"
