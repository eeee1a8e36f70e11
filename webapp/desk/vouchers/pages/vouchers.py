"""培训券 as the desk shows them; pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from training.notice.clock import shanghai_day
from training.notice.identity import mask_id_number
from training.notice.money import yuan
from training.records.staff.staff import Staff
from training.records.vouchers.vouchers import Voucher, VoucherBatch, VoucherEvent, VoucherMoney
from training.staff.views.name_for import name_for
from training.vouchers.rules.living import voucher_state
from training.vouchers.terms import VoucherMove, VoucherState
from training.vouchers.views.class_vouchers import Seat
from training.vouchers.views.reach import Reach
from webapp.desk.lists.days import cell_of_day, short_moment
from webapp.desk.lists.tables import Cell, Line, Mark

TONES = {
    VoucherState.ISSUED: "now",
    VoucherState.USED: "good",
    VoucherState.WRITTEN_OFF: "good",
    VoucherState.EXPIRED: "warn",
    VoucherState.VOIDED: "",
}
ANY = "不限"
DIRECTED = "定向券"
DOUBTFUL = "手机号还不能算本人的（共用，或只有机构报的），不显示领用码"
STEPS = {
    VoucherMove.VOID: "bad",
    VoucherMove.ASK_VOID: "warn",
    VoucherMove.RELEASE: "warn",
    VoucherMove.USE_WITHOUT_CODE: "warn",
    VoucherMove.ASK_REOPEN: "warn",
    VoucherMove.REOPEN: "warn",
}
BAR = 320
"""How long the longest bar is."""
ROW = 28


@dataclass(frozen=True)
class BatchLine:
    """One batch."""

    public_id: str
    number: str
    name: str
    place: str
    good_for: str
    face: str
    fund: str
    days: str
    people: int
    issued: str


@dataclass(frozen=True)
class SeatLine:
    """One place of a class."""

    place_id: str
    name: str
    id_number: str
    number: str
    address: str
    state: str
    tone: str
    note: str
    usable: tuple[tuple[str, str], ...]
    """Number, and in words what it is good for."""
    phone_address: str
    """Where the district looks after the person's phone."""
    key: str
    """What its box sends to write it off; empty where it cannot be."""


@dataclass(frozen=True)
class Bar:
    """One group of the chart: parts one after the other."""

    reach: Reach
    y: int
    written_off: int
    used: int
    issued: int
    lapsed: int
    """Lengths: 已核销, 已使用, 已发放, and 已过期 with 已作废."""

    @property
    def end(self) -> int:
        return self.written_off + self.used + self.issued + self.lapsed


def voucher_lines(staff: Staff, found: Sequence[Voucher], now: datetime) -> list[Line]:
    return [Line(_address(each), _cells(staff, each, now)) for each in found]


def state_mark(own: Voucher, now: datetime) -> Mark:
    state = voucher_state(own.state, own.valid_until, shanghai_day(now))
    return Mark(state.value, TONES[state])


def good_for_words(own: VoucherBatch) -> str:
    return f"{own.trade or ANY + '工种'} · {own.level or ANY + '等级'}"


def face_words(own: VoucherBatch) -> str:
    return f"{yuan(own.face_fen)} 元" if own.face_fen is not None else DIRECTED


def batch_lines(found: Sequence[VoucherBatch], now: datetime) -> list[BatchLine]:
    return [
        BatchLine(
            str(each.public_id),
            each.number,
            each.name,
            each.district.name if each.district else "全市",
            good_for_words(each),
            face_words(each),
            each.fund.value,
            f"{each.valid_from} 至 {each.valid_until}",
            each.people,
            f"{each.issued_by} {short_moment(each.issued_at, now)}",
        )
        for each in found
    ]


def seat_lines(staff: Staff, seats: Sequence[Seat], now: datetime) -> list[SeatLine]:
    return [_seat(staff, each, now) for each in seats]


