from collections.abc import Mapping, Sequence
from uuid import uuid4

from sqlalchemy import insert
from sqlalchemy.orm import Session

from training.notice.identity import sex_of
from training.records.classes.trainees import Trainee
from training.vouchers.sheets.voucher_sheet import VoucherRow


def add_receivers(session: Session, rows: Sequence[VoucherRow]) -> Mapping[str, int]:
    """Make people of those whom nobody knows yet, once each; their keys by ID number.

    A voucher comes before the class, so its person does too; the turn of rosters is held by the caller.
    """
    first: dict[str, VoucherRow] = {}
    for each in rows:
        first.setdefault(each.id_number, each)
    if not first:
        return {}
    made = insert(Trainee).returning(Trainee.id_number, Trainee.id)
    return {number: key for number, key in session.execute(made, list(map(_person, first.values())))}


def _person(own: VoucherRow) -> dict[str, object]:
    return {
        "public_id": uuid4(),
        "name": own.name,
        "sex": sex_of(own.id_number),
        "id_number": own.id_number,
        "id_number_index": own.id_number,
        "phone": own.phone,
        "phone_index": own.phone,
        "category": "",
        "education": "",
    }
