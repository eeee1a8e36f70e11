"""What pages, sheets and the API show of a meeting and its money; people as whoever asks may see them."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from training.claims.terms import Payee
from training.eligibility.terms import LineState, Scheme
from training.notice.identity import mask_id_number
from training.notice.permissions import Permission, may
from training.notice.terms import Fund
from training.notice.working_days import GUESSED, CountedDay
from training.payments.rules.ways_on import GONE, way_on
from training.payments.views.shown_payments import ShownPayment
from training.records.staff.staff import Staff
from training.records.subsidies.lines import SubsidyLine
from training.staff.views.name_for import name_for

NOT_SAID = "未注明"
HIDDEN = "（原因只给经办的旗县区和市本级看）"
BEFORE_PAYMENT = frozenset({LineState.ELIGIBLE, LineState.GRANTED, LineState.PUBLIC, LineState.APPLIED})
"""As long as a line stands there, whether it still holds matters."""


@dataclass(frozen=True)
class ShownLine:
    """One person of a meeting."""

    public_id: UUID
    name: str
    id_number: str
    """Masked."""
    class_id: UUID
    class_number: str
    class_name: str
    school: str
    fund: Fund | None
    """None: it is written nowhere (未注明); nobody guesses."""
    payee: Payee | None
    standard_fen: int
    granted_fen: int
    state: LineState
    has_objection: bool
    scheme: Scheme
    holds: bool
    """核定成立: or the person goes no further before it is judged anew, a claim reviewed anew."""
    acts: int
    application_key: int | None
    paid_fen: int | None
    voucher: str
    demanded_fen: int
    returned_fen: int

    @property
    def is_free(self) -> bool:
        """Money may be applied for."""
        return self.state is LineState.PUBLIC and not self.has_objection and self.holds

    @property
    def gone_words(self) -> str:
        """Why one that does not hold goes no further."""
        return GONE[self.scheme]

    @property
    def way_on(self) -> str:
        """What the office does with one that does not hold, or with what was reported too late."""
        return way_on(self.scheme, self.state)

    @property
    def fund_words(self) -> str:
        return self.fund.value if self.fund else NOT_SAID

    @property
    def payee_words(self) -> str:
        return self.payee.value if self.payee else NOT_SAID


@dataclass(frozen=True)
class Paid:
    """What was paid of one line, and what came back."""

    fen: int
    voucher: str
    paid_on: date
    demanded_fen: int = 0
    returned_fen: int = 0


@dataclass(frozen=True)
class ShownGrant:
    """What the meeting granted one class."""

    class_id: UUID
    class_number: str
    class_name: str
    school: str
    people: int
    amount_fen: int


@dataclass(frozen=True)
class ShownPublicity:
    """公示期 and 监督电话."""

    begins_on: date
    ends_on: date
    latest_on: date | None
    phone: str
    working_days: int
    surely_ends_on: date
    """Until then the public may object, and nobody applies for money."""
    is_over: bool
    """Money may be applied for."""
    made_by: str
    made_at: datetime

    @property
    def guess(self) -> str:
        """What is said beside the last day, empty where it is certain."""
        return f"（{GUESSED}，最晚到 {self.latest_on}）" if self.latest_on else ""


@dataclass(frozen=True)
class ShownApplication:
    """One application of one fund, and who of it is still to be paid."""

    public_id: UUID
    number: str
    fund: Fund
    people: int
    amount_fen: int
    made_at: datetime
    applied_on: date
    made_by: str
    hands: frozenset[int]
    """Whoever made it or applied for somebody of it before it was carried over: none of them pays it."""
    made_by_id: int
    returned: str
    """Why finance gave it back; empty where it did not."""
    is_returned: bool
    payments: tuple[ShownPayment, ...]
    waiting: tuple[ShownLine, ...]


@dataclass(frozen=True)
class FundPart:
    """Of one fund: for whom one may apply, and whom something holds back."""

    fund: Fund
    free: tuple[ShownLine, ...]
    objected: int
    gone: int
    """Whose judgement does not hold any more."""

    @property
    def amount_fen(self) -> int:
        return sum(each.granted_fen for each in self.free)


@dataclass(frozen=True)
class MeetingView:
    """The whole way of what one meeting granted."""

    public_id: UUID
    district: str
    number: str
    held_on: date
    noted_by: str
    noted_at: datetime
    grants: tuple[ShownGrant, ...]
    publicity: ShownPublicity | None
    lines: tuple[ShownLine, ...]
    parts: tuple[FundPart, ...]
    applications: tuple[ShownApplication, ...]
    balances_fen: dict[Fund, int]
    """台账余额 of this year."""
    to_come: CountedDay | None
    """Until when it would be public from today; None once it was."""
    seen: str

    def of_state(self, *states: LineState) -> tuple[ShownLine, ...]:
        return tuple(each for each in self.lines if each.state in states)

    @property
    def granted_fen(self) -> int:
        return sum(each.granted_fen for each in self.lines if each.state is not LineState.LAPSED)

    @property
    def paid_fen(self) -> int:
        return sum(each.paid_fen or 0 for each in self.lines)

    @property
    def returned_fen(self) -> int:
        return sum(each.returned_fen for each in self.lines)

    @property
    def objected(self) -> tuple[ShownLine, ...]:
        return tuple(each for each in self.lines if each.has_objection)


def said_for(staff: Staff, text: str) -> str:
    """A free text may name people: whoever sees no names is not shown it."""
    return text if not text or may(staff.role, Permission.SEE_FULL_NAMES) else HIDDEN


def shown_line(staff: Staff, line: SubsidyLine, facts: tuple[bool, int, Paid | None]) -> ShownLine:
    """`facts`: whether it holds, how many acts there are of it, what was paid."""
    holds, acts, paid = facts
    trainee, own = line.enrolment.trainee, line.enrolment.training_class
    return ShownLine(
        public_id=line.public_id,
        name=name_for(staff, trainee.name),
        id_number=mask_id_number(trainee.id_number),
        class_id=own.public_id,
        class_number=own.class_number,
        class_name=own.name,
        school=own.institution.name,
        fund=line.fund,
        payee=line.payee,
        standard_fen=line.amount_fen or 0,
        granted_fen=line.granted_fen or 0,
        state=line.state,
        has_objection=line.has_objection,
        scheme=line.scheme,
        holds=holds,
        acts=acts,
        application_key=line.application_id,
        paid_fen=paid.fen if paid else None,
        voucher=paid.voucher if paid else "",
        demanded_fen=paid.demanded_fen if paid else 0,
        returned_fen=paid.returned_fen if paid else 0,
    )
