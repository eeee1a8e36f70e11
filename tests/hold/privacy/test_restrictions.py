"""Nothing that is asked about the own data takes hours or changes a state; restriction is kept (art. 47)."""

from collections.abc import Callable, Mapping
from datetime import datetime
from uuid import UUID

import pytest
from sqlalchemy import select

from tests.factories import MONDAY, WHOLE_DAY, a_class, at, punches
from tests.hold.privacy.test_purge import DUE_ON, OPENED
from tests.house.counting import counted
from tests.training.attendance.reminding import a_reachable, remind
from tests.training.checks.checking import CITY, DISTRICT, Checking, enrol, register_staff
from tests.training.claims.claiming import (
    NOW,
    SOON,
    a_c1_enrolment,
    a_draft,
    a_reviewer,
    a_submitted_claim,
    an_approval,
    pass_all,
    photograph,
)
from training.attendance.views.plan_reminders import plan_reminders
from training.attendance.views.progress_of import progress_of_class
from training.checks.terms import Verdict
from training.claims.acts.approve_claim import approve_claim
from training.claims.terms import ClaimState, PaperKind
from training.claims.views.see_claim import view_of
from training.classes.views.find_class import find_class
from training.database import Database
from training.people.acts.answer_request import Answer, answer_request
from training.people.acts.file_request import file_request
from training.people.acts.opt_out import opt_out
from training.people.acts.request_login_code import request_login_code
from training.people.acts.restrict_processing import Cause, restrict_processing
from training.people.terms import RequestKind
from training.privacy.views.papers_due_for_purge import due_for_purge
from training.records.attendance.reminders import Reminder
from training.records.checks.spot_checks import CheckConclusion
from training.records.classes.trainees import Enrolment, Trainee
from training.records.outbox.messages import OutgoingMessage
from training.staff.views.find_staff import find_staff

CLASS_SIZE = 12
CLOCKS = (WHOLE_DAY, WHOLE_DAY[:2], WHOLE_DAY[2:], ("08:20",), ())
EVENING = at(MONDAY, "19:00")
CAUSE = Cause("保存期内不能删除", "周工")
Ask = Callable[[Database, int], None]
Keep = Callable[[str, str, object], None]


@pytest.fixture
def attended(database: Database) -> Database:
    """A class in which everybody can be reached; one in five was there all day, one not at all."""
    with database.writing() as session:
        register_staff(session)
        own = a_class(session)
        for place in range(CLASS_SIZE):
            a_reachable(session, own, f"学员{place + 1}", str(place + 1))
            punches(session, own, MONDAY, CLOCKS[place % len(CLOCKS)], number=str(place + 1))
    return database


def erase(database: Database, trainee_id: int, *, restricts: bool = False) -> None:
    with database.writing() as session:
        asked = file_request(session, trainee_id, RequestKind.ERASE, "请删除", now=EVENING)
        answer = Answer("部分办理", "保存期内不能删除。", restricts=restricts)
        answer_request(session, find_staff(session, DISTRICT), asked.public_id, answer, now=EVENING)


def withdraw(database: Database, trainee_id: int) -> None:
    with database.writing() as session:
        opt_out(session, session.get_one(Trainee, trainee_id), asked_by="本人", now=EVENING)
        asked = file_request(session, trainee_id, RequestKind.WITHDRAW, "撤回", now=EVENING)
        answer = Answer("已办理", "已停发提醒。")
        answer_request(session, find_staff(session, CITY), asked.public_id, answer, now=EVENING)


def restrict(database: Database, trainee_id: int) -> None:
    erase(database, trainee_id, restricts=True)


def hours(database: Database) -> list[object]:
    """Of everybody all that is said of the hours: every half day, sums, state."""
    with database.reading() as session:
        found = progress_of_class(session, find_class(session, "BT-1"), EVENING)
        return [(each.enrolment.id, each.progress) for each in found]


def everybody(database: Database) -> list[int]:
    with database.reading() as session:
        return list(session.scalars(select(Trainee.id).order_by(Trainee.id)))


ASKS: Mapping[str, Ask] = {"erasure": erase, "withdrawal": withdraw, "restriction": restrict}


