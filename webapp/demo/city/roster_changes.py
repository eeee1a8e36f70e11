"""Places on a roster that change once the class has begun: the school asks, the district decides."""

from dataclasses import dataclass

from training.classes.sheets.roster import RosterRow
from training.classes.terms import ChangeKind
from training.notice.identity import sex_of
from training.records.classes.roster_changes import RosterChange
from training.records.classes.trainees import Enrolment
from training.rosters.acts.ask_change import Asker, ChangeDraft, ask_change
from training.rosters.acts.decide_change import decide_change
from training.rosters.acts.settle_change import ChangeVerdict
from webapp.demo.city.city import City
from webapp.demo.city.people import a_person
from webapp.demo.city.staff import REVIEWERS
from webapp.demo.sample_class import chance_of

SCHOOL = "教务处"


@dataclass(frozen=True)
class Seat:
    """One place on a roster: the class and the attendance number."""

    class_number: str
    number: int

    def holder(self, city: City) -> Enrolment:
        return city.standing(f"BT2026-{self.class_number}")[self.number - 1].enrolment


LEFT = (
    (Seat("KD-106", 9), -26, "找到工作，不再参训"),
    (Seat("QS-207", 12), -2, "随家人迁往外地"),
    (Seat("DH-301", 11), -6, "身体原因不能坚持"),
    (Seat("DH-307", 5), -3, "多次缺勤，本人申请退班"),
    (Seat("JY-404", 2), -22, "家中有事"),
)
"""On the evening of which day, and why; the district has agreed wherever it is asked."""
WANT_TO_LEAVE = ((Seat("QS-201", 7), "已找到工作，本人申请退班"), (Seat("KD-102", 6), "照顾住院的家人"))
WANT_TO_COME = (
    (Seat("QS-207", 41), -1, "报名后才办好失业登记，补足名额"),
    (Seat("JY-402", 42), -1, "创业培训名额未满，社区推荐"),
)


def change_rosters(city: City) -> None:
    for seat, days, why in LEFT:
        change = _let_go(city, seat, days, why)
        if not change.is_at_once:
            district = city.who(REVIEWERS[change.training_class.district.name])
            decide_change(
                city.session, district, change.public_id, ChangeVerdict(True), now=city.at(days, "18:10")
            )
    for seat, why in WANT_TO_LEAVE:
        _let_go(city, seat, 0, why)
    for seat, days, why in WANT_TO_COME:
        _ask_for(city, seat, days, why)


def _let_go(city: City, seat: Seat, days: int, why: str) -> RosterChange:
    leaver = seat.holder(city)
    draft = ChangeDraft(ChangeKind.WITHDRAW, city.day(days + 1), why, leaver=leaver)
    return ask_change(city.session, leaver.training_class, draft, Asker(SCHOOL), now=city.at(days, "17:30"))


def _ask_for(city: City, seat: Seat, days: int, why: str) -> None:
    own, chance = city.find(f"BT2026-{seat.class_number}"), chance_of(f"{city.seed}:{seat}")
    person = a_person(own.district.name, seat.number - 1, city.today, chance)
    row = RosterRow(
        0,
        "",
        "",
        person.name,
        sex_of(person.id_number),
        person.id_number,
        person.phone,
        person.number,
        person.category,
    )
    draft = ChangeDraft(ChangeKind.ADD, city.day(days), why, newcomer=row)
    ask_change(city.session, own, draft, Asker(SCHOOL), now=city.at(days, "09:20"))
