"""The arrangement of a year is imported in versions, and every deadline follows it, or says why not."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from tests.factories import MONDAY, a_class, at
from tests.training.calendar.arranging import an_arrangement, invented_days
from tests.training.checks.checking import Checking
from tests.training.claims.claiming import a_district
from tests.training.deadlines.guessing import (
    ARRANGED,
    GUESSED,
    IMPORTED,
    LATEST,
    apply,
    publicise,
    publicity,
    take,
)
from tests.training.feedback.sent import LETTERHEAD
from training.calendar.views.calendar_of import calendar_of
from training.calendar.views.see_calendar import see_calendar
from training.claims.terms import ClaimState
from training.classes.acts.add_rule_set import add_rule_set
from training.database import Database
from training.deadlines.acts.keep_deadlines import keep_deadlines
from training.deadlines.terms import DeadlineKind
from training.deadlines.views.moved import list_moved
from training.feedback.acts.send_feedback import send_feedback
from training.feedback.views.see_letter import see_letter
from training.outbox.terms import Audience
from training.payments.rules.refusals import PublicityRuns
from training.records.calendar import CalendarYear
from training.records.checks.confirmations import Confirmation
from training.records.claims.claims import C1Claim
from training.records.classes.classes import TrainingClass
from training.records.feedback import Feedback
from training.records.outbox.alerts import Alert
from training.sheets.hand_in import ImportRefused

LAST_YEAR = at(date(2026, 12, 31), "10:00")
SHORTER = [each for each in invented_days() if each.day not in (date(2027, 1, 4), date(2027, 1, 9))]
"""New Year without the swapped Monday: 1 to 3 January."""


@pytest.fixture
def shown(database: Database) -> Database:
    with database.writing() as session:
        publicise(session)
    return database


def alerts(database: Database) -> list[tuple[Audience, str]]:
    with database.reading() as session:
        own = select(Alert).where(Alert.kind == "deadlines_moved").order_by(Alert.id)
        return [(each.audience, each.text) for each in session.scalars(own)]


def test_an_import_is_known_to_the_next_session_and_a_later_one_is_a_new_version(database):
    first, second = take(database), take(database, an_arrangement(SHORTER), "b")

    with database.reading() as session:
        found = see_calendar(session, 2027)
        assert calendar_of(session).after(date(2026, 12, 28), 5).on == GUESSED
    assert (first.version, second.version) == (1, 2)
    assert found.is_known
    assert [(each.version, each.source) for each in found.versions] == [(2, "测试文号"), (1, "测试文号")]
    assert date(2027, 1, 4) not in {each.day for each in found.days}


def test_the_same_file_again_changes_nothing(database):
    take(database)

    again = take(database)

    assert (again.version, again.report.stored, again.report.known) == (1, 0, len(invented_days()))


def test_what_cannot_be_is_refused_and_leaves_nothing(database):
    with pytest.raises(ImportRefused) as refusal:
        take(database, an_arrangement(invented_days()[1:]))

    assert "缺少法定节日：2027-01-01" in refusal.value.report.findings[0].message
    with database.reading() as session:
        assert session.scalars(select(CalendarYear)).all() == []


@pytest.mark.parametrize(
    ("day", "may"), [(date(2027, 1, 6), False), (LATEST, False), (date(2027, 1, 13), True)]
)
def test_while_the_year_is_not_announced_money_is_applied_for_only_after_the_latest_day(day, may, shown):
    with shown.writing() as session:
        own = publicity(session)
        assert (own.ends_on, own.latest_on) == (GUESSED, LATEST)
        if may:
            apply(session, day)
            assert session.scalars(select(C1Claim)).one().state is ClaimState.APPLIED
        else:
            with pytest.raises(PublicityRuns, match="放假安排未公布，暂按法定节日和周末推算"):
                apply(session, day)


def test_once_it_is_announced_the_publicity_ends_on_its_day_and_that_is_a_row(shown):
    done = take(shown)

    with shown.writing() as session:
        own = publicity(session)
        assert (own.ends_on, own.latest_on) == (ARRANGED, None)
        (row, at_moment), *others = list_moved(session)
        with pytest.raises(PublicityRuns):
            apply(session, ARRANGED)
        apply(session, date(2027, 1, 7))
    assert others == []
    assert (row.kind, row.was, row.becomes, row.is_moved) == (DeadlineKind.PUBLICITY, GUESSED, ARRANGED, True)
    assert (row.because, at_moment) == ("2027 年放假安排第 1 版导入", IMPORTED)
    assert done.moved == (row,)


def test_whoever_is_concerned_is_told_of_every_day_that_moved(shown):
    take(shown)

    district, administrator = alerts(shown)

    assert (district[0], administrator[0]) == (Audience.INSPECTORS, Audience.ADMINISTRATOR)
    assert f"{GUESSED} 改为 {ARRANGED}" in district[1]
    assert "“放假安排”" in administrator[1]


def test_what_was_applied_for_is_not_moved_but_told_once(shown):
    with shown.writing() as session:
        apply(session, date(2027, 1, 13))

    take(shown, now=at(date(2027, 1, 14), "09:00"))
    with shown.writing() as session:
        assert keep_deadlines(session, now=at(date(2027, 1, 15), "08:05")) == 0

        ((row, _),) = list_moved(session)
        assert (row.was, row.becomes, row.is_moved) == (GUESSED, ARRANGED, False)
        assert publicity(session).ends_on == GUESSED


def test_no_correction_ends_a_publicity_before_the_day_of_its_notice(shown):
    take(shown)

    done = take(shown, an_arrangement(SHORTER), "b")
    again = take(shown, an_arrangement(SHORTER[:-1]), "c")

    with shown.writing() as session:
        assert publicity(session).ends_on == ARRANGED
        with pytest.raises(PublicityRuns):
            apply(session, ARRANGED)
    (told,) = done.moved
    assert (told.was, told.becomes, told.is_moved) == (ARRANGED, GUESSED, False)
    assert again.moved == (), "once is enough"


def test_an_arrangement_that_would_shorten_a_guessed_publicity_ends_it_on_the_printed_day(shown):
    printed = date(2027, 1, 8)
    with shown.writing() as session:
        publicity(session).ends_on = printed

    take(shown)

    with shown.writing() as session:
        assert (publicity(session).ends_on, publicity(session).latest_on) == (printed, None)
        with pytest.raises(PublicityRuns):
            apply(session, printed)
        apply(session, date(2027, 1, 9))


def test_rules_that_were_made_later_move_no_publicity(shown):
    with shown.writing() as session:
        changed = {"effective_from": "2026-12-01", "publicity_working_days": 9}
        add_rule_set(session, a_district(session), changed, made_by="甲", now=IMPORTED)

    take(shown)

    with shown.reading() as session:
        assert publicity(session).ends_on == ARRANGED


def test_a_request_for_a_second_person_lasts_as_long_as_it_may_and_then_as_it_does(
    checking: Checking,
):
    checking.start()
    checking.record(1)
    checking.now = LAST_YEAR
    asked = checking.ask_to_void("选错了班").void_request
    assert (asked.lapses_at, asked.is_guessed) == (at(date(2027, 1, 9), "00:00"), True)

    done = take(checking.database, now=LAST_YEAR)

    with checking.database.reading() as session:
        own = session.scalars(select(Confirmation)).one()
        # 4 January is free by the invented arrangement, so the second working day is Wednesday.
        assert (own.lapses_at, own.is_guessed) == (at(date(2027, 1, 7), "00:00"), False)
    assert [(each.kind, each.was, each.becomes) for each in done.moved] == [
        (DeadlineKind.CONFIRMATION, date(2027, 1, 8), date(2027, 1, 6))
    ]


def test_a_request_that_would_have_lapsed_already_keeps_the_day_that_was_said(checking: Checking):
    checking.start()
    checking.record(1)
    checking.now = LAST_YEAR
    checking.ask_to_void("选错了班")

    done = take(checking.database, now=at(date(2027, 1, 8), "09:00"))

    with checking.database.reading() as session:
        assert session.scalars(select(Confirmation)).one().lapses_at == at(date(2027, 1, 9), "00:00")
    assert [each.is_moved for each in done.moved] == [False]


def test_feedback_that_is_owed_moves_and_what_was_sent_says_that_its_day_was_guessed(checking: Checking):
    with checking.database.writing() as session:
        a_class(session, "BT-OWED", is_key_group=True, starts_on=MONDAY)
        for each in session.scalars(select(TrainingClass)):
            each.ends_on = date(2026, 12, 28)
    checking.now = at(date(2026, 12, 29), "10:00")
    checking.write(
        lambda session, staff: send_feedback(
            session, staff, checking.class_id, "未及安排", LETTERHEAD, now=checking.now
        )
    )

    done = take(checking.database)

    told = {(each.what, each.is_moved): (each.was, each.becomes) for each in done.moved}
    assert told == {("BT-1", False): (GUESSED, ARRANGED), ("BT-OWED", True): (GUESSED, ARRANGED)}
    with checking.database.reading() as session:
        sent = session.scalars(select(Feedback)).one()
        letter = checking.by(checking.who).write(lambda s, staff: see_letter(s, staff, sent.public_id))
    assert sent.due_on == GUESSED
    assert "放假安排未公布时按法定节日和周末推算" in "".join(letter.paragraphs)


def test_a_year_that_the_library_learns_moves_what_an_older_version_had_counted(shown):
    with shown.writing() as session:
        publicity(session).ends_on = date(2027, 1, 4)

    with shown.writing() as session:
        keep_deadlines(session, now=IMPORTED)

    with shown.reading() as session:
        ((row, _),) = list_moved(session)
        assert publicity(session).ends_on == GUESSED
    assert replace(row, district_id=0).in_words.endswith("2027-01-04 改为 2027-01-05")
