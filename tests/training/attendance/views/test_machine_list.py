"""The list of machines asks both databases the same: states, counts, order, pages."""

from datetime import timedelta

import pytest

from tests.factories import MONDAY, a_class, a_device, at
from tests.training.checks.checking import CITY, register_staff
from training.attendance.rules.machine_list import VIEWS
from training.attendance.views.machines.machine_list import (
    count_machines,
    listed_machines,
    offered_machines,
    order_of_machines,
)
from training.attendance.views.machines.machines_seen import around_machines
from training.attendance.views.policy_for_devices import policy_for_devices
from training.database import Database
from training.listing.rules.listing import read_listing
from training.listing.views.page_of import page_of
from training.records.attendance.devices import Device
from training.staff.views.find_staff import find_staff

NINE = at(MONDAY, "09:00")


@pytest.fixture
def machines(database: Database) -> Database:
    """One in touch, one silent, one never heard; the last without a proof, another removed."""
    with database.writing() as session:
        a_class(session, "BT-1")
        register_staff(session)
        silent = policy_for_devices(session, NINE).device_silent + timedelta(seconds=1)
        a_device(session, "CJDE1", "1", secret="s" * 24).last_seen_at = NINE
        a_device(session, "CJDE2", "2", secret="s" * 24).last_seen_at = NINE - silent
        a_device(session, "CJDE3", "3")
        gone = a_device(session, "CJDE4", "4", secret="s" * 24)
        gone.removed_at, gone.removed_by = NINE, CITY
    return database


def listed(database: Database, **said: str) -> list[str]:
    with database.reading() as session:
        staff, policy = find_staff(session, CITY), policy_for_devices(session, NINE)
        listing = read_listing(offered_machines(session, staff), said)
        wanted, order = listed_machines(staff, listing, policy, NINE), order_of_machines(listing)
        found: list[Device] = []
        place = ""
        while place or not found:
            page = page_of(session, wanted, order, size=2, place=place)
            found += page.rows
            place = page.older
            if not page.rows:
                break
        return [each.serial for each in found]


@pytest.mark.parametrize(
    ("view", "serials"),
    [
        ("in-use", ["CJDE1", "CJDE2", "CJDE3"]),
        ("silent", ["CJDE2"]),
        ("never", ["CJDE3"]),
        ("bare", ["CJDE3"]),
        ("removed", ["CJDE4"]),
    ],
)
def test_each_state_has_its_machines_and_its_count(machines, view, serials):
    assert listed(machines, view=view) == serials
    with machines.reading() as session:
        staff, policy = find_staff(session, CITY), policy_for_devices(session, NINE)
        listing = read_listing(offered_machines(session, staff), {})
        counts = count_machines(session, staff, listing, policy, now=NINE)
    assert set(counts) == set(VIEWS)
    assert counts[view] == len(serials)


@pytest.mark.parametrize(
    ("sort", "serials"),
    [
        ("heard", ["CJDE3", "CJDE2", "CJDE1"]),
        ("-heard", ["CJDE1", "CJDE2", "CJDE3"]),
        ("-newest", ["CJDE3", "CJDE2", "CJDE1"]),
    ],
)
def test_the_list_is_sorted_and_a_machine_never_heard_stands_where_it_was_registered(machines, sort, serials):
    assert listed(machines, sort=sort) == serials


def test_a_class_that_names_no_machine_punches_at_every_one_in_use(machines):
    with machines.reading() as session:
        staff = find_staff(session, CITY)
        listing = read_listing(offered_machines(session, staff), {"view": "removed"})
        policy = policy_for_devices(session, NINE)
        gone = list(session.scalars(listed_machines(staff, listing, policy, NINE)))
        here = list(session.scalars(listed_machines(staff, listing.cleared(), policy, NINE)))
        around = around_machines(session, staff, [*gone, *here], MONDAY)
        served = {each.serial: len(around.classes.get(each.id, ())) for each in here}

    assert gone[0].id not in around.classes
    assert served == {"CJDE1": 1, "CJDE2": 1, "CJDE3": 1}
