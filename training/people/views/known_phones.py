"""Phones of people who are known: whoever holds one signs in as that person, and no school moves it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

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
PROVED = (
    "现在登记的手机号是本人登录用过的，或监管人员核实过的，培训机构不能改，这次没有改；"
    "本人可以在手机网页上换号，旧号不能用的请旗县区更正。"
)
ASKED = (
    "与登记的手机号不同，这次没有改：列为“更正手机号”申请，并短信告诉原号码；"
    "本人在手机网页上同意，或旗县区审核同意后才改。"
)


@dataclass(frozen=True)
class KeptPhone:
    """A row that now holds the phone that stands, and the other one that a school brought."""

    row: RosterRow
    trainee_id: int
    wanted: str
    is_proved: bool
    """The phone that stands: then nobody is asked."""


@dataclass(frozen=True)
class _Known:
    trainee_id: int
    name: str
    phone: str
    is_proved: bool


def keep_known_phones(session: Session, staff: Staff, rows: Iterable[RosterRow]) -> list[KeptPhone]:
    """Put the phone that stands in the place of another that a school brings, and say so in the row.

    Gives the rows that brought one. Whoever is of a district or the city corrects a number that is lost.
    """
    if staff.institution_id is None:
        return []
    good = [row for row in rows if row.is_good and row.phone]
    known = dict(_known(session, good))
    return [
        _keep(row, own)
        for row in good
        # A line with another name is refused as it is.
        if (own := known.get(row.id_number)) and own.name == row.name and own.phone != row.phone
    ]


def _keep(row: RosterRow, own: _Known) -> KeptPhone:
    kept = KeptPhone(row, own.trainee_id, row.phone, own.is_proved)
    row.find(PHONE, row.phone, PROVED if own.is_proved else ASKED, Severity.WARNING)
    row.phone = own.phone
    return kept


def _known(session: Session, rows: Iterable[RosterRow]) -> Iterator[tuple[str, _Known]]:
    """People by ID numbers."""
    is_proved = is_verified(VerifiedBy.CODE, VerifiedBy.INSPECTOR)
    held = select(Trainee.id_number, Trainee.id, Trainee.name, Trainee.phone, is_proved)
    for some in chunks(sorted({row.id_number for row in rows}), AT_ONCE):
        found = session.execute(held.where(Trainee.id_number_index.in_(some)))
        for number, trainee_id, name, phone, has_proved in found:
            yield number, _Known(trainee_id, name, phone, has_proved)
