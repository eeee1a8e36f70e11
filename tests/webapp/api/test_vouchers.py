"""Programs of staff read vouchers, as far as their holder sees them (R10)."""

import pytest

from tests.training.vouchers.vouchered import BEFORE, PEOPLE, Vouchers, a_world_of_vouchers
from tests.webapp.api.test_staff import program
from training.notice.terms import Role


@pytest.fixture
def vouchers(bare) -> Vouchers:
    bare.now = BEFORE
    return a_world_of_vouchers(bare.database)


def test_a_program_reads_those_of_its_place_by_state_and_an_auditor_no_name(bare, vouchers):
    numbers = vouchers.issue_to_all()
    vouchers.use(PEOPLE[0], numbers[0])

    city = program(bare, Role.CITY)
    whole, used = (city.get(f"/api/v1/vouchers{query}").json for query in ("", "?state=已使用"))
    elsewhere = program(bare, Role.DISTRICT, "青山区").get("/api/v1/vouchers").json
    auditor = program(bare, Role.AUDITOR).get("/api/v1/vouchers").json

    assert ([each["number"] for each in whole["items"]], whole["total"]) == (numbers[::-1], 3)
    (own,) = used["items"]
    told = ("number", "name", "state", "trade", "fund", "valid_until", "class_number", "face_fen")
    assert [own[each] for each in told] == [
        *(numbers[0], PEOPLE[0], "已使用", "电工", "就业补助资金", "2026-06-30", "BT-1", None)
    ]
    assert elsewhere == {"total": 0, "items": []}
    assert {each["name"] for each in auditor["items"]}.isdisjoint(PEOPLE)
