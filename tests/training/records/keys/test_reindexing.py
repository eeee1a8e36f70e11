"""After a change of the index key everybody is found as before, and nobody a second time."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from tests.factories import a_trainee
from tests.training.checks.checking import Checking, enrol, register_staff
from tests.training.meetings.meeting import Meetings
from tests.training.records.keys.changing import (
    DATA,
    NEXT,
    NOW,
    change_index_key,
    next_keys,
    nothing,
    old_keys,
)
from training.ciphers import Crypto
from training.database import Database
from training.errors import NotNow
from training.people.terms import VerifiedBy
from training.records.classes.trainees import Trainee
from training.records.keys import reindexing
from training.records.keys.changing import live_fingerprints
from training.records.keys.keys import NextIndex
from training.records.people.personal_data import PhoneRequest
from training.records.people.reach import PhoneVerification
from training.records.people.sign_in import LoginCode
from training.vault import Vault

PHONE, OLDER, STRANGER = "13800000001", "13900000001", "13700000001"

SECOND = timedelta(seconds=1)


def a_code(session, phone: str, address: str, ordinal: int) -> None:
    session.add(
        LoginCode(
            phone_index=phone,
            digest=b"",
            address_index=address,
            requested_on=date(2026, 12, 1),
            ordinal=ordinal,
            requested_at=NOW,
            expires_at=NOW,
        )
    )


def test_people_are_found_by_number_and_phone_under_the_new_key_alone(own, copied_database_url):
    with own.writing() as session:
        number = a_trainee(session, "王芳", PHONE).id_number

    change_index_key(own)

    alone = Database(copied_database_url, Vault(DATA, NEXT))
    with alone.reading() as session:
        for own_index in (
            Trainee.id_number_index == number,
            Trainee.phone_index == PHONE,
            Trainee.id_tail_index == number[-4:],
            Trainee.phone_tail_index == PHONE[-4:],
        ):
            assert session.scalars(select(Trainee.name).where(own_index)).all() == ["王芳"]
        assert live_fingerprints(session, "index") == [next_keys().wanted.index]
        assert session.scalar(select(func.count(NextIndex.id))) == 0
    alone.close()


def test_an_index_whose_text_stands_elsewhere_only_is_made_of_that(own):
    """She had the older phone verified, and it stands in her request for a change alone."""
    with own.writing() as session:
        trainee_id = a_trainee(session, "王芳", PHONE).id
        own_phones = {"old_phone": OLDER, "new_phone": PHONE, "old_digest": b"", "new_digest": b""}
        times = {"requested_at": NOW, "expires_at": NOW}
        session.add(PhoneRequest(trainee_id=trainee_id, ordinal=1, **own_phones, **times))
        proof = {"how": VerifiedBy.CODE, "verified_by": "", "verified_at": NOW}
        session.add(PhoneVerification(trainee_id=trainee_id, phone_index=OLDER, **proof))

    change_index_key(own)

    with own.reading() as session:
        found = select(PhoneVerification).where(PhoneVerification.phone_index == OLDER)
        assert session.scalars(found).one().trainee_id == trainee_id


def test_indexes_without_a_text_stay_equal_among_themselves_and_lead_nowhere(own):
    with own.writing() as session:
        a_code(session, STRANGER, "10.0.0.1", 1)
        a_code(session, STRANGER, "10.0.0.2", 2)
        before = set(session.scalars(select(LoginCode.phone_index)))

    change_index_key(own)

    with own.reading() as session:
        after = set(session.scalars(select(LoginCode.phone_index)))
        addresses = set(session.scalars(select(LoginCode.address_index)))
        known = session.scalar(select(LoginCode.id).where(LoginCode.phone_index == STRANGER).limit(1))
    assert (len(before), len(after), len(addresses)) == (1, 1, 2)
    assert before != after
    assert known is None


def test_a_text_that_comes_in_after_its_index_was_prepared_without_it_is_used(own):
    with own.writing() as session:
        a_code(session, PHONE, "10.0.0.1", 1)
    read = reindexing.prepare_indexes(own, nothing)
    with own.writing() as session:
        a_trainee(session, "王芳", PHONE)

    reindexing.exchange_indexes(own, read, now=NOW)

    with own.reading() as session:
        assert session.scalar(select(func.count(LoginCode.id)).where(LoginCode.phone_index == PHONE)) == 1
        assert session.scalar(select(Trainee.name).where(Trainee.phone_index == PHONE)) == "王芳"


def test_who_was_changed_between_preparing_and_exchanging_is_found_by_the_new_phone(own):
    with own.writing() as session:
        a_trainee(session, "王芳", OLDER)
    read = reindexing.prepare_indexes(own, nothing)
    with own.writing() as session:
        trainee = session.scalars(select(Trainee)).one()
        trainee.phone, trainee.phone_index = PHONE, PHONE

    reindexing.exchange_indexes(own, read, now=NOW)

    with own.reading() as session:
        found = [
            session.scalar(select(Trainee.id).where(Trainee.phone_index == each)) for each in (PHONE, OLDER)
        ]
    assert found == [1, None]


def test_preparing_changes_nothing_for_who_has_only_the_old_key(own, copied_database_url):
    with own.writing() as session:
        a_trainee(session, "王芳", PHONE)

    reindexing.prepare_indexes(own, nothing)

    stale = Database(copied_database_url, old_keys())
    with stale.reading() as session:
        assert session.scalar(select(Trainee.name).where(Trainee.phone_index == PHONE)) == "王芳"
    stale.close()


@pytest.mark.parametrize("crypto", Crypto)
def test_exchanging_without_having_prepared_makes_all_of_it_at_once(copied_database_url, crypto):
    database = Database(copied_database_url, next_keys(crypto))
    with database.writing() as session:
        for place in range(reindexing.PORTION + 1):
            a_trainee(session, f"学员{place}", str(13800000000 + place))

    assert reindexing.exchange_indexes(database, {}, now=NOW)
    assert not reindexing.exchange_indexes(database, {}, now=NOW)

    with database.reading() as session:
        for place in (0, reindexing.PORTION):
            phone = str(13800000000 + place)
            assert session.scalar(select(Trainee.name).where(Trainee.phone_index == phone)) == f"学员{place}"
    database.close()


def test_it_waits_for_the_end_of_a_meeting_whose_members_it_would_double(own):
    with own.writing() as session:
        register_staff(session)
        class_id = enrol(session, "BT-1", 4)
    meetings = Meetings(Checking(own, class_id)).opened()
    read = reindexing.prepare_indexes(own, nothing)

    with pytest.raises(NotNow, match="视频查班的会议还没有结束"):
        reindexing.exchange_indexes(own, read, now=meetings.now + reindexing.MEETINGS_LAST - SECOND)

    with own.reading() as session:
        assert live_fingerprints(session, "index") == [old_keys().wanted.index]
    assert reindexing.exchange_indexes(own, read, now=meetings.now + reindexing.MEETINGS_LAST)
