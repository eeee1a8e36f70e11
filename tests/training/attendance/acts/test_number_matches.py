"""R43: a number that is in no roster becomes somebody's by who may say so, and hours never come for free."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from tests.factories import (
    MONDAY,
    WHOLE_DAY,
    a_class,
    a_device,
    a_trainee,
    a_withdrawal,
    an_enrolment,
    an_institution,
    at,
    hand,
)
from tests.house.counting import counted
from tests.training.rosters.changing import (
    AUDITOR,
    CITY,
    COLLEAGUE,
    DISTRICT,
    ELSEWHERE,
    OTHER_SCHOOL,
    SCHOOL,
    a_class_with_people,
)
from training.attendance.acts.import_punches import import_punches
from training.attendance.acts.numbers.decide_match import (
    MatchDecided,
    MatchOutdated,
    MatchVerdict,
    OwnMatch,
    decide_match,
)
from training.attendance.acts.numbers.give_number import NumberTaken
from training.attendance.acts.numbers.request_matches import MatchesChanged, MatchWish, request_matches
from training.attendance.acts.numbers.undo_match import NothingToUndo, undo_match
from training.attendance.sheets.punch_rows import PunchRow
from training.attendance.terms import MatchState, Origin
from training.attendance.views.numbers.gains_of import BadPicks, Gain, MatchGone, gains_of, shown_of
from training.attendance.views.numbers.proposals_for import proposals_for
from training.attendance.views.numbers.see_matches import list_matches, see_match
from training.attendance.views.progress_of import progress_of_class
from training.attendance.views.sources.source_shares import source_shares
from training.database import Database
from training.errors import NotFound
from training.history.terms import Topic
from training.history.views.class_history import class_history
from training.notice.notes import ReasonMissing
from training.privacy.views.own_matches import own_matches
from training.records.attendance.devices import Device, DeviceUser
from training.records.attendance.numbers import NumberMatch
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment, Trainee
from training.records.outbox.alerts import Alert
from training.staff.views.find_staff import find_staff

YES, NO = MatchVerdict(True, "已核对签到表"), MatchVerdict(False, "没有签到表")
LAST = MONDAY + timedelta(days=11)


@dataclass
class Matching:
    """学员1 has number 1 and no punch, 学员2 no number; all is asked on `today` at eight in the evening."""

    database: Database
    today: date = field(default=MONDAY)

    @property
    def now(self) -> datetime:
        return at(self.today, "20:00")

    def punch(self, number: str, *days: date, device: str = "", when: datetime | None = None) -> None:
        with self.database.writing() as session:
            moments = [at(day, clock) for day in days for clock in WHOLE_DAY]
            rows = [PunchRow(line, number, each, device) for line, each in enumerate(moments, 1)]
            import_punches(session, rows, hand(when=when or at(days[-1], "19:00")), an_institution(session))

    def proposals(self, by: str = SCHOOL) -> dict[str, list[str]]:
        with self.database.reading() as session:
            own = proposals_for(session, find_staff(session, by), an_institution(session).id, now=self.now)
            return {each.lost.number: [one.enrolment.trainee.name for one in each.candidates] for each in own}

    def key(self, name: str) -> UUID:
        with self.database.reading() as session:
            return session.scalars(
                select(Enrolment.public_id).join(Trainee).where(Trainee.name == name)
            ).one()

    def gains(self, by: str = SCHOOL, **picks: str) -> list[Gain]:
        with self.database.reading() as session:
            wanted = {number.removeprefix("n"): self.key(name) for number, name in picks.items()}
            who = find_staff(session, by)
            return gains_of(session, who, an_institution(session).id, wanted, now=self.now)

    def ask(
        self, by: str = SCHOOL, reason: str = "登记时写错", shown: str | None = None, **picks: str
    ) -> UUID:
        wanted = {number.removeprefix("n"): self.key(name) for number, name in picks.items()}
        seen = shown_of(self.gains(by, **picks)) if shown is None else shown
        with self.database.writing() as session:
            wish = MatchWish(wanted, reason, seen)
            made = request_matches(
                session, find_staff(session, by), an_institution(session), wish, now=self.now
            )
            return made[0].public_id

    def decide(self, match: UUID, verdict: MatchVerdict = YES, by: str = DISTRICT) -> None:
        with self.database.writing() as session:
            decide_match(session, find_staff(session, by), match, verdict, now=self.now)

    def undo(self, match: UUID, by: str = SCHOOL, reason: str = "匹配错了") -> None:
        with self.database.writing() as session:
            undo_match(session, find_staff(session, by), match, reason, now=self.now)

    def state(self, match: UUID) -> MatchState:
        with self.database.reading() as session:
            return see_match(session, find_staff(session, CITY), match).state

    def number(self, name: str) -> str | None:
        with self.database.reading() as session:
            return session.scalars(
                select(Enrolment.attendance_number).join(Trainee).where(Trainee.name == name)
            ).one()

    def hours(self, name: str) -> int:
        with self.database.reading() as session:
            own = session.scalars(select(TrainingClass).where(TrainingClass.class_number == "BT-1")).one()
            found = progress_of_class(session, own, self.now)
            return next(
                each.progress.credited_halves for each in found if each.enrolment.trainee.name == name
            )

    def shares(self) -> dict[Origin, int]:
        with self.database.reading() as session:
            own = session.scalars(select(TrainingClass).where(TrainingClass.class_number == "BT-1")).one()
            return {each.origin: each.halves for each in source_shares(session, own, self.now)}


@pytest.fixture
def matching(database: Database) -> Matching:
    with database.writing() as session:
        a_class_with_people(session, 3)
        person = select(Enrolment).join(Trainee).where(Trainee.name == "学员2")
        session.scalars(person).one().attendance_number = None
    return Matching(database)


def test_a_number_is_proposed_for_whoever_has_none_and_whoever_differs_by_one_slip(matching):
    matching.punch("13", MONDAY)

    # 学员3 has number 3, and so does 13 but for a letter.
    assert matching.proposals() == {"13": ["学员1", "学员2", "学员3"]}


def test_nobody_with_punches_of_their_own_in_the_class_is_proposed_for_hours_would_be_lost(matching):
    matching.punch("13", MONDAY)
    matching.punch("1", MONDAY)

    assert matching.proposals() == {"13": ["学员2", "学员3"]}


def test_a_number_that_a_roster_has_is_not_lost_and_a_day_before_the_class_is_nobodys(matching):
    matching.punch("1", MONDAY)
    matching.punch("88", MONDAY - timedelta(days=1))

    assert matching.proposals() == {"88": []}


def test_who_holds_the_number_in_other_days_of_the_class_keeps_it(matching):
    """BT-2 begins the day after the number was seen, and ends with BT-1."""
    with matching.database.writing() as session:
        later = a_class(session, "BT-2", starts_on=MONDAY + timedelta(days=1), days=5)
        an_enrolment(session, later, a_trainee(session, "张伟", "13900000009"), "88")
    matching.punch("88", MONDAY)

    assert matching.proposals() == {"88": []}


@pytest.mark.parametrize(("told", "proposed"), [("学员2", ["学员2"]), ("别人", [])])
def test_the_name_on_the_machine_speaks_for_one_and_against_all_others(matching, told, proposed):
    with matching.database.writing() as session:
        a_device(session)
        device = session.scalars(select(Device)).one()
        session.add(DeviceUser(device_id=device.id, number="88", name=told, told_at=matching.now))
    matching.punch("88", MONDAY)

    assert matching.proposals() == {"88": proposed}


@pytest.mark.parametrize(("joined", "left", "is_proposed"), [(0, 0, True), (1, 0, False), (0, -1, False)])
def test_only_who_was_in_the_class_on_the_day_is_proposed(matching, joined, left, is_proposed):
    with matching.database.writing() as session:
        own = session.scalars(select(Enrolment).join(Trainee).where(Trainee.name == "学员2")).one()
        own.joined_on = MONDAY + timedelta(days=joined)
        a_withdrawal(session, own, MONDAY + timedelta(days=left))
    matching.punch("88", MONDAY)

    assert matching.proposals() == {"88": ["学员2"] if is_proposed else []}


def test_in_time_it_counts_at_once_and_stands_out_among_the_sources(matching):
    matching.punch("88", MONDAY)
    (gain,) = matching.gains(n88="学员2")

    match = matching.ask(n88="学员2")

    assert (gain.half_days, gain.is_at_once) == (2, True)
    assert (matching.state(match), matching.number("学员2")) == (MatchState.AT_ONCE, "88")
    assert matching.hours("学员2") == 16
    assert matching.shares() == {Origin.MATCHED: 16}


def test_what_is_punched_after_the_match_is_as_any_other(matching):
    matching.punch("88", MONDAY)
    matching.ask(n88="学员2")
    matching.today = MONDAY + timedelta(days=1)

    matching.punch("88", matching.today)

    assert matching.shares() == {Origin.FILE: 16, Origin.MATCHED: 16}


@pytest.mark.parametrize(("days", "state"), [(7, MatchState.AT_ONCE), (8, MatchState.WAITS)])
def test_what_would_be_late_as_a_file_waits_for_the_district(matching, days, state):
    """The policy's days are seven."""
    matching.punch("88", MONDAY)
    matching.today = MONDAY + timedelta(days=days)

    match = matching.ask(n88="学员2")

    assert matching.state(match) is state
    assert matching.hours("学员2") == (16 if state is MatchState.AT_ONCE else 0)


