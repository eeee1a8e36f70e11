"""What is known of those who are to get a voucher (R10)."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.classes.views.choose_rule_set import choose_rule_set
from training.database import blind
from training.records.classes.districts import District
from training.records.classes.trainees import Trainee
from training.records.vouchers.vouchers import Voucher
from training.sheets.chunks import chunks
from training.vouchers.rules.living import voucher_state
from training.vouchers.terms import VoucherState

AT_ONCE = 500


@dataclass(frozen=True)
class Known:
    """Somebody who is in the system, and how many vouchers of theirs live this year."""

    trainee_id: int
    name: str
    phone: str
    living: int


@dataclass
class Most:
    """每人每年有效的培训券 by district, each version read once."""

    session: Session
    today: date
    _read: dict[int | None, int] = field(default_factory=dict)

    def of(self, district_id: int | None) -> int:
        if district_id not in self._read:
            rules = choose_rule_set(self.session, district_id, self.today)
            self._read[district_id] = rules.policy.vouchers_a_year
        return self._read[district_id]


def known_receivers(session: Session, id_numbers: Collection[str], today: date) -> Mapping[str, Known]:
    """By ID number; in as many statements for many people as there are portions of them."""
    indices = {blind(session, "id_number", each): each for each in set(id_numbers)}
    found: dict[str, tuple[int, str, str]] = {}
    for some in chunks(sorted(indices), AT_ONCE):
        rows = select(Trainee.id_number_index, Trainee.id, Trainee.name, Trainee.phone)
        for index, key, name, phone in session.execute(rows.where(Trainee.id_number_index.in_(some))):
            found[indices[index]] = (key, name, phone)
    living = living_vouchers(session, (key for key, _, _ in found.values()), today)
    return {
        number: Known(key, name, phone, living.get(key, 0)) for number, (key, name, phone) in found.items()
    }


def living_vouchers(session: Session, people: Iterable[int], today: date) -> Mapping[int, int]:
    """How many of this calendar year live, by the key of the trainee."""
    counted: dict[int, int] = {}
    has_expired = (Voucher.state == VoucherState.ISSUED) & (Voucher.valid_until < today)
    lives = (Voucher.state != VoucherState.VOIDED) & ~has_expired
    for some in chunks(sorted(set(people)), AT_ONCE):
        rows = select(Voucher.trainee_id, func.count()).where(Voucher.trainee_id.in_(some), lives)
        rows = rows.where(Voucher.year == today.year).group_by(Voucher.trainee_id)
        counted.update((key, many) for key, many in session.execute(rows))
    return counted


def districts_by_name(session: Session) -> Mapping[str, int]:
    return {name: key for name, key in session.execute(select(District.name, District.id))}


def state_today(own: Voucher, today: date) -> VoucherState:
    return voucher_state(own.state, own.valid_until, today)
