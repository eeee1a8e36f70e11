"""需要我处理: everybody finds what he or she is to do, all of it, and nothing that is a colleague's."""

from dataclasses import fields
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.factories import MONDAY, a_class
from tests.training.checks.checking import AUDITOR, CITY, DISTRICT, OTHER_DISTRICT, SCHOOL, Checking
from tests.training.plans.planning import a_plan
from training.attendance.acts.alternatives.request_alternative import AlternativeDraft, request_alternative
from training.attendance.terms import OtherWay, PunchKind
from training.changes.acts.request_amendment import AmendmentDraft, request_amendment
from training.changes.terms import AmendedField
from training.classes.views.find_class import find_class
from training.notice.terms import Role
from training.people.acts.file_request import file_request
from training.people.terms import RequestKind
from training.plans.rules.quarters import quarter_of
from training.plans.terms import PlanState
from training.records.attendance.corrections import PunchCorrection
from training.records.classes.districts import District
from training.records.classes.trainees import Enrolment
from training.rosters.acts.tell_of_kinds import tell_of_kinds
from training.staff.views.find_staff import find_staff
from training.urging.acts.move_urging import Step, move_urging
from training.urging.acts.urge import UrgingDraft, urge
from training.urging.terms import UrgingMove
from training.worklist.rules.worklist import Worklist, read_mark
from training.worklist.terms import WorkKind, WorkPlace
from training.worklist.views.count_work import count_work
from training.worklist.views.queues import Asker
from training.worklist.views.see_worklist import QUEUES, see_worklist

DAY = timedelta(days=1)


@pytest.fixture
def busy(checking: Checking) -> Checking:
    """Of BT-1: two missed punches, a wish for a card, another name, a request of 学员1. BT-0 has ended."""
    with checking.database.writing() as session:
        own = find_class(session, "BT-1")
        roster = session.query(Enrolment).filter_by(class_id=own.id).order_by(Enrolment.id).all()
        for place, each in enumerate(roster[:2]):
            asked = {"punch": PunchKind.IN, "ordinal": 1, "reason": "没认出"}
            moment = checking.now + timedelta(minutes=place)
            session.add(
                PunchCorrection(enrolment_id=each.id, lesson_id=own.lessons[0].id, asked_at=moment, **asked)
            )
        school = find_staff(session, SCHOOL)
        draft = AlternativeDraft(OtherWay.CARD, "脸部受伤", SCHOOL)
        request_alternative(session, roster[2], draft, now=checking.now)
        name = AmendmentDraft(AmendedField.NAME, "电工一班", "写错")
        request_amendment(session, school, own.public_id, name, now=checking.now)
        file_request(session, roster[0].trainee_id, RequestKind.ACCESS, "要一份", now=checking.now)
        a_class(session, "BT-0", is_key_group=True, starts_on=MONDAY - 12 * DAY)
    return checking


def seen(
    checking: Checking, who: str, kind: WorkKind | None = None, *, most: int = 50, after=None
) -> Worklist:
    with checking.database.reading() as session:
        staff = find_staff(session, who)
        return see_worklist(session, staff, kind, after, most=most, now=checking.now)


@pytest.fixture(autouse=True)
def planned(checking: Checking) -> None:
    """Every district has an approved plan of the quarter, so that none waits to be written."""
    with checking.database.writing() as session:
        staff = find_staff(session, DISTRICT)
        for district in session.scalars(select(District)):
            a_plan(session, staff, quarter_of(MONDAY), PlanState.APPROVED, district_id=district.id)


def shown(checking: Checking, who: str) -> list[tuple[str, str]]:
    return [(each.kind.value, each.place.value) for each in seen(checking, who).lines]


def test_each_role_finds_what_it_is_to_do(busy):
    assert shown(busy, CITY) == [("反馈", "feedback"), ("查班", "class_checks"), ("个人信息", "data_request")]
    assert shown(busy, DISTRICT) == [
        ("查班", "class_checks"),
        ("查班", "class_checks"),
        ("个人信息", "data_request"),
        ("变更申请", "amendment"),
        ("补卡", "correction"),
        ("不刷脸", "alternatives"),
        ("补卡", "correction"),
    ]
    assert shown(busy, SCHOOL) == [("补卡", "correction"), ("补卡", "correction")]
    assert shown(busy, AUDITOR) == shown(busy, OTHER_DISTRICT) == []


def test_what_is_due_says_its_day_and_who_explains_what_was_not_checked(busy):
    feedback, check, _ = seen(busy, CITY).lines

    assert "没有检查过，反馈时要写原因" in feedback.title
    assert (check.mark.due_on, check.title) == (MONDAY + 4 * DAY, "昆都仑区 BT-1 电工还欠市查 1 次")
    assert "已不能再查" in seen(busy, DISTRICT).lines[0].note


@pytest.mark.parametrize("who", [CITY, DISTRICT, SCHOOL, AUDITOR])
def test_the_counts_are_those_of_the_list_and_the_menu_has_the_same(who, busy):
    whole = seen(busy, who)
    with busy.database.reading() as session:
        menu = count_work(session, find_staff(session, who), now=busy.now)

    listed = [each.kind for each in whole.lines]
    assert {kind: listed.count(kind) for kind in WorkKind} == {kind: whole.counts[kind] for kind in WorkKind}
    assert {kind: menu[kind] for kind in WorkKind} == {kind: whole.counts[kind] for kind in WorkKind}


