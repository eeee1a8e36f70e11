"""Who had the same trade and level ever, by a certificate of ours or of before (R08, R17): a sign only."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from training.notice.money import yuan
from training.records.certificates import Certificate
from training.records.classes.trainees import Enrolment, Trainee
from training.records.exchange.former import FormerCertificate


@dataclass(frozen=True)
class HadBefore:
    """An earlier certificate of the same trade and level."""

    number: str
    issued_on: date
    is_former: bool
    """历史: issued before this system."""
    paid_fen: int | None = None
    """历史拨付."""

    @property
    def words(self) -> str:
        mark = "历史证书" if self.is_former else "证书"
        paid = f"，历史拨付 {yuan(self.paid_fen)} 元" if self.paid_fen is not None else ""
        return f"以前取得过同工种同等级：{mark} {self.number}，{self.issued_on}{paid}"


def had_level_before(
    session: Session, people: Collection[int], trade: str, level: str, *, besides: int | None = None
) -> Mapping[int, HadBefore]:
    """By the key of the trainee the latest of theirs; `besides` is the class whose own do not count.

    Two statements, however many people.
    """
    if not people:
        return {}
    issued = (
        select(Enrolment.trainee_id, Certificate.number, Certificate.issued_on)
        .join(Enrolment, Enrolment.id == Certificate.live_enrolment_id)
        .where(Enrolment.trainee_id.in_(people), Certificate.trade == trade, Certificate.level == level)
    )
    if besides is not None:
        issued = issued.where(Certificate.class_id != besides)
    former = FormerCertificate
    before = (
        select(Trainee.id, former.number, former.issued_on, former.paid_fen)
        .join(Trainee, Trainee.id_number_index == former.id_number_index)
        .where(Trainee.id.in_(people), former.trade == trade, former.level == level)
    )
    found = [(who, HadBefore(number, day, False)) for who, number, day in session.execute(issued)]
    found += [(who, HadBefore(number, day, True, fen)) for who, number, day, fen in session.execute(before)]
    return dict(sorted(found, key=lambda each: each[1].issued_on))


def earlier_of(session: Session, enrolment_id: UUID) -> HadBefore | None:
    """The same of one person of a class, by the public key of the enrolment."""
    own = session.scalars(
        select(Enrolment)
        .where(Enrolment.public_id == enrolment_id)
        .options(joinedload(Enrolment.training_class))
    ).one()
    about, who = own.training_class, own.trainee_id
    return had_level_before(session, [who], about.trade, about.level, besides=about.id).get(who)