def test_hours_before_and_after_are_equal(attended: Database, figure: Keep) -> None:
    before = hours(attended)

    after = {}
    for name, ask in ASKS.items():
        for trainee_id in everybody(attended):
            ask(attended, trainee_id)
        after[name] = hours(attended)

    assert len(before) == CLASS_SIZE
    assert [name for name, said in after.items() if said != before] == []
    figure(
        "statements of hours before and after erasure request, withdrawal, restriction",
        "equal",
        f"{sum(said == before for said in after.values()) * CLASS_SIZE} of {len(ASKS) * CLASS_SIZE} equal",
    )


def test_nobody_restricted_is_reminded_at_no_more_statements(attended: Database, figure: Keep) -> None:
    """Every second of the class is restricted, by its evening of all occasions of the day."""
    moments = [at(MONDAY, clock) for clock in ("08:36", "11:36", "14:06", "17:06", "19:05")]
    half = set(everybody(attended)[::2])
    with counted(attended) as unrestricted:
        would_be = due(attended, moments)
    for trainee_id in half:
        restrict(attended, trainee_id)
    with counted(attended) as restricted, attended.reading() as session:
        assert not half & {
            each.person.trainee_id for now in moments for each in plan_reminders(session, now).due
        }

    for now in moments:
        remind(attended, now)

    assert half & would_be
    assert would_be - half
    with attended.reading() as session:
        own = select(Enrolment.trainee_id).join(Reminder, Reminder.enrolment_id == Enrolment.id)
        written = session.scalars(own).all()
        texted = session.scalars(select(OutgoingMessage.trainee_id)).all()
    assert set(written) == set(texted) == would_be - half
    assert restricted.statements == unrestricted.statements
    figure("reminders written for a restricted person", "0", len([each for each in written if each in half]))


def due(database: Database, moments: list[datetime]) -> set[int]:
    with database.reading() as session:
        return {each.person.trainee_id for now in moments for each in plan_reminders(session, now).due}


def test_a_check_draws_calls_and_ends_as_if_nobody_were_restricted(database: Database) -> None:
    with database.writing() as session:
        register_staff(session)
        classes = [enrol(session, number, trainees=6) for number in ("BT-1", "BT-2")]
    for trainee_id in everybody(database)[:6]:
        restrict(database, trainee_id)

    called = [checked(database, *each) for each in zip(classes, ("red", "blue"), strict=True)]

    restricted, others = called
    assert restricted == others
    assert restricted[0] == "137"
    with database.reading() as session:
        assert list(session.scalars(select(CheckConclusion.verdict))) == [Verdict.PASSED] * 2


def checked(database: Database, class_id: UUID, colour: str) -> tuple[str, list[str]]:
    """How the phone begins that the inspector is given, and how everybody stands in the end."""
    checking = Checking(database, class_id)
    checking.start()
    phone = checking.call().phone
    return phone[:3], [each.standing.value for each in checking.conclude_with(6, colour).people]


def test_a_subsidy_goes_on_to_its_approval_and_its_owner_is_told(database: Database) -> None:
    with database.writing() as session:
        an_approval(session)
        claim = a_submitted_claim(session, a_c1_enrolment(session))
        before = view_of(session, claim, now=NOW)
        restrict_processing(session, claim.enrolment.trainee_id, CAUSE, now=NOW)

        assert view_of(session, claim, now=NOW) == before
        reviewer, later = a_reviewer(session), NOW + 2 * SOON
        pass_all(session, claim, reviewer)
        approve_claim(session, reviewer, claim.public_id, seed=bytes(32), now=later)

        assert claim.state is ClaimState.APPROVED
        assert session.scalars(select(OutgoingMessage.template)).all() == ["claim_decided"]


def test_the_person_signs_in_as_before(attended: Database) -> None:
    own, *_ = everybody(attended)
    restrict(attended, own)

    with attended.writing() as session:
        phone = session.get_one(Trainee, own).phone
        request_login_code(session, phone, "10.0.0.1", code="123456", now=EVENING)
        assert session.scalars(select(OutgoingMessage.phone)).all() == [phone]


def test_what_is_due_is_purged_of_a_restricted_person_as_of_everybody(database: Database) -> None:
    with database.writing() as session:
        an_approval(session)
        claim = a_draft(session, a_c1_enrolment(session), now=OPENED)
        photograph(session, claim, PaperKind.LICENCE, now=OPENED)
        restrict_processing(session, claim.enrolment.trainee_id, CAUSE, now=OPENED)
        wanted = claim.public_id

    with database.reading() as session:
        assert due_for_purge(session, now=at(DUE_ON, "12:00"))[0].public_id == wanted
