"""A trainee reads which punches wait to be accepted, and that they count nothing so far (R43, R45)."""

from sqlalchemy import select

from tests.factories import at
from tests.webapp.conftest import TUESDAY
from tests.webapp.trainees.test_trainee import own_address, text
from training.attendance.terms import WaitsFor
from training.records.attendance.punches import Punch
from training.records.classes.batches import ImportBatch


def hold_tuesdays(world) -> None:
    """What 王芳 punched on Tuesday came from nobody knows where."""
    with world.database.writing() as session:
        for punch in session.scalars(select(Punch).where(Punch.punched_at >= at(TUESDAY, "00:00"))):
            session.get_one(ImportBatch, punch.batch_id).waits_for = WaitsFor.UNPROVED


def test_the_first_page_and_that_of_the_day_say_what_waits(world):
    hold_tuesdays(world)
    world.pass_by(hours=9)
    client = world.signed_in()

    page = text(client.get("/"))
    day = text(client.get(f"{own_address(world)}/days/{TUESDAY}"))

    assert "次打卡待确认，暂不计入" in page
    assert "漏打（有打卡待确认）" in day
    assert "待确认，暂不计入：08:20" in day