def test_once_the_district_agrees_it_counts_and_stands_out(matching):
    matching.punch("88", MONDAY)
    matching.today = MONDAY + timedelta(days=8)
    match = matching.ask(n88="学员2")

    matching.decide(match)

    assert (matching.state(match), matching.hours("学员2")) == (MatchState.APPROVED, 16)
    assert matching.shares() == {Origin.MATCHED: 16}


def test_once_the_district_does_not_agree_it_never_counts_and_may_be_asked_again(matching):
    matching.punch("88", MONDAY)
    matching.today = MONDAY + timedelta(days=8)
    match = matching.ask(n88="学员2")
    before = matching.proposals()["88"]

    matching.decide(match, NO)

    assert (matching.state(match), matching.hours("学员2")) == (MatchState.REFUSED, 0)
    assert ("学员2" in before, "学员2" in matching.proposals()["88"]) == (False, True)


def test_punches_that_wait_for_acceptance_go_on_waiting_whoever_has_the_number(matching):
    matching.today = MONDAY + timedelta(days=8)
    matching.punch("88", MONDAY, when=at(matching.today, "19:00"))

    match = matching.ask(n88="学员2")

    assert (matching.state(match), matching.hours("学员2")) == (MatchState.AT_ONCE, 0)


@pytest.mark.parametrize(("day", "proposed"), [(LAST, True), (LAST + timedelta(days=1), False)])
def test_after_the_end_a_school_proposes_nobody(matching, day, proposed):
    matching.punch("88", LAST - timedelta(days=1))
    matching.today = day

    assert ("学员2" in matching.proposals()["88"]) is proposed


