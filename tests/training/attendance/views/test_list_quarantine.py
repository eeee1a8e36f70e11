"""R43: what belongs to nobody is listed, school by school, with the reason."""

from tests.factories import MONDAY, a_class, a_trainee, an_enrolment, an_institution, at, punches
from training.attendance.views.list_quarantine import QuarantinedPunch, list_quarantine


def test_punches_of_strangers_and_of_wrong_clocks_are_listed_in_order_and_no_others(database):
    with database.writing() as session:
        own = a_class(session, "BT-1")
        an_enrolment(session, own, a_trainee(session), "1")
        punches(session, own, MONDAY, ["08:20", "11:40"])
        punches(session, own, MONDAY, ["13:50"], clock_is_wrong=True)
        punches(session, own, MONDAY, ["11:41", "08:21"], number="77")

    with database.reading() as session:
        listed = list(list_quarantine(session))

    assert [(each.number, each.punched_at, each.reason) for each in listed] == [
        ("1", at(MONDAY, "13:50"), "考勤机时钟不对"),
        ("77", at(MONDAY, "08:21"), "考勤号没有登记"),
        ("77", at(MONDAY, "11:41"), "考勤号没有登记"),
    ]


def test_each_institution_has_its_own(database):
    with database.writing() as session:
        first, second = a_class(session, "BT-1"), a_class(session, "BT-2", institution="乙校")
        an_enrolment(session, first, a_trainee(session), "1")
        punches(session, second, MONDAY, ["08:20"])

    with database.reading() as session:
        wanted = [QuarantinedPunch("乙校", "1", "6012", at(MONDAY, "08:20"), "考勤号没有登记")]
        assert list(list_quarantine(session)) == wanted
        assert list(list_quarantine(session, an_institution(session, "乙校"))) == wanted
        assert list(list_quarantine(session, an_institution(session))) == []
