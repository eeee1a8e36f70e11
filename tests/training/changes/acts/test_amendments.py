"""R07: the institution asks, the district decides, and with the decision the class is another one."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.factories import MONDAY, WHOLE_DAY, a_device, at, punches
from tests.training.changes.changing import (
    CLERK,
    FELLOW,
    NO,
    NUMBER,
    Changing,
    another_class,
    changing,
)
from tests.training.checks.checking import AUDITOR, CITY, DISTRICT, OTHER_DISTRICT
from training.attendance.views.progress_of import course_of
from training.changes.acts.note_amendment import NothingToNote, note_amendment
from training.changes.rules.amendments import (
    AlreadyAsked,
    BadAmendment,
    ClassIsOver,
    ClassIsSettled,
    NothingChanges,
)
from training.changes.rules.consequences import seen_of
from training.changes.rules.deciding import (
    ChangeDecided,
    ChangeVerdict,
    DistrictDecides,
    OwnRequest,
    SeenOtherwise,
)
from training.changes.terms import AmendedField, ChangeState
from training.changes.views.preview_of import preview_of
from training.changes.views.see_amendments import (
    WantedAmendments,
    count_amendments,
    list_amendments,
    see_amendment,
    what_follows,
)
from training.checks.views.owed_checks import owed_checks
from training.classes.views.find_class import find_class
from training.errors import NotFound
from training.notice.clock import clock
from training.outbox.views.alerts_for import alerts_for
from training.records.attendance.devices import Device
from training.records.calendar import DeadlineMoved
from training.records.changes.amendments import ClassAmendment
from training.staff.views.find_staff import find_staff

FRIDAY = date(2026, 3, 6)
FIELDS = AmendedField


@pytest.fixture
def own(database) -> Changing:
    return changing(database)


def rows_of(own: Changing, who: str, **wanted: object) -> list[int]:
    with own.database.reading() as session:
        staff = find_staff(session, who)
        return [each.ordinal for each in list_amendments(session, staff, WantedAmendments(**wanted), 9)]


@pytest.mark.parametrize(
    ("field", "text", "column", "value"),
    [
        (FIELDS.NAME, "保育师一班", "name", "保育师一班"),
        (FIELDS.ENDS_ON, "2026-03-13", "ends_on", date(2026, 3, 13)),
        (FIELDS.HOURS, "96", "prescribed_halves", 96),
        (FIELDS.KEY_GROUP, "否", "is_key_group", False),
        (FIELDS.TRADE, "保育师", "trade", "保育师"),
    ],
)
def test_a_class_changes_when_it_is_approved_and_the_old_value_stays_on_record(
    own, field, text, column, value
):
    before = getattr(own.own(), column)
    asked = own.ask(field, text)
    assert getattr(own.own(), column) == before

    own.decide(asked)

    assert getattr(own.own(), column) == value
    with own.database.reading() as session:
        kept = session.scalars(select(ClassAmendment)).one()
        assert (kept.new, kept.state, kept.asked_by, kept.decision.decided_by) == (
            text,
            ChangeState.APPROVED,
            CLERK,
            DISTRICT,
        )
        assert kept.old != text


def test_times_move_the_windows_of_every_lesson(own):
    own.decide(own.ask(FIELDS.TIMES, "09:00-12:00 14:30-17:30"))

    with own.database.reading() as session:
        windows = course_of(session, find_class(session, NUMBER)).windows
        assert {clock(each.lesson.starts) for each in windows} == {"09:00", "14:30"}


def test_what_other_times_take_from_hours_already_earned_is_shown_before_anybody_decides(own):
    """The first punch of the morning would lie before its window."""
    with own.database.writing() as session:
        punches(session, find_class(session, NUMBER), MONDAY, WHOLE_DAY)
    own.now = at(MONDAY, "19:00")
    times = "10:00-11:30 14:00-17:00"

    with own.database.reading() as session:
        shown = preview_of(session, find_class(session, NUMBER), FIELDS.TIMES, times, now=own.now)

    credited = next(each for each in shown.consequences if each.what.startswith("全班已计课时"))
    assert (credited.before, credited.weighs) == ("8", True)
    assert credited.after == "4"


def test_what_is_not_approved_changes_nothing_and_the_asker_reads_why(own):
    asked = own.ask(FIELDS.NAME, "保育师一班")

    own.decide(asked, NO)

    assert own.own().name != "保育师一班"
    (told,) = own.alerts("amendment_decided")
    assert told.text.endswith("不同意（昆区）：资料不全")
    assert told.institution_id == own.own().institution_id


def test_more_than_120_hours_owe_two_checks_of_each_level(database):
    own = changing(database, prescribed_halves=240)
    asked = own.ask(FIELDS.HOURS, "242")
    with database.reading() as session:
        shown, _ = what_follows(
            session, see_amendment(session, find_staff(session, DISTRICT), asked), now=own.now
        )
        before = _owed(session, own)

    own.decide(asked)

    checks = next(each for each in shown if each.what == "须查班")
    assert (checks.before, checks.after) == ("市 1 次，区 1 次", "市 2 次，区 2 次")
    with database.reading() as session:
        assert (before, _owed(session, own)) == (1, 2)


def _owed(session, own: Changing) -> int:
    (found,) = (
        each
        for each in owed_checks(session, find_staff(session, CITY), now=own.now)
        if each.of_class.number == NUMBER
    )
    return found.quota.required


def test_an_end_across_the_national_day_moves_the_feedback_as_a_row(database):
    own = changing(database, starts_on=date(2026, 9, 21))
    own.now = at(date(2026, 9, 21), "09:00")

    own.decide(own.ask(FIELDS.ENDS_ON, "2026-09-30"))

    with database.reading() as session:
        moved = session.scalars(select(DeadlineMoved)).one()
        assert (moved.was, moved.becomes, moved.is_moved) == (date(2026, 10, 9), date(2026, 10, 13), True)
        assert (moved.what, moved.because) == (NUMBER, "变1：结业日期由 2026-09-25 改为 2026-09-30")


def test_what_was_shown_when_it_was_decided_is_kept(own):
    asked = own.ask(FIELDS.ENDS_ON, "2026-03-13")
    own.decide(asked)
    own.now = at(date(2026, 3, 20), "09:00")

    with own.database.reading() as session:
        shown, why_not = what_follows(
            session, see_amendment(session, find_staff(session, CITY), asked), now=own.now
        )

    feedback = next(each for each in shown if each.what == "反馈截止")
    assert (feedback.before, feedback.after, why_not) == ("2026-03-13 24:00", "2026-03-20 24:00", "")


def test_nobody_decides_the_own_request(own):
    asked = own.ask(FIELDS.NAME, "保育师一班", DISTRICT)

    with pytest.raises(OwnRequest):
        own.decide(asked)
    own.decide(asked, who=FELLOW)

    assert own.own().name == "保育师一班"


def test_the_city_decides_what_the_district_asks_for_and_nothing_else(own):
    of_the_school = own.ask(FIELDS.NAME, "保育师一班")
    of_the_district = own.ask(FIELDS.TRADE, "保育师", DISTRICT)

    with pytest.raises(DistrictDecides):
        own.decide(of_the_school, who=CITY)
    own.decide(of_the_district, who=CITY)

    assert own.own().trade == "保育师"


@pytest.mark.parametrize("who", [OTHER_DISTRICT, AUDITOR, CLERK])
def test_others_find_nothing_to_decide(own, who):
    asked = own.ask(FIELDS.NAME, "保育师一班")

    with pytest.raises(NotFound):
        own.decide(asked, who=who)


@pytest.mark.parametrize("who", [OTHER_DISTRICT, AUDITOR, CITY])
def test_others_ask_for_nothing(own, who):
    with pytest.raises(NotFound):
        own.ask(FIELDS.NAME, "保育师一班", who)


def test_of_two_who_decide_the_first_one_stands(own):
    asked = own.ask(FIELDS.NAME, "保育师一班")
    own.decide(asked, NO)

    with pytest.raises(ChangeDecided, match="昆区审批过"):
        own.decide(asked, who=FELLOW)

    assert own.own().name != "保育师一班"


def test_a_field_has_one_open_request_and_the_next_when_it_is_decided(own):
    first = own.ask(FIELDS.HOURS, "96")
    with pytest.raises(AlreadyAsked):
        own.ask(FIELDS.HOURS, "98")
    own.ask(FIELDS.NAME, "保育师一班")

    own.decide(first, NO)
    own.ask(FIELDS.HOURS, "98")

    assert rows_of(own, DISTRICT, state=ChangeState.WAITING) == [2, 3]
    assert rows_of(own, DISTRICT) == [3, 2, 1]


def test_what_has_become_wrong_meanwhile_is_not_approved_but_may_be_refused(own):
    asked = own.ask(FIELDS.NAME, "保育师一班")
    another_class(own.database, "BT-D", date(2026, 4, 6))
    with own.database.writing() as session:
        find_class(session, "BT-D").name = "保育师一班"

    with pytest.raises(BadAmendment):
        own.decide(asked)
    own.decide(asked, NO)


def test_whoever_decides_acts_on_what_the_page_showed(own):
    asked = own.ask(FIELDS.HOURS, "160")
    with own.database.reading() as session:
        staff = find_staff(session, DISTRICT)
        shown, _ = what_follows(session, see_amendment(session, staff, asked), now=own.now)
    own.now = at(FRIDAY, "09:00")

    with pytest.raises(SeenOtherwise):
        own.decide(asked, ChangeVerdict(is_approved=True, seen=seen_of(shown)))


def test_a_request_of_the_last_day_is_decided_afterwards(own):
    own.now = at(FRIDAY, "18:00")
    asked = own.ask(FIELDS.ENDS_ON, "2026-03-13")
    own.now = at(FRIDAY + timedelta(days=3), "09:00")

    with pytest.raises(ClassIsOver):
        own.ask(FIELDS.HOURS, "96")
    own.decide(asked)

    assert own.own().ends_on == date(2026, 3, 13)


@pytest.mark.parametrize(("field", "text"), [(FIELDS.ENDS_ON, "2026-06-30"), (FIELDS.HOURS, "96")])
@pytest.mark.parametrize(("clock", "is_refused"), [("23:59", False), ("24:00", True)])
def test_what_waits_moves_no_class_of_which_the_feedback_was_due(own, field, text, clock, is_refused):
    """Else a school keeps a request of the last day, and opens the class again 80 days after its end."""
    own.now = at(FRIDAY, "18:00")
    asked = own.ask(field, text)
    own.now = at(date(2026, 3, 13), "00:00") + timedelta(hours=int(clock[:2]), minutes=int(clock[3:]))

    if is_refused:
        with pytest.raises(ClassIsSettled):
            own.decide(asked)
        own.decide(asked, NO)
    else:
        own.decide(asked)

    assert (own.own().ends_on == FRIDAY and own.own().prescribed_halves == 80) is is_refused


def test_a_name_is_mended_whenever_it_is_decided(own):
    asked = own.ask(FIELDS.NAME, "保育师一班")
    own.now = at(date(2026, 5, 25), "09:00")

    own.decide(asked)

    assert own.own().name == "保育师一班"


def test_punches_on_the_machine_of_before_are_not_lost(own):
    with own.database.writing() as session:
        found = find_class(session, NUMBER)
        a_device(session, "CJDE2", "6013", institution=found.institution.name)
        a_device(session, "CJDE1", "6012", institution=found.institution.name)
        found.attendance_device = "CJDE1"
        punches(session, found, MONDAY, WHOLE_DAY)
        assert {each.name for each in session.scalars(select(Device))} == {"CJDE1", "CJDE2"}

    with pytest.raises(BadAmendment, match="已有 4 次打卡"):
        own.ask(FIELDS.DEVICE, "CJDE2")
    own.decide(own.ask(FIELDS.DEVICE, ""))

    assert own.own().attendance_device == ""


def test_punches_on_other_machines_that_would_begin_to_count_are_shown_before_anybody_decides(own):
    """R43: whoever opens the class to every machine opens it to all that was punched there."""
    with own.database.writing() as session:
        found = find_class(session, NUMBER)
        found.attendance_device = "CJDE1"
        punches(session, found, MONDAY, WHOLE_DAY, device="CJDE2")
        punches(session, found, MONDAY, ["08:20"], device="CJDE1")
    asked = own.ask(FIELDS.DEVICE, "")

    with own.database.reading() as session:
        staff = find_staff(session, DISTRICT)
        shown, _ = what_follows(session, see_amendment(session, staff, asked), now=own.now)

    gained = next(each for each in shown if each.what.startswith("别的考勤机"))
    assert (gained.before, gained.after, gained.weighs) == ("不计学时", "4 次计入学时", True)


def test_a_machine_that_another_school_registered_is_refused(own):
    with own.database.writing() as session:
        a_device(session, "CJDE9", institution="别的学校")

    with pytest.raises(BadAmendment, match="没有登记在本机构"):
        own.ask(FIELDS.DEVICE, "CJDE9")


@pytest.mark.parametrize(("ends_on", "clashes"), [("2026-03-15", False), ("2026-03-16", True)])
def test_an_end_that_reaches_another_class_with_the_same_numbers_is_refused(own, ends_on, clashes):
    another_class(own.database, "BT-D", date(2026, 3, 16))

    if clashes:
        with pytest.raises(BadAmendment, match="考勤号 1 同期由班级 BT-D"):
            own.ask(FIELDS.ENDS_ON, ends_on)
    else:
        own.ask(FIELDS.ENDS_ON, ends_on)


def test_no_fewer_hours_than_were_taught_by_now(own):
    own.now = at(MONDAY, "14:00")

    with pytest.raises(BadAmendment, match="已经上了 8 课时"):
        own.ask(FIELDS.HOURS, "15")
    with pytest.raises(NothingChanges):
        own.ask(FIELDS.HOURS, "80")


def test_the_district_is_told_of_a_request_and_the_city_of_what_moves_its_checks(own):
    asked = own.ask(FIELDS.HOURS, "96")
    own.decide(own.ask(FIELDS.NAME, "保育师一班"))
    own.decide(asked)

    assert own.alerts("amendment_asked")[0].text == (
        "学校申请变更班级 BT-C 的总课时：40 课时 改为 48 课时，请在“申请与审批”里审批。"
    )
    (told,) = own.alerts("amendment_told")
    assert told.about == asked
    with own.database.reading() as session:
        for who, sees in ((CITY, True), (DISTRICT, False)):
            seen = session.scalars(alerts_for(find_staff(session, who))).all()
            assert ("amendment_told" in [each.kind for each in seen]) is sees


def test_the_city_takes_note_once(own):
    hours, name = own.ask(FIELDS.HOURS, "96"), own.ask(FIELDS.NAME, "保育师一班")
    with pytest.raises(NothingToNote):
        note(own, hours)
    own.decide(hours)
    own.decide(name)
    assert rows_of(own, CITY, is_to_note=True) == [1]

    note(own, hours)
    note(own, hours)

    assert rows_of(own, CITY, is_to_note=True) == []
    with pytest.raises(NothingToNote):
        note(own, name)
    with pytest.raises(NotFound):
        note(own, hours, DISTRICT)


def note(own: Changing, amendment_id, who: str = CITY) -> None:
    with own.database.writing() as session:
        note_amendment(session, find_staff(session, who), amendment_id, now=own.now)


@pytest.mark.parametrize(
    ("who", "sees"), [(CLERK, [1]), (DISTRICT, [1]), (CITY, [1]), (AUDITOR, [1]), (OTHER_DISTRICT, [])]
)
def test_everybody_sees_what_is_of_the_own_place(own, who, sees):
    own.ask(FIELDS.NAME, "保育师一班")

    assert rows_of(own, who) == sees
    with own.database.reading() as session:
        counts = count_amendments(session, find_staff(session, who))
        assert sum(counts.values()) == len(sees)


def test_lists_go_on_by_key(own):
    for field, text in ((FIELDS.NAME, "甲"), (FIELDS.TRADE, "乙"), (FIELDS.HOURS, "96")):
        own.ask(field, text)
    with own.database.reading() as session:
        keys = {each.ordinal: each.id for each in session.scalars(select(ClassAmendment))}

    assert rows_of(own, DISTRICT, before=keys[2]) == [1]
    assert rows_of(own, DISTRICT, state=ChangeState.WAITING, before=keys[2]) == [3]
    assert rows_of(own, DISTRICT, field=FIELDS.TRADE) == [2]
    assert rows_of(own, DISTRICT, class_id=own.class_id, state=ChangeState.APPROVED) == []
