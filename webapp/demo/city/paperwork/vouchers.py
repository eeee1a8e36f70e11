"""职业培训券: one batch lapsed unused, one was used and partly written off, one is being used now (R10)."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from training.notice.terms import Fund
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment
from training.records.vouchers.vouchers import Voucher, VoucherBatch
from training.vouchers.acts.issue_vouchers import BatchTerms, Receiver, issue_vouchers
from training.vouchers.acts.use_vouchers import Shown, use_vouchers
from training.vouchers.acts.void_voucher import void_voucher
from training.vouchers.acts.write_off_vouchers import write_off_vouchers
from training.vouchers.views.codes import code_of
from training.vouchers.views.facts import not_qualified
from webapp.demo.city.city import City
from webapp.demo.city.paperwork.results import LONG_AGO, TO_NUMBER
from webapp.demo.city.staff import CITY, CITY_TOO, IN_DONGHE, clerk_of

UNDER_WAY = "BT2026-KD-101"
FACE = 120_000
USED, WRITTEN_OFF = 6, 2
LAPSED, CLOSING, RUNNING = (-88, -87, -20), (-40, -40, 60), (-30, -30, 5)
"""The day of the issue, the first and the last on which it is good."""


@dataclass(frozen=True)
class Batch:
    """What is issued to whom of which class."""

    name: str
    class_number: str
    people: int
    days: tuple[int, int, int]
    face_fen: int | None = None
    any_trade: bool = False


def hand_out_vouchers(city: City) -> None:
    _issue(city, Batch("年初", LONG_AGO, 5, LAPSED, any_trade=True))
    closing = _issue(city, Batch("家政服务", TO_NUMBER, 9, CLOSING, FACE))
    running = _issue(city, Batch("餐饮服务", UNDER_WAY, 12, RUNNING))
    own = city.find(TO_NUMBER)
    void_voucher(
        city.session, city.who(CITY), closing[-1].public_id, "重复登记，本人已有名额", now=city.at(-38)
    )
    _use(city, own, closing[:USED], -20)
    _use(city, city.find(UNDER_WAY), running[:4], -3)
    by_hand = {
        _place_of(own, closing[USED], city): Shown(closing[USED].number, "", "本人带身份证到场，没有手机")
    }
    use_vouchers(city.session, city.who(IN_DONGHE), own.public_id, by_hand, now=city.at(-19, "09:30"))
    _write_off(city, closing[:USED])


def _issue(city: City, wanted: Batch) -> Sequence[Voucher]:
    own, (issued, first, last) = city.find(wanted.class_number), wanted.days
    rows = select(Enrolment.trainee_id).where(Enrolment.class_id == own.id).order_by(Enrolment.id)
    people = [Receiver(key, own.district_id) for key in city.session.scalars(rows.limit(wanted.people))]
    trade = "" if wanted.any_trade else own.trade
    days = (city.day(first), city.day(last))
    terms = BatchTerms(wanted.name, trade, "", wanted.face_fen, Fund.EMPLOYMENT, *days)
    made = issue_vouchers(city.session, city.who(CITY), terms, people, now=city.at(issued, "09:00"))
    return _vouchers(city, made)


def _vouchers(city: City, batch: VoucherBatch) -> Sequence[Voucher]:
    rows = select(Voucher).where(Voucher.batch_id == batch.id).order_by(Voucher.serial)
    return city.session.scalars(rows).all()


def _use(city: City, own: TrainingClass, vouchers: Sequence[Voucher], days: int) -> None:
    """Its people read their codes out, and the school types them."""
    shown = {_place_of(own, each, city): Shown(each.number, code_of(city.session, each)) for each in vouchers}
    clerk = city.who(clerk_of(city, own.institution.name))
    use_vouchers(city.session, clerk, own.public_id, shown, now=city.at(days, "10:30"))
    for each in vouchers:
        city.session.refresh(each)


def _place_of(own: TrainingClass, voucher: Voucher, city: City) -> UUID:
    rows = select(Enrolment.public_id).where(Enrolment.class_id == own.id)
    return city.session.scalars(rows.where(Enrolment.trainee_id == voucher.trainee_id)).one()


def _write_off(city: City, used: Sequence[Voucher]) -> None:
    """The first of those that are 合格; the others wait for the city."""
    why = not_qualified(city.session, [each.used_enrolment_id or 0 for each in used])
    good = [each.public_id for each in used if each.used_enrolment_id not in why]
    write_off_vouchers(city.session, city.who(CITY_TOO), good[:WRITTEN_OFF], now=city.at(-2, "15:10"))
