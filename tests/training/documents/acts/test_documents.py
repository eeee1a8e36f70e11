"""Documents are handed in, replaced, withdrawn and opened, by those whom they concern (R27, R62, R68)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.factories import MONDAY
from tests.training.checks.checking import AUDITOR, CITY, DISTRICT, OTHER_DISTRICT, SCHOOL
from training.documents.acts.keep_attachment import NoLongerInForce
from training.documents.acts.open_attachment import DocumentPurged
from training.documents.acts.say_document_kind import ChecklistChanged
from training.documents.rules.checklist import BadKind
from training.documents.terms import OwnerKind, Standing
from training.documents.views.lacking import Lack
from training.errors import NotFound, Refusal
from training.notice.notes import ReasonMissing
from training.records.documents import Attachment, AttachmentOpening

FILED = MONDAY - timedelta(days=3)
A_DAY = timedelta(days=1)


def test_what_is_replaced_or_withdrawn_stays_and_counts_no_more(desk):
    desk.ask_for("教学计划", FILED)
    first, other = desk.hand_in(), desk.hand_in("考核方案")
    second = desk.hand_in(replaces=first)
    desk.withdraw(other)

    assert desk.standings() == {
        first: Standing.REPLACED,
        other: Standing.WITHDRAWN,
        second: Standing.IN_FORCE,
    }
    assert desk.open(first, CITY).name == "教学计划.docx"
    assert desk.lack(SCHOOL) == Lack(0, 0, 0)
    desk.withdraw(second)
    assert desk.lack(SCHOOL) == Lack(1, 0, 0)


def test_nothing_takes_the_place_of_what_counts_no_more_or_is_of_another_kind(desk):
    first, gone = desk.hand_in(), desk.hand_in()
    desk.hand_in(replaces=first)
    desk.withdraw(gone)

    for old in (first, gone):
        with pytest.raises(NoLongerInForce):
            desk.hand_in(replaces=old)
        with pytest.raises(NoLongerInForce):
            desk.withdraw(old)
    with pytest.raises(NotFound):
        desk.hand_in("考核方案", replaces=first)


def test_of_two_who_replace_one_document_at_once_one_is_told(desk):
    first = desk.hand_in()

    def replace(_: int) -> str:
        try:
            desk.hand_in(replaces=first)
        except NoLongerInForce:
            return "told"
        return "kept"

    with ThreadPoolExecutor(2) as both:
        assert sorted(both.map(replace, range(2))) == ["kept", "told"]
    assert sum(each is Standing.IN_FORCE for each in desk.standings().values()) == 1


def test_who_sees_a_class_sees_its_documents_and_nobody_else_finds_them(desk):
    own, roster = desk.hand_in(), desk.hand_in("学员名册")

    for who in (CITY, DISTRICT, SCHOOL, AUDITOR):
        assert desk.open(own, who)
    with pytest.raises(NotFound):
        desk.open(own, OTHER_DISTRICT)
    # Names are masked for an auditor everywhere, so a roster is listed for him and not opened.
    with pytest.raises(NotFound):
        desk.open(roster, AUDITOR)
    for act in (lambda: desk.hand_in(who=AUDITOR), lambda: desk.withdraw(own, who=AUDITOR)):
        with pytest.raises(NotFound):
            act()


def test_of_a_trainee_a_document_is_opened_with_a_reason_that_is_kept(desk):
    own = desk.hand_in("人员类别证明", owner=OwnerKind.TRAINEE)

    with pytest.raises(ReasonMissing):
        desk.open(own, DISTRICT)
    desk.open(own, DISTRICT, "核对人员类别")

    with desk.database.reading() as session:
        (opening,) = session.scalars(select(AttachmentOpening)).all()
        assert (opening.staff.name, opening.reason) == (DISTRICT, "核对人员类别")


def test_a_school_sees_its_own_papers_of_a_trainee_and_none_of_the_office(desk):
    ours = desk.hand_in("人员类别证明", owner=OwnerKind.TRAINEE)
    theirs = desk.hand_in("人员类别证明", who=DISTRICT, owner=OwnerKind.TRAINEE)

    assert desk.open(ours, SCHOOL, "核对")
    with pytest.raises(NotFound):
        desk.open(theirs, SCHOOL, "核对")


def test_what_was_purged_leaves_its_row(desk):
    own = desk.hand_in()
    with desk.database.writing() as session:
        session.scalars(select(Attachment)).one().purged_at = desk.now

    with pytest.raises(DocumentPurged):
        desk.open(own, CITY)


@pytest.mark.parametrize(("days", "lacks"), [(-1, 1), (0, 1), (1, 0)])
def test_a_class_lacks_what_was_asked_for_by_the_day_on_which_it_was_filed(desk, days, lacks):
    desk.ask_for("教学计划", FILED + timedelta(days=days))

    assert desk.lack(DISTRICT) == Lack(lacks, 0, 0)
    assert desk.lack(OTHER_DISTRICT) == Lack(0, 0, 0)


@pytest.mark.parametrize(("days", "many"), [(31, 0), (30, 1), (0, 1)])
def test_a_licence_is_told_of_thirty_days_before_it_expires(desk, days, many):
    until = MONDAY + timedelta(days=days)
    desk.hand_in("办学许可证", owner=OwnerKind.INSTITUTION, valid_until=until)

    assert desk.lack(SCHOOL) == Lack(0, 0, many)
    assert desk.lack(CITY, days + 1) == Lack(0, 0, 1)


@pytest.mark.parametrize(("days", "lacks"), [(10, ()), (11, ("办学许可证（已过期）",))])
def test_a_licence_that_must_be_there_and_has_expired_is_missing(desk, days, lacks):
    desk.ask_for("办学许可证", FILED, owner=OwnerKind.INSTITUTION)
    until = MONDAY + timedelta(days=10)
    old = desk.hand_in("办学许可证", owner=OwnerKind.INSTITUTION, valid_until=until)

    assert desk.told(OwnerKind.INSTITUTION, days) == lacks
    assert desk.lack(SCHOOL, days) == Lack(0, len(lacks), 1)

    desk.hand_in("办学许可证", owner=OwnerKind.INSTITUTION, valid_until=until + 99 * A_DAY, replaces=old)
    assert desk.lack(SCHOOL, days) == Lack(0, 0, 0)


@pytest.mark.parametrize(("until", "lacks"), [(3, 1), (4, 0), (5, 0)])
def test_what_a_class_must_have_holds_until_the_last_day_of_the_class(desk, until, lacks):
    """BT-1 ends on Friday; it is looked at long after."""
    desk.ask_for("教学计划", FILED)
    desk.hand_in(valid_until=MONDAY + timedelta(days=until))

    assert desk.lack(DISTRICT, 99) == Lack(lacks, 0, lacks)
    assert len(desk.told(OwnerKind.CLASS, 99)) == lacks


def test_a_licence_says_until_when_it_is_valid(desk):
    with pytest.raises(BadKind, match="有效期"):
        desk.hand_in("办学许可证", owner=OwnerKind.INSTITUTION)


def test_only_the_city_says_what_must_be_there_and_only_upon_what_it_saw(desk):
    desk.ask_for("场地证明", FILED)

    for who, seen, why in ((DISTRICT, "1", NotFound), (CITY, "0", ChecklistChanged)):
        with pytest.raises(why) as refused:
            desk.ask_for("场地证明", MONDAY, seen, who)
        assert isinstance(refused.value, Refusal)
    desk.ask_for("场地证明", MONDAY, "1")
    assert desk.lack(CITY) == Lack(0, 0, 0)
