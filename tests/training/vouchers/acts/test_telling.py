"""R10: by SMS a person learns of the voucher, of its last week, and of the class that it was booked for."""

from datetime import date
from json import loads
from uuid import UUID

import pytest
from sqlalchemy import select

from tests.factories import a_trainee, at
from tests.training.builders import at_once
from tests.training.vouchers.vouchered import BEFORE, CITY, PEOPLE, Vouchers, a_world_of_vouchers
from training.delivery.views.reason_to_cancel import reason_to_cancel
from training.notice.terms import Fund
from training.people.acts.restrict_processing import Cause, restrict_processing
from training.people.terms import VerifiedBy
from training.records.classes.trainees import Trainee
from training.records.outbox.messages import OutgoingMessage
from training.records.people.reach import PhoneVerification
from training.staff.views.find_staff import find_staff
from training.vouchers.acts.issue_vouchers import BatchTerms, Receiver, issue_vouchers
from training.vouchers.acts.tell_by_message import tell_by_message
from training.vouchers.rules.messages import EXPIRING, ISSUED, USED, dedupe_key, voucher_of

FIRST, OTHER, _ = PEOPLE
URL = "https://x.cn/"


@pytest.fixture
def vouchers(database) -> Vouchers:
    """The first two have a verified phone, the third has none."""
    made = a_world_of_vouchers(database)
    with database.writing() as session:
        for name in (FIRST, OTHER):
            own = session.scalars(select(Trainee).where(Trainee.name == name)).one()
            verified = {"how": VerifiedBy.CODE, "verified_by": "", "verified_at": BEFORE}
            session.add(PhoneVerification(trainee_id=own.id, phone_index=own.phone, **verified))
    return made


def tell(vouchers: Vouchers) -> int:
    with vouchers.database.writing() as session:
        return tell_by_message(session, URL, now=vouchers.now)


def messages(vouchers: Vouchers) -> list[OutgoingMessage]:
    with vouchers.database.reading() as session:
        found = session.scalars(select(OutgoingMessage).order_by(OutgoingMessage.id)).all()
        session.expunge_all()
        return list(found)


def templates(vouchers: Vouchers) -> list[str]:
    return [each.template for each in messages(vouchers)]


def test_who_can_be_reached_is_told_once_with_the_way_to_the_own_page_and_no_number(vouchers):
    numbers = vouchers.issue_to_all()

    assert (tell(vouchers), tell(vouchers)) == (2, 0)

    first, second = messages(vouchers)
    assert (first.template, second.template) == (ISSUED, ISSUED)
    assert loads(first.parameters) == {"until": "6月30日", "link": "https://x.cn/me/vouchers"}
    assert not any(number in str(first.parameters) for number in numbers)


def test_of_a_batch_larger_than_a_portion_everybody_is_told_the_same_morning(vouchers):
    """500 at once: 501 people are two portions."""
    with vouchers.database.writing() as session:
        city = find_staff(session, CITY)
        people = [a_trainee(session, f"学员{place}", f"136{place:08}") for place in range(499)]
        session.flush()
        verified = {"how": VerifiedBy.CODE, "verified_by": "", "verified_at": BEFORE}
        session.add_all(PhoneVerification(trainee_id=w.id, phone_index=w.phone, **verified) for w in people)
        terms = BatchTerms("春季", "", "", None, Fund.EMPLOYMENT, BEFORE.date(), date(2026, 6, 30))
        issue_vouchers(session, city, terms, [Receiver(who.id, None) for who in people], now=BEFORE)
    vouchers.issue_to_all()

    assert (tell(vouchers), tell(vouchers)) == (501, 0)


def test_two_workers_write_one_message_each(vouchers):
    vouchers.issue_to_all()

    assert sorted(at_once(lambda: tell(vouchers), lambda: tell(vouchers))) == [0, 2]


@pytest.mark.parametrize(
    ("day", "many"),
    [(date(2026, 6, 22), 0), (date(2026, 6, 23), 2), (date(2026, 6, 30), 2), (date(2026, 7, 1), 0)],
)
def test_a_week_before_the_last_day_and_on_it_one_is_warned_once(vouchers, day, many):
    vouchers.issue_to_all()
    tell(vouchers)
    vouchers.now = at(day, "09:30")

    assert (tell(vouchers), tell(vouchers)) == (many, 0)
    assert templates(vouchers) == [ISSUED] * 2 + [EXPIRING] * many


@pytest.mark.parametrize(("day", "many"), [(date(2026, 3, 4), 2), (date(2026, 3, 5), 0)])
def test_whose_phone_is_verified_more_than_a_week_later_is_told_nothing_of_the_issue(vouchers, day, many):
    vouchers.issue_to_all()
    vouchers.now = at(day, "09:30")

    assert tell(vouchers) == many


def test_one_that_lapses_within_the_week_of_its_issue_is_told_of_and_warned_of_on_two_mornings(vouchers):
    vouchers.issue_to_all(valid_until=date(2026, 2, 28))
    tell(vouchers)
    vouchers.now = at(date(2026, 2, 26), "09:30")
    tell(vouchers)

    assert templates(vouchers) == [ISSUED] * 2 + [EXPIRING] * 2


def test_who_used_it_is_not_warned_and_who_restricted_the_data_is_not_written_to(vouchers):
    numbers = vouchers.issue_to_all()
    vouchers.use(FIRST, numbers[0])
    with vouchers.database.writing() as session:
        own = session.scalars(select(Trainee).where(Trainee.name == OTHER)).one()
        restrict_processing(session, own.id, Cause("本人要求", "市里"), now=vouchers.now)

    assert tell(vouchers) == 0


def test_whoever_it_was_booked_for_is_told_of_the_class_each_time(vouchers):
    numbers = vouchers.issue_to_all()
    vouchers.use(FIRST, numbers[0])
    vouchers.release(numbers[0])
    vouchers.use(FIRST, numbers[0])

    assert templates(vouchers) == [USED, USED]
    assert set(loads(messages(vouchers)[0].parameters)) == {"class_short_name"}


def test_booked_at_night_one_is_told_in_the_morning(vouchers):
    numbers = vouchers.issue_to_all()
    vouchers.now = at(date(2026, 2, 26), "23:30")
    vouchers.use(FIRST, numbers[0])

    (own,) = messages(vouchers)
    assert own.due_at > vouchers.now


def test_what_waits_is_not_sent_once_the_voucher_is_used_or_void(vouchers):
    numbers = vouchers.issue_to_all()
    tell(vouchers)
    vouchers.void(numbers[0])

    with vouchers.database.reading() as session:
        rows = session.scalars(select(OutgoingMessage).order_by(OutgoingMessage.id)).all()
        found = [reason_to_cancel(session, each, now=vouchers.now) for each in rows]
    assert found == ["培训券已使用或作废", None]


def test_a_message_says_of_which_voucher_it_is():
    own = UUID(int=7)
    assert voucher_of(dedupe_key(ISSUED, own)) == own
    assert voucher_of(dedupe_key(USED, own)) is None
    assert voucher_of("voucher_issued:x") is None
