"""Who looked stays on record for three years, and no longer (个人信息保护法第五十六条)."""

from datetime import timedelta

from tests.factories import MONDAY, at
from training.privacy.acts.forget_looks import LOOKS_KEPT, forget_looks
from training.privacy.acts.note_look import Look, note_look
from training.privacy.terms import Door
from training.privacy.views.list_looks import Wanted, list_looks

NOW = at(MONDAY, "09:00")
MOMENT = timedelta(microseconds=1)


def test_a_look_goes_when_its_three_years_are_over(database):
    with database.writing() as session:
        for subject, age in (("older", LOOKS_KEPT + MOMENT), ("at the limit", LOOKS_KEPT)):
            note_look(session, Look("李敏", Door.PAGE, "检查", subject), now=NOW - age)

    with database.writing() as session:
        forget_looks(session, now=NOW)

    with database.reading() as session:
        assert [each.subject for each in list_looks(session, Wanted())] == ["at the limit"]
    assert timedelta(days=3 * 365 + 1) <= LOOKS_KEPT
