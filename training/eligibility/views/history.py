"""What people are paid for, or promised to be: by lines, C1 claims, vouchers, payments of before."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from itertools import chain
from typing import Any

from sqlalchemy import Select, literal, select, union_all
from sqlalchemy.orm import Session

from training.claims.rules.c1_acts import GRANTED as C1_GRANTED
from training.eligibility.rules.eligibility import Subsidy, level_key, trade_key
from training.eligibility.rules.line_acts import GRANTED
from training.eligibility.terms import LineAct, LineState
from training.notice.clock import shanghai_day
from training.records.claims.claims import C1Claim
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment, Trainee
from training.records.exchange.former import FormerCertificate
from training.records.subsidies.lines import LineEvent, SubsidyLine
from training.records.vouchers.vouchers import VOUCHER_HAS_PAID, Voucher

COUNTED = GRANTED | {LineState.ELIGIBLE}
"""Whoever was judged first has it: a line counts before the meeting too, until it lapses."""
OfClass = tuple[int | None, Subsidy]
"""The key of the class, None where it was none of ours."""
Had = tuple[int, int | None, Subsidy]
OF_CLASS = (
    TrainingClass.class_number,
    TrainingClass.trade,
    TrainingClass.level,
    TrainingClass.kind,
    TrainingClass.starts_on,
    TrainingClass.ends_on,
)


def subsidies_of(session: Session, people: Collection[int]) -> Mapping[int, list[OfClass]]:
    """By the key of the trainee; three statements, however many people."""
    found: dict[int, list[OfClass]] = defaultdict(list)
    if people:
        every = (_lines(session, people), _of_c1(session, people), _former(session, people))
        for trainee_id, class_id, had in chain(*every):
            found[trainee_id].append((class_id, had))
    return found


def objected_of(session: Session, enrolments: Collection[int]) -> frozenset[int]:
    """Of whom a line was taken back upon an objection."""
    rows = select(SubsidyLine.enrolment_id).join(LineEvent, LineEvent.line_id == SubsidyLine.id)
    own = rows.where(SubsidyLine.enrolment_id.in_(enrolments), LineEvent.act == LineAct.UPHOLD)
    return frozenset(session.scalars(own))


def _lines(session: Session, people: Collection[int]) -> Iterator[Had]:
    """And vouchers that were written off with a face value: they paid for a training as a subsidy does."""
    both = union_all(_of_lines(people), _of_vouchers(people))
    for who, key, number, trade, level, kind, first, last, voucher in session.execute(both):
        keys = trade_key(trade, kind), level_key(level)
        where = f"班级 {number} 的培训券" if voucher else f"班级 {number} "
        yield who, key, Subsidy(where, *keys, first, last, last.year, voucher)


def _of_lines(people: Collection[int]) -> Select[*tuple[Any, ...]]:
    rows = select(Enrolment.trainee_id, TrainingClass.id, *OF_CLASS, literal("")).select_from(SubsidyLine)
    rows = rows.join(Enrolment, Enrolment.id == SubsidyLine.live_enrolment_id)
    rows = rows.join(TrainingClass, TrainingClass.id == Enrolment.class_id)
    live = rows.where(Enrolment.trainee_id.in_(people), SubsidyLine.state.in_(COUNTED))
    # A claim counts by itself, before its line and without one.
    return live.where(SubsidyLine.claim_id.is_(None))


def _of_vouchers(people: Collection[int]) -> Select[*tuple[Any, ...]]:
    rows = select(Voucher.trainee_id, TrainingClass.id, *OF_CLASS, Voucher.number).select_from(Voucher)
    rows = rows.join(Enrolment, Enrolment.id == Voucher.used_enrolment_id)
    rows = rows.join(TrainingClass, TrainingClass.id == Enrolment.class_id)
    return rows.where(Voucher.trainee_id.in_(people), VOUCHER_HAS_PAID)


def _of_c1(session: Session, people: Collection[int]) -> Iterator[Had]:
    rows = select(Enrolment.trainee_id, TrainingClass.id, C1Claim.approved_at, *OF_CLASS)
    rows = rows.select_from(C1Claim).join(Enrolment, Enrolment.id == C1Claim.enrolment_id)
    rows = rows.join(TrainingClass, TrainingClass.id == Enrolment.class_id)
    good = rows.where(Enrolment.trainee_id.in_(people), C1Claim.state.in_(C1_GRANTED))
    for who, key, at, number, trade, level, kind, first, last in session.execute(good):
        keys = trade_key(trade, kind), level_key(level)
        day = shanghai_day(at) if at else last
        yield who, key, Subsidy(f"班级 {number} 的 C1 申领", *keys, first, day, last.year)


def _former(session: Session, people: Collection[int]) -> Iterator[Had]:
    """Only where the file says that something was paid: a certificate alone is no subsidy."""
    own = FormerCertificate
    rows = select(Trainee.id, own.number, own.trade, own.level, own.issued_on, own.paid_on)
    rows = rows.join(own, own.id_number_index == Trainee.id_number_index)
    for who, number, trade, level, issued, paid in session.execute(
        rows.where(Trainee.id.in_(people), own.paid_fen > 0)
    ):
        day: date = paid or issued
        keys = trade_key(trade), level_key(level)
        yield who, None, Subsidy(f"历史证书 {number} ", *keys, issued, day, issued.year)
