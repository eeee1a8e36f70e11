"""For which place in a class a voucher may be used, and when that is taken back (R10)."""

from dataclasses import dataclass
from datetime import date

from training.errors import NotNow, NotRight
from training.notice.identity import compact
from training.vouchers.terms import VoucherState


class NotGood(NotNow):
    """It was used, has expired, or is void."""

    def __init__(self, number: str, state: VoucherState):
        super().__init__(f"券 {number} 现在是“{state.value}”，不能用；请刷新看看办到哪一步了。")


class VoidingIsOpen(NotNow):
    """Somebody asks to void it, and nobody has decided."""

    def __init__(self, number: str):
        super().__init__(f"券 {number} 正在申请作废，先等市级决定。")


class Anothers(NotRight):
    """It is personal: another one's place is not paid by it."""

    def __init__(self, number: str):
        super().__init__(f"券 {number} 不是这名学员的，培训券只能本人使用；请核对券号和姓名。")


class OtherTraining(NotRight):
    """It is for another trade or level."""

    def __init__(self, number: str, good_for: str, taught: str):
        super().__init__(f"券 {number} 只能用于{good_for}，这个班是{taught}；请核对，或请市级改发。")


class OutsideItsDays(NotRight):
    """The first day of the person in the class is not one of its days."""

    def __init__(self, number: str, first_day: date, days: tuple[date, date]):
        super().__init__(
            f"券 {number} 的有效期是 {days[0]} 至 {days[1]}，学员 {first_day} 才开始上课，不在有效期内。"
        )


class ClassIsOver(NotNow):
    """Nobody decides afterwards who had come with a voucher."""

    def __init__(self, number: str, last_day: date):
        super().__init__(f"班级已于 {last_day} 结束，券 {number} 要在结束前登记使用。")


class HasLeft(NotRight):
    """Who left the class uses no voucher for it."""

    def __init__(self, number: str):
        super().__init__(f"这名学员已退班，券 {number} 不能用于这个班。")


class PlaceIsPaid(NotNow):
    """A place takes one voucher."""

    def __init__(self, number: str):
        super().__init__(f"这名学员在这个班已经用了券 {number}，一个班只用一张。")


class NotToRelease(NotNow):
    """Training has begun for this person, so the voucher is spent."""

    def __init__(self, number: str, first_day: date):
        super().__init__(
            f"券 {number} 已用于 {first_day} 开始的培训，学员参加了，不能取消使用；"
            "只有开班前、开班前退班或全部停课的才能取消。"
        )


@dataclass(frozen=True)
class GoodFor:
    """What stands on a voucher, and how it stands today."""

    number: str
    trainee_id: int
    trade: str
    level: str
    days: tuple[date, date]
    state: VoucherState
    is_disputed: bool = False
    """Somebody asks to void it."""


@dataclass(frozen=True)
class PlaceInClass:
    """Somebody's place in a class."""

    trainee_id: int
    trade: str
    level: str
    first_day: date
    """Of this person: who joined later begins later."""
    last_day: date
    """Of the class."""
    left_on: date | None = None
    """The last day of whoever left."""
    is_called_off: bool = False
    """Every lesson of the class is cancelled."""


def check_use(own: GoodFor, place: PlaceInClass, today: date) -> None:
    """Raises VoidingIsOpen, NotGood, Anothers, OtherTraining, OutsideItsDays, ClassIsOver or HasLeft."""
    if own.is_disputed:
        raise VoidingIsOpen(own.number)
    if own.state is not VoucherState.ISSUED:
        raise NotGood(own.number, own.state)
    if own.trainee_id != place.trainee_id:
        raise Anothers(own.number)
    if not fits(own, place):
        taught = f"“{place.trade}{place.level}”"
        raise OtherTraining(own.number, f"“{own.trade}{own.level}”", taught)
    if not own.days[0] <= place.first_day <= own.days[1]:
        raise OutsideItsDays(own.number, place.first_day, own.days)
    if today > place.last_day:
        raise ClassIsOver(own.number, place.last_day)
    if place.left_on is not None:
        raise HasLeft(own.number)


def fits(own: GoodFor, place: PlaceInClass) -> bool:
    """Whether trade and level are those of the class; empty: any."""
    pairs = ((own.trade, place.trade), (own.level, place.level))
    return all(not wanted or _same(wanted, taught) for wanted, taught in pairs)


def check_release(own: GoodFor, place: PlaceInClass, today: date) -> None:
    """Raises VoidingIsOpen, NotGood or NotToRelease."""
    if own.is_disputed:
        raise VoidingIsOpen(own.number)
    if own.state is not VoucherState.USED:
        raise NotGood(own.number, own.state)
    left_before = place.left_on is not None and place.left_on < place.first_day
    if not (today < place.first_day or left_before or place.is_called_off):
        raise NotToRelease(own.number, place.first_day)


def _same(one: str, other: str) -> bool:
    return compact(one).casefold() == compact(other).casefold()
