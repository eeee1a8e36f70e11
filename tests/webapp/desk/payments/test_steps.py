"""R66: a payment and the hands in its money lead to their lines of the ledger."""

from tests.training.payments.paid import DISTRICT
from tests.training.payments.views.test_steps_of import recovered, steps
from tests.webapp.checks.inspecting import main_of, staff_client
from tests.webapp.conftest import World


def test_line_and_payment_lead_to_the_ledger(bare: World) -> None:
    office = recovered(bare.database)
    client = staff_client(bare, DISTRICT)
    entries = [str(each.entry.public_id) for each in steps(office) if each.entry]

    line = main_of(client.get(f"/desk/meetings/lines/{office.lines()['王芳']}").text)
    meeting = main_of(client.get(f"/desk/meetings/{office.meeting}").text)

    assert len(entries) == 6
    assert all(f"/desk/ledgers/entries/{each}" in line for each in entries)
    assert [f"/desk/ledgers/entries/{each}" in meeting for each in entries] == [
        *(True, False, True),
        *(False, False, False),
    ]
    assert client.get(f"/desk/ledgers/entries/{entries[1]}").status_code == 200
