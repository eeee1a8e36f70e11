"""The district decides; what it asks for itself another person or the city does, never the asker."""

import pytest

from training.changes.rules.deciding import (
    ChangeVerdict,
    DistrictDecides,
    OwnRequest,
    Person,
    check_decider,
    may_decide,
)
from training.errors import NotFound
from training.notice.notes import ReasonMissing
from training.notice.terms import Role

SCHOOL, DISTRICT, CITY = Person(1, Role.INSTITUTION), Person(2, Role.DISTRICT), Person(3, Role.CITY)
COLLEAGUE, AUDITOR = Person(4, Role.DISTRICT), Person(5, Role.AUDITOR)


@pytest.mark.parametrize(
    ("who", "asker", "refusal"),
    [
        (DISTRICT, SCHOOL, None),
        (CITY, SCHOOL, DistrictDecides),
        (SCHOOL, SCHOOL, NotFound),
        (AUDITOR, SCHOOL, NotFound),
        (DISTRICT, DISTRICT, OwnRequest),
        (COLLEAGUE, DISTRICT, None),
        (CITY, DISTRICT, None),
        (SCHOOL, DISTRICT, NotFound),
    ],
)
def test_who_decides_what(who, asker, refusal):
    if refusal is None:
        check_decider(who, asker)
    else:
        with pytest.raises(refusal):
            check_decider(who, asker)
    assert may_decide(who, asker) is (refusal is None)


def test_a_refusal_says_why_and_an_approval_need_not():
    assert ChangeVerdict(is_approved=True).read_note == ""

    with pytest.raises(ReasonMissing):
        _ = ChangeVerdict(is_approved=False, note="  ").read_note
