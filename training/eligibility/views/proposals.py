"""补贴核定建议: who of qualified classes would be paid for, and how much (R19)."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from json import dumps

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.documents.terms import OwnerKind
from training.documents.views.attachments import counts
from training.eligibility.rules.compared import Hit, Span
from training.eligibility.rules.eligibility import Candidate, Course, Person, Subsidy, exclusions
from training.eligibility.rules.reasons import Reason
from training.eligibility.rules.standards import NoStandard, Price
from training.eligibility.views.compared import found_on_lists
from training.eligibility.views.grounds import Ground, grounds_of
from training.eligibility.views.history import OfClass, objected_of, subsidies_of
from training.eligibility.views.standards_in_force import prices_of_classes
from training.notice.clock import shanghai_day
from training.notice.documents import tells_birth_and_sex
from training.notice.identity import birth_date
from training.records.classes.classes import Lesson, LessonCancellation, TrainingClass
from training.records.documents import Attachment
from training.records.results import QualifiedPerson

PROOF = "人员类别证明"


@dataclass(frozen=True)
class ProposedLine:
    """One qualified person: paid for where nothing speaks against it."""

    person: QualifiedPerson
    reasons: tuple[Reason, ...]

    @property
    def name(self) -> str:
        return self.person.enrolment.trainee.name


@dataclass(frozen=True)
class ClassProposal:
    """What would be judged of one class."""

    training_class: TrainingClass
    ground: Ground
    price: Price | NoStandard
    course: Course
    people: tuple[ProposedLine, ...]
    """In the roster's order; who is not 合格 is not among them."""
    fingerprint: str
    """Of what follows from the facts, and of no words, so that another wording asks nobody to judge again."""

    @property
    def fitting(self) -> int:
        return sum(not each.reasons for each in self.people)


@dataclass(frozen=True)
class _Facts:
    """Of all classes together, by the keys of enrolments, trainees and classes."""

    delivered: Mapping[int, int]
    history: Mapping[int, list[OfClass]]
    hits: Mapping[int, tuple[Hit, ...]]
    proofs: Mapping[int, list[date | None]]
    objected: frozenset[int]


def propose_class(session: Session, own: TrainingClass, *, now: datetime) -> ClassProposal:
    return propose_classes(session, [own], now=now)[own.id]


def propose_classes(
    session: Session, classes: Sequence[TrainingClass], *, now: datetime
) -> Mapping[int, ClassProposal]:
    """By class, in as many statements whatever their number; their rule sets are loaded."""
    grounds, prices = grounds_of(session, classes), prices_of_classes(session, classes)
    facts = _facts(session, classes, grounds, now)
    return {each.id: _proposal(each, grounds[each.id], prices[each.id], facts) for each in classes}


def _facts(
    session: Session, classes: Sequence[TrainingClass], grounds: Mapping[int, Ground], now: datetime
) -> _Facts:
    listed = [(own, each.enrolment) for own in classes for each in grounds[own.id].qualified]
    people = {enrolment.trainee_id for _, enrolment in listed}
    spans = {
        enrolment.id: Span(enrolment.trainee_id, own.district_id, own.starts_on, own.ends_on)
        for own, enrolment in listed
    }
    return _Facts(
        _delivered(session, [each.id for each in classes], shanghai_day(now)),
        subsidies_of(session, people),
        found_on_lists(session, spans),
        _proofs(session, people),
        objected_of(session, spans),
    )


def _proposal(own: TrainingClass, ground: Ground, price: Price | NoStandard, facts: _Facts) -> ClassProposal:
    course = course_of(own, facts.delivered.get(own.id, 0))
    people = tuple(
        ProposedLine(each, exclusions(_person(own, each, facts), course, own.policy))
        for each in ground.qualified
    )
    return ClassProposal(own, ground, price, course, people, _fingerprint(ground, price, course, people))


def course_of(own: TrainingClass, delivered_halves: int) -> Course:
    """What of a class decides."""
    about = own.kind, own.trade, own.level, own.starts_on, own.ends_on, own.is_key_group
    return Course(*about, own.prescribed_halves, delivered_halves)


def _person(own: TrainingClass, listed: QualifiedPerson, facts: _Facts) -> Person:
    trainee = listed.enrolment.trainee
    history = facts.history.get(trainee.id, ())
    voucher = next((had.voucher for key, had in history if key == own.id and had.voucher), "")
    proven = any(until is None or until >= own.starts_on for until in facts.proofs.get(trainee.id, ()))
    number = trainee.id_number
    born = birth_date(number) if tells_birth_and_sex(number) else None
    return Person(
        Candidate(born, trainee.category, proven),
        elsewhere(history, own.id),
        facts.hits.get(listed.enrolment_id, ()),
        voucher,
        listed.enrolment_id in facts.objected,
    )


def elsewhere(history: Sequence[OfClass], class_id: int) -> tuple[Subsidy, ...]:
    """Of other classes; where a line and a voucher are of one class it was one training, had once."""
    by_line = {key for key, had in history if key is not None and not had.voucher}
    return tuple(had for key, had in history if key != class_id and not (had.voucher and key in by_line))


def _fingerprint(
    ground: Ground, price: Price | NoStandard, course: Course, people: Sequence[ProposedLine]
) -> str:
    cost = None if isinstance(price, NoStandard) else (price.amount_fen, price.fund, price.payee)
    found = [(each.person.enrolment_id, [reason.key for reason in each.reasons]) for each in people]
    halves = course.planned_halves, course.delivered_halves
    facts = [ground.listed.sha256 if ground.listed else "", ground.is_qualified, cost, halves, found]
    return sha256(dumps(facts, ensure_ascii=False).encode()).hexdigest()


def _delivered(session: Session, keys: Collection[int], today: date) -> Mapping[int, int]:
    """Of the lessons that were not cancelled and whose day is over."""
    held = select(Lesson.class_id, func.sum(Lesson.halves)).outerjoin(LessonCancellation)
    held = held.where(Lesson.class_id.in_(keys), Lesson.held_on < today, LessonCancellation.id.is_(None))
    return {key: int(halves) for key, halves in session.execute(held.group_by(Lesson.class_id))}


def _proofs(session: Session, people: Collection[int]) -> Mapping[int, list[date | None]]:
    """Of each trainee the last days of the 人员类别证明 that were neither replaced nor withdrawn."""
    own = select(Attachment.owner_id, Attachment.valid_until).where(
        Attachment.owner_kind == OwnerKind.TRAINEE, Attachment.kind == PROOF, counts()
    )
    found: dict[int, list[date | None]] = defaultdict(list)
    for key, until in session.execute(own.where(Attachment.owner_id.in_(people))):
        found[key].append(until)
    return found