def test_after_the_end_the_district_asks_and_another_hand_decides(matching):
    matching.punch("88", LAST)
    matching.today = LAST + timedelta(days=1)
    match = matching.ask(by=DISTRICT, n88="学员2")
    before = matching.hours("学员2")

    with pytest.raises(OwnMatch):
        matching.decide(match)
    matching.decide(match, by=COLLEAGUE)

    assert before == 0
    assert (matching.hours("学员2"), matching.shares()) == (16, {Origin.MATCHED: 16})


@pytest.mark.parametrize("by", [CITY, AUDITOR])
def test_who_neither_teaches_nor_looks_after_the_school_asks_for_nothing(matching, by):
    matching.punch("88", MONDAY)
    shown = shown_of(matching.gains(n88="学员2"))

    with pytest.raises(NotFound):
        matching.ask(by=by, shown=shown, n88="学员2")


@pytest.mark.parametrize("by", [ELSEWHERE, OTHER_SCHOOL])
def test_nobody_of_elsewhere_is_proposed_anybody_or_sees_what_was_matched(matching, by):
    matching.punch("88", MONDAY)
    match = matching.ask(n88="学员2")

    with matching.database.reading() as session:
        who = find_staff(session, by)
        assert list_matches(session, who) == []
        with pytest.raises(NotFound):
            see_match(session, who, match)
    assert all(people == [] for people in matching.proposals(by).values())


