"""Programs of staff read filings and what was said of them (R04)."""

from tests.training.checks.checking import CITY, DISTRICT, register_staff
from tests.webapp.api.test_staff import program
from tests.webapp.desk.filings.test_filings import send
from training.notice.terms import Role


def test_a_program_reads_what_was_said_of_a_filing_within_what_its_holder_sees(world):
    with world.database.writing() as session:
        register_staff(session)
    send(world, CITY, "review", verdict="queried", text="缺教案")
    send(world, DISTRICT, "reply", text="已补交")

    city = program(world, Role.CITY)
    everything, answered = (city.get(f"/api/v1/filings{query}").json for query in ("", "?state=已答复"))
    other = program(world, Role.DISTRICT, "青山区").get("/api/v1/filings").json
    school = program(world, Role.INSTITUTION, "别的学校").get("/api/v1/filings")

    assert (everything["total"], everything["next"]) == (2, "")
    (own,) = answered["items"]
    assert (own["class_number"], own["state"], own["prescribed_hours"]) == ("BT-1", "已答复", 40)
    (said,) = own["reviews"]
    told = [said[each] for each in ("verdict", "opinion", "reviewed_by", "reply", "replied_by")]
    assert told == ["质疑", "缺教案", CITY, "已补交", DISTRICT]
    assert [(each["class_number"], each["reviews"]) for each in other["items"]] == [("BT-2", [])]
    assert school.status_code == 404
