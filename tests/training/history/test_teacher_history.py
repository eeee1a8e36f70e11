"""R63, R64: what was filed and said of teachers stands in the history of the class and of the school."""

from tests.factories import an_institution
from tests.training.checks.checking import AUDITOR, CITY, DISTRICT, OTHER_DISTRICT, SCHOOL
from tests.training.teachers.teaching import ENDLESS, WEDNESDAY, Teachers, a_taught_class
from training.classes.views.find_class import find_class
from training.history.rules.act_log import log_offer
from training.history.terms import Topic
from training.history.views.act_log import act_log
from training.history.views.class_history import class_history
from training.history.views.institution_history import institution_history
from training.listing.rules.listing import read_listing
from training.staff.views.find_staff import find_staff
from training.teachers.terms import MatchVerdict

CARDS = [
    "学校 登记教师 李建国 的证书 S150123（电工）",
    "学校 申请撤销教师 李建国 的证书 S150123",
    "昆区 同意撤销教师 李建国 的证书 S150123",
]
MATCHES = ["昆区 审核教师 李建国：匹配", "昆区 审核教师 李建国：未匹配"]
CHANGES = ["学校 报备教师变更：李建国 → 王强", "昆区 接收教师变更：李建国 → 王强"]


def of_class(own: Teachers, who: str) -> list[str]:
    with own.database.reading() as session:
        found = find_class(session, "BT-1")
        shown = class_history(session, find_staff(session, who), found, topic=Topic.TEACHERS, place="")
        return [each.title for each in shown.lines]


def of_school(own: Teachers, who: str) -> list[str]:
    with own.database.reading() as session:
        lines = institution_history(session, find_staff(session, who), an_institution(session), most=9)
        return [each.title for each in lines]


def logged(own: Teachers, who: str) -> list[str]:
    with own.database.reading() as session:
        listing = read_listing(log_offer(WEDNESDAY), {"topic": "teachers"})
        return [each.line.title for each in act_log(session, find_staff(session, who), listing).acts]


def test_every_step_is_in_the_history_of_the_class_the_school_and_the_log_once(database):
    own = a_taught_class(database)
    own.write(ENDLESS)
    own.review(MatchVerdict.MATCHES)
    own.withdraw()
    own.decide()
    own.change()
    own.receive()

    everything = sorted([*CARDS, *MATCHES, *CHANGES])
    for who in (CITY, DISTRICT, SCHOOL, AUDITOR):
        assert sorted(of_class(own, who)) == sorted(of_school(own, who)) == everything
    assert sorted(logged(own, CITY)) == sorted(logged(own, DISTRICT)) == everything
    assert logged(own, OTHER_DISTRICT) == []