def steps_of(events: Sequence[VoucherEvent], now: datetime, *, shows_reasons: bool) -> list[tuple[str, ...]]:
    """When, what, why, tone: a reason may name somebody."""
    return [
        (
            short_moment(each.acted_at, now),
            f"{each.acted_by} {each.move.value}",
            "；".join(filter(None, (each.reason, money_words(each.money)))) if shows_reasons else "",
            STEPS.get(each.move, "good"),
        )
        for each in events
    ]


def money_words(own: VoucherMoney | None) -> str:
    """What was said of the money of one whose 核销 is to be taken back."""
    if own is None:
        return ""
    if own.returned_fen is None:
        return f"{own.stand.value}（{own.reference}）"
    return f"{own.stand.value} {yuan(own.returned_fen)} 元，{own.returned_on}，回单 {own.reference}"


def told_words(own: Voucher, now: datetime) -> str:
    """Whether an SMS told its person of it; else somebody has to."""
    if own.told_at is not None:
        return f"{short_moment(own.told_at, now)} 发出"
    if own.state is not VoucherState.ISSUED:
        return "没有发"
    return "没有发（号码没有核实、已退订或限制处理的，请当面告知）"


def bars(found: Iterable[Reach]) -> list[Bar]:
    """All by one measure: the group with the most vouchers is as long as there is room."""
    groups = list(found)
    most = max((each.issued for each in groups), default=0) or 1
    return [_bar(each, place, most) for place, each in enumerate(groups)]


def percent(part: int, whole: int) -> str:
    """Of none nothing is said."""
    return f"{100 * part // whole}%" if whole else "—"


def _bar(own: Reach, place: int, most: int) -> Bar:
    lapsed = own.of(VoucherState.EXPIRED) + own.of(VoucherState.VOIDED)
    parts = (own.of(VoucherState.WRITTEN_OFF), own.of(VoucherState.USED), own.of(VoucherState.ISSUED), lapsed)
    lengths = (BAR * each // most for each in parts)
    return Bar(own, ROW * place + 4, *lengths)


def _address(own: Voucher) -> str:
    return url_for("one_voucher.show", voucher_id=own.public_id)


def _cells(staff: Staff, own: Voucher, now: datetime) -> dict[str, Cell]:
    about = own.used_enrolment.training_class if own.used_enrolment else None
    cells: dict[str, Cell] = {
        "number": own.number,
        "state": state_mark(own, now),
        "name": name_for(staff, own.trainee.name),
        "id_number": mask_id_number(own.trainee.id_number),
        "trade": own.batch.trade or ANY,
        "level": own.batch.level,
        "face": face_words(own.batch),
        "fund": own.batch.fund.value,
        "until": cell_of_day(own.valid_until, shanghai_day(now)),
        "district": own.district.name if own.district else "",
        "batch": own.batch.number,
        "batch_name": own.batch.name,
    }
    if about is None:
        return cells
    return cells | {"class_number": about.class_number, "institution": about.institution.name}


def _seat(staff: Staff, own: Seat, now: datetime) -> SeatLine:
    trainee, used = own.place.trainee, own.used
    state, tone = state_mark(used, now) if used else ("", "")
    can_be_written_off = used is not None and used.state is VoucherState.USED and not own.why_not
    return SeatLine(
        str(own.place.public_id),
        name_for(staff, trainee.name),
        mask_id_number(trainee.id_number),
        used.number if used else "",
        _address(used) if used else "",
        state,
        tone,
        _note(own),
        tuple((each.number, good_for_words(each.batch)) for each in own.usable),
        url_for("person_office.phone", person_id=trainee.public_id),
        str(used.public_id) if used is not None and can_be_written_off else "",
    )


def _note(own: Seat) -> str:
    """Why the voucher is not to be written off, or should not have been; or why none is good here."""
    if own.is_doubtful:
        return DOUBTFUL
    if own.used is None or not own.why_not:
        return own.why_not
    is_closed = own.used.state is VoucherState.WRITTEN_OFF
    return f"已核销，但{own.why_not}" if is_closed else f"核销：{own.why_not}"
