"""Two who decide or ask at once: the first one stands, and the second is told."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from tests.databases.waiting import second_process
from tests.training.changes.changing import CLERK, FELLOW, NINE, YES, changing
from tests.training.checks.checking import DISTRICT
from training.changes.acts.decide_amendment import decide_amendment
from training.changes.acts.request_amendment import AmendmentDraft, request_amendment
from training.changes.rules.amendments import AlreadyAsked
from training.changes.rules.deciding import ChangeDecided
from training.changes.terms import AmendedField
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
