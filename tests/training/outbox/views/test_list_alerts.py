"""提醒: everybody reads the own ones, by what they are about and by whether a channel took them."""

import pytest

from tests.factories import MONDAY, at
from tests.training.checks.checking import AUDITOR, CITY, DISTRICT, OTHER_DISTRICT, SCHOOL, Checking
from training.classes.views.find_class import find_class
from training.outbox.acts.raise_alert import AlertDraft
from training.outbox.acts.raise_alerts import raise_alerts
from training.outbox.rules.groups_of_alerts import BY_BEGINNING, AlertGroup, beginnings_of, group_of
from training.outbox.rules.pages_of_alerts import PAGES
from training.outbox.terms import Audience
from training.outbox.views.list_alerts import WantedAlerts, list_alerts
from training.records.outbox.alerts import Alert
from training.staff.views.find_staff import find_staff

KINDS = ("owed_check", "feedback_overdue", "correction_asked", "sms_channel")


@pytest.fixture
def told(checking: Checking) -> Checking:
    """One of each kind about BT-1, the last for whoever runs the installation; the first was told."""
    with checking.database.writing() as session:
        own = find_class(session, "BT-1")
        drafts = [AlertDraft(kind, kind, f"说 {kind}", Audience.INSPECTORS, own) for kind in KINDS[:-1]]
        drafts.append(AlertDraft(KINDS[-1], KINDS[-1], "没钱了", Audience.ADMINISTRATOR))
        assert raise_alerts(session, drafts, now=checking.now) == len(KINDS)
        assert raise_alerts(session, drafts, now=checking.now) == 0
        first = session.query(Alert).filter_by(kind=KINDS[0]).one()
        first.told_at = at(MONDAY, "09:01")
    return checking


def kinds(checking: Checking, who: str, most: int = 9, **wanted: object) -> list[str]:
    with checking.database.reading() as session:
        page = list_alerts(session, find_staff(session, who), WantedAlerts(**wanted), most)
        return [each.kind for each in page.alerts]


def test_the_newest_comes_first_and_everybody_reads_the_own(told):
    newest_first = list(reversed(KINDS))

    assert kinds(told, CITY) == newest_first
    assert kinds(told, DISTRICT) == kinds(told, AUDITOR) == newest_first[1:]
    assert kinds(told, OTHER_DISTRICT) == kinds(told, SCHOOL) == []


@pytest.mark.parametrize(
    ("group", "found"),
    [
        (AlertGroup.CHECKS, ["owed_check"]),
        (AlertGroup.FEEDBACK, ["feedback_overdue"]),
        (AlertGroup.PUNCHES, ["correction_asked"]),
        (AlertGroup.RUNNING, ["sms_channel"]),
        (AlertGroup.CLAIMS, []),
    ],
)
def test_one_group_has_its_kinds_and_no_other(group, found, told):
    assert kinds(told, CITY, group=group) == found


def test_what_a_channel_took_and_what_only_the_page_says(told):
    assert kinds(told, CITY, is_told=True) == ["owed_check"]
    assert kinds(told, CITY, is_told=False) == list(reversed(KINDS[1:]))


def test_pages_go_on_by_key(told):
    with told.database.reading() as session:
        staff, seen, before = find_staff(session, CITY), [], None
        while not seen or before is not None:
            page = list_alerts(session, staff, WantedAlerts(before=before), 3)
            seen += [each.kind for each in page.alerts]
            before = page.older

    assert seen == list(reversed(KINDS))


def test_every_alert_that_leads_to_a_page_has_a_group_of_its_own():
    assert not [kind for kind in PAGES if group_of(kind) is AlertGroup.RUNNING]


def test_a_group_is_asked_for_by_what_its_kinds_begin_with():
    asked = {
        begins for group in AlertGroup if group is not AlertGroup.RUNNING for begins in beginnings_of(group)
    }

    assert asked == set(BY_BEGINNING)
