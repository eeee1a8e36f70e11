"""What a door shows of people is decided for every permission, and none is forgotten (PIPL art. 51, 54)."""

import pytest

from training.notice.permissions import Permission
from training.privacy.rules.looks import NOTHING, SHOWS


def test_every_permission_is_decided():
    assert set(SHOWS) == set(Permission)


@pytest.mark.parametrize(
    "permission",
    [Permission.SEE_CLASSES, Permission.SEE_CHECKS, Permission.SEE_CLAIMS, Permission.SEE_STATISTICS],
)
def test_rosters_checks_claims_and_evidence_are_shown_on_record(permission):
    assert SHOWS[permission] != NOTHING