@pytest.mark.parametrize("by", [SCHOOL, AUDITOR, ELSEWHERE])
def test_only_district_and_city_decide(matching, by):
    matching.punch("88", MONDAY)
    matching.today = MONDAY + timedelta(days=8)
    match = matching.ask(n88="学员2")

    with pytest.raises(NotFound):
        matching.decide(match, by=by)


def test_what_is_decided_is_decided_once_and_what_counts_at_once_never(matching):
    matching.punch("88", MONDAY)
    matching.punch("99", MONDAY + timedelta(days=7))
    matching.today = MONDAY + timedelta(days=8)
    waits = matching.ask(n88="学员2")
    matching.decide(waits, NO)
    at_once = matching.ask(n99="学员2")

    for match in (waits, at_once):
        with pytest.raises(MatchDecided):
            matching.decide(match)


def test_nobody_is_given_a_number_that_came_into_a_roster_meanwhile(matching):
    matching.punch("88", MONDAY)
    matching.today = MONDAY + timedelta(days=8)
    match = matching.ask(n88="学员2")
    with matching.database.writing() as session:
        other = a_class(session, "BT-2", days=12)
        an_enrolment(session, other, a_trainee(session, "张伟", "13900000009"), "88")

    with pytest.raises(NumberTaken):
        matching.decide(match)

    assert (matching.state(match), matching.number("学员2")) == (MatchState.WAITS, None)


def test_nobody_loses_hours_by_a_number_that_was_asked_for_before_the_own_one_was_seen(matching):
    matching.punch("13", MONDAY)
    matching.today = MONDAY + timedelta(days=8)
    match = matching.ask(n13="学员1")
    matching.punch("1", matching.today)

    with pytest.raises(MatchOutdated):
        matching.decide(match)

    assert matching.hours("学员1") == 16


def test_what_moves_otherwise_than_it_was_shown_is_not_written(matching):
    matching.punch("88", MONDAY)
    shown = shown_of(matching.gains(n88="学员2"))
    matching.today = MONDAY + timedelta(days=1)
    matching.punch("88", matching.today)

    with pytest.raises(MatchesChanged):
        matching.ask(shown=shown, n88="学员2")

    assert matching.number("学员2") is None


def test_why_is_always_said(matching):
    matching.punch("88", MONDAY)
    match = matching.ask(n88="学员2")

    with pytest.raises(ReasonMissing):
        matching.undo(match, reason=" ")
    with pytest.raises(ReasonMissing):
        matching.ask(shown="", reason="", n88="学员2")


@pytest.mark.parametrize("picks", [{}, {"n88": "学员2", "n99": "学员2"}])
def test_at_least_one_number_and_no_more_than_one_for_one_person(matching, picks):
    matching.punch("88", MONDAY)
    matching.punch("99", MONDAY)

    with pytest.raises(BadPicks):
        matching.gains(**picks)


def test_who_is_not_proposed_is_given_nothing(matching):
    matching.punch("88", MONDAY)

    with pytest.raises(MatchGone):
        matching.gains(n88="学员1")


