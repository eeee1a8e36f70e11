"""Whoever holds a person's phone signs in as that person: no school moves it by its files."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from tests.factories import MONDAY, a_class, a_trainee, at
from tests.training.builders import roster_row
from tests.training.intake.handing_in import HEADINGS, HandingIn, handing_in
from tests.training.rosters.changing import BEFORE, CITY, DISTRICT, ELSEWHERE, SCHOOL
from tests.training.sheets.builders import workbook
from training.classes.terms import ChangeKind, ChangeState
from training.errors import NotFound
from training.people.acts.confirm_phone import confirm_phone
from training.people.acts.request_phone import Codes, request_phone
from training.people.acts.verify_by_code import verify_by_code
from training.people.acts.verify_by_staff import verify_by_staff
from training.records.classes.classes import TrainingClass
from training.records.classes.roster_changes import RosterChange, RosterChangeDecision
from training.records.classes.trainees import Enrolment, PhoneChange, Trainee
from training.records.outbox.alerts import Alert
from training.records.outbox.messages import OutgoingMessage
from training.rosters.acts.answer_phone_change import answer_phone_change
from training.rosters.acts.ask_change import ChangeDraft
from training.rosters.acts.decide_change import PhoneHasMoved, decide_change
from training.rosters.acts.request_change import request_change
from training.rosters.acts.settle_change import ChangeDecided, ChangeVerdict
from training.sheets.hand_in import ImportReport
from training.staff.views.find_staff import find_staff

HELD, OTHER = "13700000001", "13999999999"
NEXT_YEAR = BEFORE.replace(year=BEFORE.year + 1)


@pytest.fixture
def handing(database, tmp_path) -> HandingIn:
    return handing_in(database, tmp_path)


def prove(handing: HandingIn, how: str) -> None:
    with handing.database.writing() as session:
        own = session.scalars(select(Trainee).where(Trainee.phone_index == HELD)).one()
        if how == "code":
            verify_by_code(session, own, now=handing.now)
        elif how:
            verify_by_staff(session, own, find_staff(session, how), now=handing.now)


def phone(handing: HandingIn) -> str:
    with handing.database.reading() as session:
        return session.scalars(select(Trainee.phone).where(Trainee.name == "学员1")).one()


def a_later_roster(handing: HandingIn, class_number: str = "BT-1") -> Path:
    """The first trainee again, by another phone."""
    with handing.database.reading() as session:
        own = session.scalars(select(Trainee).where(Trainee.name == "学员1")).one()
    rows = [HEADINGS, (class_number, own.name, own.id_number, OTHER, "1")]
    return workbook(handing.folder / "名册.xlsx", rows, titles=("学员名册",))


@pytest.mark.parametrize(
    ("how", "who", "held"),
    [
        ("code", SCHOOL, HELD),
        (DISTRICT, SCHOOL, HELD),
        (SCHOOL, SCHOOL, HELD),
        ("", SCHOOL, HELD),
        ("code", DISTRICT, OTHER),
        ("", DISTRICT, OTHER),
    ],
)
def test_no_roster_of_a_school_changes_the_phone_of_somebody_who_is_known_a_districts_does(
    handing, how, who, held
):
    prove(handing, how)

    handing.confirm(handing.hand_in(who, a_later_roster(handing)))

    assert phone(handing) == held


def test_the_person_comes_into_the_class_all_the_same_and_the_school_is_told(handing):
    prove(handing, "code")
    with handing.database.writing() as session:
        a_class(session, "BT-2", starts_on=NEXT_YEAR)

    key = handing.hand_in(SCHOOL, a_later_roster(handing, "BT-2"))

    found = handing.shown(key)[0]
    assert ["本人" in each[5] for each in found["findings"] if each[3] == "联系电话"] == [True]
    assert handing.confirm(key).stored == 1
    assert (handing.count(Enrolment), phone(handing)) == (6, HELD)


def test_no_change_of_a_roster_brings_another_phone_either(handing):
    prove(handing, "code")
    with handing.database.writing() as session:
        later = a_class(session, "BT-2", starts_on=NEXT_YEAR)
        own = session.scalars(select(Trainee).where(Trainee.name == "学员1")).one()
        row = replace(roster_row(1, name=own.name, phone=OTHER), id_number=own.id_number)
        draft = ChangeDraft(ChangeKind.ADD, NEXT_YEAR, "本人申请", newcomer=row)

        request_change(session, find_staff(session, SCHOOL), later.public_id, draft, now=handing.now)

    assert (handing.count(Enrolment), phone(handing)) == (6, HELD)


def asked(handing: HandingIn) -> list[RosterChange]:
    """Every request for another phone, with who may read it loaded."""
    with handing.database.reading() as session:
        own = select(RosterChange).where(RosterChange.kind == ChangeKind.PHONE)
        whole = own.options(
            joinedload(RosterChange.decision).joinedload(RosterChangeDecision.decided_by)
        ).order_by(RosterChange.id)
        return list(session.scalars(whole))


def decide(handing: HandingIn, verdict: ChangeVerdict, who: str = DISTRICT) -> None:
    with handing.database.writing() as session:
        decide_change(
            session, find_staff(session, who), asked(handing)[-1].public_id, verdict, now=handing.now
        )


def answer(handing: HandingIn, *, agrees: bool, whose: str = "学员1") -> None:
    with handing.database.writing() as session:
        own = session.scalars(select(Trainee.id).where(Trainee.name == whose)).one()
        answer_phone_change(session, own, asked(handing)[-1].public_id, agrees=agrees, now=handing.now)


def take(handing: HandingIn) -> ImportReport:
    return handing.confirm(handing.hand_in(SCHOOL, a_later_roster(handing)))


def test_it_is_asked_for_and_the_phone_that_stands_and_the_district_are_told(handing):
    report = take(handing)

    (change,) = asked(handing)
    assert (change.name, change.phone, change.asked_by, change.state) == (
        "学员1",
        OTHER,
        SCHOOL,
        ChangeState.WAITS,
    )
    assert "1 人的手机号与登记的不同：列为更正申请" in report.notices[-1]
    with handing.database.reading() as session:
        told = session.scalars(select(OutgoingMessage)).one()
        assert (told.template, told.phone, told.parameters) == ("phone_change_asked", HELD, "{}")
        assert session.scalars(select(Alert.kind)).one() == "roster_changes"


def test_the_district_agrees_and_the_phone_moves_with_a_trace(handing):
    take(handing)

    decide(handing, ChangeVerdict(True))

    assert (phone(handing), asked(handing)[0].state) == (OTHER, ChangeState.APPROVED)
    with handing.database.reading() as session:
        moved = session.scalars(select(PhoneChange)).one()
        assert (moved.old_phone, moved.new_phone, moved.batch_id) == (HELD, OTHER, asked(handing)[0].batch_id)


@pytest.mark.parametrize("who", [SCHOOL, ELSEWHERE, CITY])
def test_neither_the_school_nor_another_district_nor_the_city_agrees(handing, who):
    take(handing)

    with pytest.raises(NotFound):
        decide(handing, ChangeVerdict(True), who)

    assert phone(handing) == HELD


def test_a_refusal_of_the_district_leaves_the_phone(handing):
    take(handing)

    decide(handing, ChangeVerdict(False, "号码不是本人的"))

    assert (phone(handing), asked(handing)[0].state) == (HELD, ChangeState.REFUSED)


@pytest.mark.parametrize(("agrees", "held"), [(True, OTHER), (False, HELD)])
def test_the_very_person_decides_as_well_and_once(handing, agrees, held):
    take(handing)

    answer(handing, agrees=agrees)

    decision = asked(handing)[0].decision
    assert (phone(handing), decision.is_approved, decision.by) == (held, agrees, "本人")
    with pytest.raises(NotFound):
        answer(handing, agrees=not agrees)
    with pytest.raises(ChangeDecided):
        decide(handing, ChangeVerdict(True))
    assert phone(handing) == held


def test_nobody_else_answers_for_the_person(handing):
    take(handing)

    with pytest.raises(NotFound):
        answer(handing, agrees=True, whose="学员2")

    assert phone(handing) == HELD


def test_what_waits_is_not_asked_for_twice_and_what_was_refused_may_be(handing):
    take(handing)
    again = replace_name(a_later_roster(handing), "名册2.xlsx", OTHER[:-1] + "8")
    handing.confirm(handing.hand_in(SCHOOL, again))
    waiting = len(asked(handing))

    decide(handing, ChangeVerdict(False, "号码不是本人的"))
    third = replace_name(a_later_roster(handing), "名册3.xlsx", OTHER[:-1] + "7")
    handing.confirm(handing.hand_in(SCHOOL, third))

    assert (waiting, len(asked(handing)), phone(handing)) == (1, 2, HELD)


def replace_name(path: Path, name: str, phone: str) -> Path:
    """The same roster as another file, with that phone."""
    book = load_workbook(path)
    book.active["D2"] = phone
    book.save(path.with_name(name))
    return path.with_name(name)


def test_a_file_that_was_taken_before_asks_for_nothing(handing):
    path = a_later_roster(handing)
    handing.confirm(handing.hand_in(SCHOOL, path))
    answer(handing, agrees=False)

    handing.hand_in(SCHOOL, path)

    assert len(asked(handing)) == 1


def test_a_row_that_is_refused_asks_for_nothing(handing):
    key = handing.hand_in(SCHOOL, a_later_roster(handing, "BT-9"))

    assert "这个班号还没有备案" in str(handing.shown(key)[0])
    assert asked(handing) == []


def test_somebody_whose_phone_is_asked_about_leaves_the_class_as_anybody(handing):
    take(handing)

    with handing.database.writing() as session:
        leaver = session.scalars(select(Enrolment).join(Trainee).where(Trainee.name == "学员1")).one()
        draft = ChangeDraft(ChangeKind.WITHDRAW, MONDAY, "找到工作", leaver)
        request_change(
            session, find_staff(session, SCHOOL), leaver.training_class.public_id, draft, now=handing.now
        )

    assert [each.state for each in asked(handing)] == [ChangeState.WAITS]


def test_agreeing_to_who_comes_moves_no_phone_that_was_registered_meanwhile(handing):
    handing.now = at(MONDAY, "10:00")
    newcomer = roster_row(31, phone=OTHER)
    with handing.database.writing() as session:
        own = session.scalars(select(TrainingClass)).one()
        draft = ChangeDraft(ChangeKind.ADD, MONDAY, "本人申请", newcomer=newcomer)
        change = request_change(session, find_staff(session, SCHOOL), own.public_id, draft, now=handing.now)
        a_trainee(session, newcomer.name, HELD[:-1] + "9", place=31)
        session.flush()

        decide_change(
            session, find_staff(session, DISTRICT), change.public_id, ChangeVerdict(True), now=handing.now
        )

    with handing.database.reading() as session:
        held = session.scalars(select(Trainee.phone).where(Trainee.name == newcomer.name)).one()
    assert (held, handing.count(Enrolment), [each.phone for each in asked(handing)]) == (
        HELD[:-1] + "9",
        6,
        [OTHER],
    )


def test_what_the_person_changed_since_a_school_asked_no_district_takes_back(handing):
    """Whoever holds the phone signs in: the person proved the new one by codes to both."""
    handing.confirm(handing.hand_in(SCHOOL, a_later_roster(handing)))
    new, codes = "13700000099", Codes("111111", "222222")
    handing.now += timedelta(minutes=1)
    with handing.database.writing() as session:
        own = session.scalars(select(Trainee.id).where(Trainee.name == "学员1")).one()
        request_phone(session, own, new, codes, now=handing.now)
        assert confirm_phone(session, own, codes, now=handing.now).refusal is None

    handing.now += timedelta(minutes=1)
    with pytest.raises(PhoneHasMoved):
        decide(handing, ChangeVerdict(True))
    assert phone(handing) == new
    decide(handing, ChangeVerdict(False, "本人已经换号"))
