"""R10, R14: what stands for the person's own word is shown on the person's own phone, and on no school's."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from tests.factories import a_trainee, at
from tests.training.vouchers.vouchered import (
    BEFORE,
    DISTRICT,
    PEOPLE,
    SCHOOL,
    Vouchers,
    a_row,
    a_world_of_vouchers,
)
from training.people.acts.verify_by_code import verify_by_code
from training.people.acts.verify_by_staff import verify_by_staff
from training.people.views.own_phone import own_phone
from training.records.classes.batches import ImportBatch
from training.records.classes.trainees import PhoneChange, Trainee
from training.staff.views.find_staff import find_staff

WHO = PEOPLE[0]
BROUGHT = BEFORE


@pytest.fixture
def vouchers(database) -> Vouchers:
    """A school brought everybody of BT-1 at BROUGHT."""
    own = a_world_of_vouchers(database)
    with database.writing() as session:
        school = find_staff(session, SCHOOL)
        session.execute(update(ImportBatch).values(staff_id=school.id, imported_at=BROUGHT))
    return own


def one(session) -> Trainee:
    return session.scalars(select(Trainee).where(Trainee.name == WHO)).one()


def is_own(vouchers: Vouchers) -> bool:
    with vouchers.database.reading() as session:
        return own_phone(session, one(session).id)


def prove(vouchers: Vouchers, now=BROUGHT + timedelta(hours=1)) -> None:
    with vouchers.database.writing() as session:
        verify_by_code(session, one(session), now=now)


def confirm(vouchers: Vouchers, who: str) -> None:
    with vouchers.database.writing() as session:
        verify_by_staff(session, one(session), find_staff(session, who), now=BROUGHT + timedelta(hours=2))


@pytest.mark.parametrize("staff", [SCHOOL, DISTRICT, None])
@pytest.mark.parametrize(("minutes", "counts"), [(-1, True), (0, False), (1, False)])
def test_a_code_proves_the_own_phone_only_before_anybody_brought_the_person(vouchers, minutes, counts, staff):
    """A person who joins later is written down by the form of the school, without a key of staff."""
    with vouchers.database.writing() as session:
        key = staff and find_staff(session, staff).id
        session.execute(update(ImportBatch).values(staff_id=key))
    prove(vouchers, BROUGHT + timedelta(minutes=minutes))

    assert is_own(vouchers) is counts


@pytest.mark.parametrize(("who", "counts"), [(SCHOOL, False), (DISTRICT, True)])
def test_the_supervision_finds_it_to_be_the_own_even_after_a_code_and_a_school_does_not(
    vouchers, who, counts
):
    prove(vouchers)
    assert not is_own(vouchers)

    confirm(vouchers, who)

    assert is_own(vouchers) is counts


def test_a_school_that_was_quicker_with_its_word_hides_no_code_of_the_own_phone(vouchers):
    (own,) = [each for each in vouchers.people() if each.name == WHO]
    vouchers.issue(a_row(own.name, own.id_number, own.phone))
    confirm(vouchers, SCHOOL)
    assert not is_own(vouchers)

    prove(vouchers, BROUGHT + timedelta(hours=3))

    assert is_own(vouchers)


@pytest.mark.parametrize(("phone", "counts"), [(None, True), ("13900009999", False)])
def test_the_number_that_the_city_wrote_down_and_a_code_proved_is_the_own(vouchers, phone, counts):
    (own,) = [each for each in vouchers.people() if each.name == WHO]
    vouchers.issue(a_row(own.name, own.id_number, phone or own.phone))
    assert not is_own(vouchers)

    prove(vouchers)

    assert is_own(vouchers) is counts


def test_one_that_others_share_is_nobodys_own(vouchers):
    prove(vouchers, BROUGHT - timedelta(days=1))
    confirm(vouchers, DISTRICT)
    assert is_own(vouchers)

    with vouchers.database.writing() as session:
        a_trainee(session, "机构自己的号", one(session).phone)

    assert not is_own(vouchers)


def test_after_a_roster_brought_another_number_what_was_proved_before_says_nothing(vouchers):
    prove(vouchers, BROUGHT - timedelta(days=1))
    with vouchers.database.writing() as session:
        own = one(session)
        batch = session.scalars(select(ImportBatch.id)).first()
        changed = {"old_phone": own.phone, "new_phone": own.phone, "changed_at": BROUGHT, "batch_id": batch}
        session.add(PhoneChange(trainee_id=own.id, **changed))

    assert not is_own(vouchers)
    assert at(BROUGHT.date(), "10:00") == BROUGHT