@pytest.mark.parametrize("who", [CITY, DISTRICT])
def test_the_menu_counts_a_class_whose_people_make_it_one_of_key_groups(who, checking):
    with checking.database.writing() as session:
        own = find_class(session, "BT-1")
        own.is_key_group = False
        for each in session.query(Enrolment).filter_by(class_id=own.id):
            each.trainee.category = "失业人员"
        tell_of_kinds(session, [own.id], now=checking.now)
    checking.now += 12 * DAY

    whole = seen(checking, who)
    with checking.database.reading() as session:
        menu = count_work(session, find_staff(session, who), now=checking.now)
    assert whole.counts[WorkKind.CHECK if who == DISTRICT else WorkKind.FEEDBACK]
    assert +menu == +whole.counts


@pytest.mark.parametrize("size", [1, 2, 3])
@pytest.mark.parametrize("kind", [None, WorkKind.CORRECTION])
def test_page_by_page_everything_is_found_once(size, kind, busy):
    whole, pages, after = seen(busy, DISTRICT, kind), [], None
    while not pages or after is not None:
        page = seen(busy, DISTRICT, kind, most=size, after=after)
        pages += page.lines
        after = page.after

    assert [each.mark for each in pages] == [each.mark for each in whole.lines]
    assert all(kind in (None, each.kind) for each in pages)


@pytest.mark.parametrize("key", ["abc", "²", "9" * 19, "9" * 5000])
def test_a_place_that_no_page_has_said_finds_the_list_all_the_same(key, busy):
    mark = f"{busy.now.isoformat()}_CORRECTION_{key}"

    assert seen(busy, DISTRICT, WorkKind.CORRECTION, after=read_mark(mark)).counts[WorkKind.CORRECTION]


def test_neither_the_name_of_a_trainee_nor_a_reason_of_health_stands_in_the_list(busy):
    lines = [each for who in (CITY, DISTRICT, SCHOOL) for each in seen(busy, who).lines]

    assert lines
    said = "".join(each.title + each.note for each in lines)
    assert "学员1" not in said
    assert "脸部受伤" not in said


def test_what_is_owed_stays_in_the_list_for_a_thousand_days(busy):
    busy.now += 1000 * DAY

    assert (WorkKind.FEEDBACK, WorkPlace.FEEDBACK) in [
        (each.kind, each.place) for each in seen(busy, CITY).lines
    ]
    assert seen(busy, DISTRICT).counts[WorkKind.CHECK] == 2


@pytest.mark.parametrize("is_about_class", [True, False])
def test_what_is_urged_waits_for_the_district_and_its_answer_for_the_city(is_about_class, checking):
    due_on = MONDAY + DAY
    with checking.database.writing() as session:
        own = find_class(session, "BT-1")
        draft = UrgingDraft("补齐欠查", due_on, own if is_about_class else None)
        city, district = find_staff(session, CITY), own.district
        urged = urge(session, city, district, draft, now=checking.now).public_id

    (waiting,) = seen(checking, DISTRICT, WorkKind.URGING).lines
    assert (waiting.place, waiting.subject, waiting.mark.due_on) == (WorkPlace.URGING, urged, due_on)
    for nobody in (CITY, OTHER_DISTRICT, SCHOOL, AUDITOR):
        assert not seen(checking, nobody, WorkKind.URGING).lines

    with checking.database.writing() as session:
        step = Step(UrgingMove.ANSWER, "已去查", "0")
        move_urging(session, find_staff(session, DISTRICT), urged, step, now=checking.now)
    assert not seen(checking, DISTRICT, WorkKind.URGING).lines
    assert [each.subject for each in seen(checking, CITY, WorkKind.URGING).lines] == [urged]


def test_an_asker_does_not_find_the_own_request(busy):
    with busy.database.writing() as session:
        own = find_class(session, "BT-1").public_id
        draft = AmendmentDraft(AmendedField.TRADE, "焊工", "写错")
        request_amendment(session, find_staff(session, DISTRICT), own, draft, now=busy.now)

    assert seen(busy, DISTRICT).counts[WorkKind.CHANGE] == 1
    assert seen(busy, CITY).counts[WorkKind.CHANGE] == 1


def test_whoever_moves_to_another_district_is_counted_the_work_of_that_one(busy):
    """Though the statement of one person and day is built once."""

    def waiting() -> int:
        with busy.database.reading() as session:
            return count_work(session, find_staff(session, DISTRICT), now=busy.now)[WorkKind.CORRECTION]

    before = waiting()
    with busy.database.writing() as session:
        find_staff(session, DISTRICT).district_id = find_staff(session, OTHER_DISTRICT).district_id
    elsewhere = waiting()

    assert (before, elsewhere) == (2, 0)


class Watched:
    """Somebody of a role, who remembers what the statements ask of a person."""

    def __init__(self, role: Role):
        self.asked = set[str]()
        self._own = {"id": 1, "name": "王强", "role": role, "district_id": 1, "institution_id": 1}

    def __getattr__(self, name: str) -> object:
        self.asked.add(name)
        return self._own.get(name)


@pytest.mark.parametrize("role", Role)
def test_what_waits_depends_on_nothing_of_a_person_but_what_its_built_statement_is_kept_by(role):
    watched = Watched(role)

    for queue in QUEUES:
        queue.waiting(watched, MONDAY)

    assert watched.asked
    assert watched.asked <= {each.name for each in fields(Asker) if each.compare}