def test_a_match_is_undone_by_a_row_and_its_hours_go(matching):
    matching.punch("13", MONDAY)
    match = matching.ask(n13="学员1")
    credited = matching.hours("学员1")

    matching.undo(match)

    assert (matching.state(match), matching.number("学员1")) == (MatchState.UNDONE, "1")
    assert (credited, matching.hours("学员1"), matching.shares()) == (16, 0, {})
    with pytest.raises(NothingToUndo):
        matching.undo(match)


def test_what_was_agreed_to_or_is_over_a_school_does_not_undo_and_the_district_does(matching):
    matching.punch("88", MONDAY)
    match = matching.ask(n88="学员2")
    matching.today = LAST + timedelta(days=1)

    with pytest.raises(NotFound):
        matching.undo(match)
    matching.undo(match, by=DISTRICT)

    assert matching.state(match) is MatchState.UNDONE


def test_the_number_of_before_does_not_come_back_where_another_has_it_by_now(matching):
    matching.punch("13", MONDAY)
    match = matching.ask(n13="学员1")
    with matching.database.writing() as session:
        own = session.scalars(select(Enrolment).join(Trainee).where(Trainee.name == "学员2")).one()
        own.attendance_number = "1"

    with pytest.raises(NumberTaken):
        matching.undo(match)

    assert matching.number("学员1") == "13"


def test_the_district_is_told_of_every_match_and_the_school_of_what_was_decided(matching):
    matching.punch("88", MONDAY)
    matching.today = MONDAY + timedelta(days=8)
    match = matching.ask(n88="学员2")

    matching.decide(match, NO)

    with matching.database.reading() as session:
        kinds = list(session.scalars(select(Alert.kind).order_by(Alert.id)))
    assert [each for each in kinds if "match" in each] == ["numbers_matched", "number_match_decided"]


def test_everything_that_was_said_stays_written(matching):
    matching.punch("13", MONDAY)
    matching.ask(n13="学员1")

    with matching.database.reading() as session:
        (row,) = session.scalars(select(NumberMatch))
        assert (row.old_number, row.new_number, row.half_days) == ("1", "13", 2)
        assert (row.asked_by, row.reason, row.asked_at) == (SCHOOL, "登记时写错", matching.now)
        assert row.grounds == "与名册的考勤号 1 只差一位"


def test_the_history_of_the_class_names_who_matched_who_agreed_and_who_took_it_back(matching):
    matching.punch("88", MONDAY)
    matching.today = MONDAY + timedelta(days=8)
    match = matching.ask(n88="学员2")
    matching.decide(match)
    matching.undo(match, by=CITY)

    with matching.database.reading() as session:
        own = session.scalars(select(TrainingClass)).one()
        told = class_history(session, find_staff(session, CITY), own, topic=Topic.ATTENDANCE, place="").lines
    assert {each.title for each in told} == {
        f"{SCHOOL} 把考勤号 88 匹配给 学员2",
        f"{DISTRICT} 同意 学员2 的考勤号匹配",
        f"{CITY} 撤销 学员2 的考勤号 88",
    }


def test_the_copy_of_the_own_data_tells_whose_number_became_the_own(matching):
    matching.punch("88", MONDAY)
    matching.ask(n88="学员2")

    with matching.database.reading() as session:
        who = session.scalars(select(Trainee.id).where(Trainee.name == "学员2")).one()
        (row,) = session.execute(own_matches(who)).all()
    assert (row.old_number, row.new_number, row.undone_at) == ("", "88", None)


def test_proposals_ask_no_more_often_the_more_numbers_and_people_there_are(matching):
    def statements() -> object:
        with counted(matching.database) as tally:
            matching.proposals()
        return tally.figures

    matching.punch("88", MONDAY)
    few = statements()
    for number in range(50, 80):
        matching.punch(str(number), MONDAY)
    with matching.database.writing() as session:
        own = session.scalars(select(TrainingClass)).one()
        for each in range(30):
            an_enrolment(session, own, a_trainee(session, f"新{each}", f"136{each:08}"), None)

    assert statements() == few
