"""Two who decide or ask at once: the first one stands, and the second is told."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest

from tests.databases.waiting import second_process
from tests.factories import a_class, hand_early
from tests.training.builders import roster_row
from tests.training.changes.changing import CLERK, FELLOW, NINE, YES, changing
from tests.training.checks.checking import DISTRICT
from training.changes.acts.decide_amendment import decide_amendment
from training.changes.acts.request_amendment import AmendmentDraft, request_amendment
from training.changes.rules.amendments import AlreadyAsked, BadAmendment
from training.changes.rules.deciding import ChangeDecided
from training.changes.terms import AmendedField
from training.classes.acts.import_roster import import_roster
from training.classes.views.find_class import find_class
from training.staff.views.find_staff import find_staff


def test_of_two_who_decide_at_once_one_decides_and_the_other_is_told(database):
    own = changing(database)
    asked = own.ask(AmendedField.NAME, "保育师一班")

    with ThreadPoolExecutor(1) as clerk, second_process(database) as (other, stay_until_it_waits):
        with database.writing() as session:
            decide_amendment(session, find_staff(session, DISTRICT), asked, YES, now=NINE)
            session.flush()
            waiting = clerk.submit(replace(own, database=other).decide, asked, YES, FELLOW)
            stay_until_it_waits(waiting)

        with pytest.raises(ChangeDecided, match=DISTRICT):
            waiting.result()
    assert own.own().name == "保育师一班"
    assert len(own.alerts("amendment_decided")) == 1


def test_a_class_is_not_lengthened_over_a_roster_that_comes_in_at_once(database):
    """Else a number would be of two people, and nobody could say whose punch it is (R43)."""
    own, later = changing(database), date(2026, 3, 16)
    with database.writing() as session:
        a_class(session, "BT-D", starts_on=later)
    asked = own.ask(AmendedField.ENDS_ON, later.isoformat())

    with ThreadPoolExecutor(1) as clerk, second_process(database) as (other, stay_until_it_waits):
        with database.writing() as session:
            newcomer = roster_row(9, attendance_number="1")
            import_roster(session, [newcomer], hand_early(), find_class(session, "BT-D"))
            waiting = clerk.submit(replace(own, database=other).decide, asked)
            stay_until_it_waits(waiting)

        with pytest.raises(BadAmendment, match="考勤号 1 同期由班级 BT-D"):
            waiting.result()
    assert own.own().ends_on < later


def test_two_who_ask_for_one_field_at_once_make_one_request(database):
    own = changing(database)
    draft = AmendmentDraft(AmendedField.HOURS, "96", "漏填")

    with ThreadPoolExecutor(1) as clerk, second_process(database) as (other, stay_until_it_waits):
        with database.writing() as session:
            request_amendment(session, find_staff(session, CLERK), own.class_id, draft, now=NINE)
            waiting = clerk.submit(replace(own, database=other).ask, AmendedField.HOURS, "98", DISTRICT)
            stay_until_it_waits(waiting)

        with pytest.raises(AlreadyAsked, match="变1"):
            waiting.result()
