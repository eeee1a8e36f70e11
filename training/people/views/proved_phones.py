"""Phones that a person proved, or an inspector checked: whoever holds one signs in as that person."""

from collections.abc import Iterable, Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.classes.sheets.roster import PHONE, RosterRow
from training.notice.terms import Severity
from training.people.terms import VerifiedBy
from training.people.views.reachable import is_verified
from training.records.classes.trainees import Trainee
from training.records.staff.staff import Staff
from training.sheets.chunks import chunks

AT_ONCE = 500
KEPT = (
    "现在登记的手机号是本人登录用过的，或监管人员核实过的，培训机构不能改，这次没有改；"
    "本人可以在手机网页上换号，旧号不能用的请旗县区更正。"
)


def keep_proved_phones(session: Session, staff: Staff, rows: Iterable[RosterRow]) -> list[RosterRow]:
    """Put the phone that was proved in the place of another that a school brings, and say so in the row.

    Gives the rows that brought one. Whoever is of a district or the city corrects a number that is lost.
    """
    if staff.institution_id is None:
        return []
    good, kept = [row for row in rows if row.is_good and row.phone], []
    proved = dict(_proved(session, good))
    for row in good:
        held = proved.get(row.id_number, row.phone)
        if held != row.phone:
            row.find(PHONE, row.phone, KEPT, Severity.WARNING)
            row.phone = held
            kept.append(row)
    return kept


def _proved(session: Session, rows: Iterable[RosterRow]) -> Iterator[tuple[str, str]]:
    """Phones by ID numbers."""
    by_others = is_verified(VerifiedBy.CODE, VerifiedBy.INSPECTOR)
    held = select(Trainee.id_number, Trainee.phone).where(by_others)
    for some in chunks(sorted({row.id_number for row in rows}), AT_ONCE):
        found = session.execute(held.where(Trainee.id_number_index.in_(some)))
        yield from ((number, phone) for number, phone in found)
