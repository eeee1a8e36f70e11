"""R43: what nobody could read of a machine is read again by later code, once, and as of when it came."""

import pytest
from sqlalchemy import select

from tests.factories import MONDAY, SCHOOL, a_class, a_device, a_trainee, an_enrolment, at
from tests.training.attendance.reminding import staff_of
from tests.training.builders import at_once
from training.attendance.acts.devices.read_again import read_again
from training.attendance.acts.devices.receive_push import receive_push
from training.attendance.sheets import pushes
from training.attendance.sheets.attlog import split_line
from training.attendance.terms import Signal
from training.attendance.views.find_device import find_device
from training.attendance.views.read_upload import Sent, read_upload
from training.attendance.views.unread_pushes import unread_pushes
from training.database import Database
from training.notice.terms import Role
from training.records.attendance.devices import FraudSignal, UnreadLine
from training.records.attendance.punches import Punch
from training.records.classes.batches import ImportBatch
from training.staff.views.find_staff import find_staff

NOON, EVENING = at(MONDAY, "12:00"), at(MONDAY, "19:00")
BODY = b"1\tmorgens um 08:20 am 2.3.2026\t0\t15\n1\t2026-03-02 11:40:00\t0\t15\n"


@pytest.fixture
def unread(database: Database) -> Database:
    """A machine sent a line that nobody can read yet, and a good one."""
    with database.writing() as session:
        an_enrolment(
            session, a_class(session, "BT-1", attendance_device="6012"), a_trainee(session, "王芳"), "1"
        )
        a_device(session)
    with database.writing() as session:
        device = find_device(session, "CJDE1")
        receive_push(session, device.id, read_upload(device, Sent("ATTLOG", BODY, is_proven=True), NOON))
    return database


@pytest.fixture
def learned(monkeypatch):
    """The code of a later version, which knows how that firmware writes."""
    known = pushes.split_line

    def split(line: str) -> list[str]:
        return known(line.replace("morgens um 08:20 am 2.3.2026", "2026-03-02 08:20:00"))

    monkeypatch.setattr(pushes, "split_line", split)


def again(database: Database, who: str = "") -> int:
    with database.writing() as session:
        return read_again(session, find_staff(session, who) if who else None, now=EVENING)


def test_code_that_knows_no_more_reads_no_more(unread):
    assert again(unread) == 0


def test_what_is_read_later_counts_with_its_line_in_a_batch_of_its_own(unread, learned):
    assert again(unread) == 1

    with unread.reading() as session:
        punch = session.scalars(select(Punch).where(Punch.punched_at == at(MONDAY, "08:20"))).one()
        batch = session.get_one(ImportBatch, punch.batch_id)
        line = session.scalars(select(UnreadLine)).one()
        assert (punch.number, punch.line, punch.device) == ("1", 1, "CJDE1")
        assert (batch.kind, batch.imported_at, batch.rows_read, batch.rows_stored) == ("push", NOON, 1, 1)
        assert (line.read_at, line.raw) == (EVENING, BODY.split(b"\n")[0])
        assert session.scalars(unread_pushes(None)).all() == []


def test_a_punch_that_is_read_later_is_judged_like_any_other(unread, learned):
    """A finger in place of a face: to be read late is no way around the signs of fraud."""
    with unread.writing() as session:
        device = find_device(session, "CJDE1")
        late = b"1\tmorgens um 08:20 am 2.3.2026\t0\t1\n"
        receive_push(session, device.id, read_upload(device, Sent("ATTLOG", late, is_proven=True), NOON))

    again(unread)

    with unread.reading() as session:
        (signal,) = session.scalars(select(FraudSignal)).all()
        assert signal.kind is Signal.NOT_A_FACE


def test_of_a_long_body_also_the_lines_that_are_not_listed_one_by_one_are_read(
    database, learned, monkeypatch
):
    monkeypatch.setattr("training.attendance.acts.devices.receive_push.MOST_UNREAD_LISTED", 1)
    lines = [BODY.split(b"\n")[0].replace(b"1\t", b"%d\t" % number, 1) for number in (1, 2, 3)]
    with monkeypatch.context() as before, database.writing() as session:
        before.setattr(pushes, "split_line", split_line)
        a_device(session)
        device = find_device(session, "CJDE1")
        sent = Sent("ATTLOG", b"\n".join(lines), is_proven=True)
        receive_push(session, device.id, read_upload(device, sent, NOON))

    assert again(database) == 1

    with database.reading() as session:
        assert sorted(session.scalars(select(Punch.number))) == ["1", "2", "3"]


def test_twice_or_by_two_at_once_it_is_read_once(unread, learned):
    counts = at_once(lambda: again(unread), lambda: again(unread))

    assert sorted(counts) == [0, 1]
    with unread.reading() as session:
        assert len(session.scalars(select(Punch)).all()) == 2


@pytest.mark.parametrize(
    ("role", "place", "sees"),
    [(Role.CITY, "", 1), (Role.INSTITUTION, SCHOOL, 1), (Role.INSTITUTION, "包头市第二培训学校", 0)],
)
def test_an_institution_sees_and_reads_the_lines_of_its_own_machines(unread, learned, role, place, sees):
    with unread.writing() as session:
        a_class(session, "BT-2", institution="包头市第二培训学校")
        who = staff_of(session, role, place).name

    with unread.reading() as session:
        assert len(session.scalars(unread_pushes(find_staff(session, who))).all()) == sees
    assert again(unread, who) == sees
