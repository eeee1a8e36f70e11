"""R05: what our records say of the money of C1 is what stays paid."""

from tests.training.payments.claimed import a_claimed_world
from tests.training.payments.paid import WHOLE, to_applied
from training.classes.views.find_class import find_class
from training.database import Database
from training.region.terms import Field
from training.region.views.ours_of import ours_of_people


def said(database: Database) -> tuple[str, str]:
    with database.reading() as session:
        (own,) = ours_of_people(session, find_class(session, "C1-1")).values()
        return own[Field.SUBSIDY], own[Field.PAID]


def test_of_c1_it_is_what_was_paid_and_did_not_come_back(database: Database) -> None:
    office = to_applied(a_claimed_world(database))
    assert said(database) == ("", "")

    office.undo(office.pay({"王芳": WHOLE - 1}, reason="核减"))
    assert said(database) == ("", "")

    office.pay({"王芳": WHOLE})
    assert said(database) == ("1,200.00", "2026-09-23")

    demand = office.demand("王芳", WHOLE)
    office.receive("王芳", demand, amount=50_000)
    assert said(database) == ("700.00", "2026-09-23")

    office.receive("王芳", demand, "HD-2")
    assert said(database) == ("", "")
