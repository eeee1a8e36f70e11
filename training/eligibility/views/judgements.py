"""What was judged of a class, and how that stands (R19)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from training.classes.views.within import within_class
from training.eligibility.rules.judging import Decided, ObjectionAwaited
from training.eligibility.rules.line_acts import BEFORE_MONEY
from training.eligibility.terms import LineState
from training.eligibility.views.grounds import is_on_it
from training.errors import NotFound
from training.notice.permissions import Permission
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment
from training.records.staff.staff import Staff
from training.records.subsidies.lines import LINE_IS_PROPOSED, SubsidyJudgement, SubsidyLine


@dataclass(frozen=True)
class Judged:
    """The judgements of a class, the oldest first, and the lines that live."""

    judgements: tuple[SubsidyJudgement, ...]
    lines: tuple[SubsidyLine, ...]
    """In the roster's order; those of an earlier judgement are here where money was applied for already."""
    proposed: tuple[SubsidyLine, ...] = ()
    """Of a judgement that waits for its second person: they take the place of others once that one agrees."""

    @property
    def last(self) -> SubsidyJudgement | None:
        """The newest; where that was sent back, what stood before it stands as long as a line of it lives."""
        if not self.judgements or not was_sent_back(self.judgements[-1]):
            return self.judgements[-1] if self.judgements else None
        before = next((each for each in reversed(self.judgements) if not was_sent_back(each)), None)
        lives = before is not None and any(each.judgement_id == before.id for each in self.lines)
        return before if lives else None

    @property
    def waiting(self) -> SubsidyJudgement | None:
        """The newest, where it wants a second signature."""
        newest = self.judgements[-1] if self.judgements else None
        return newest if newest and newest.in_force_at is None and newest.second is None else None

    @property
    def in_force(self) -> SubsidyJudgement | None:
        last = self.last
        return last if last is not None and last.in_force_at is not None else None

    @property
    def before_money(self) -> list[SubsidyLine]:
        return [each for each in self.lines if each.state in BEFORE_MONEY]

    @property
    def kept(self) -> list[SubsidyLine]:
        """Of whom money was applied for, paid or given back: nobody gets a second line beside it."""
        return [each for each in self.lines if each.state not in BEFORE_MONEY]

    @property
    def of_waiting(self) -> list[SubsidyLine]:
        """What the second person is asked to agree to."""
        waiting = self.waiting
        own = [each for each in self.lines if waiting and each.judgement_id == waiting.id]
        return sorted((*own, *self.proposed), key=lambda each: each.enrolment_id)

    @property
    def replaced(self) -> list[SubsidyLine]:
        """What lapses once the second person agrees; until then it goes on as it was decided.

        Who was at the money when the first signed got no line by it: back from there, the old one stays.
        """
        own = {each.id for each in self.of_waiting}
        others = [each for each in self.before_money if each.id not in own]
        left_out = self._left_out() if others else frozenset()
        return [each for each in others if each.enrolment_id not in left_out]

    def _left_out(self) -> frozenset[int]:
        """Who stands on the list by which the waiting one was judged, and has no line of it."""
        if self.waiting is None:
            return frozenset()
        on_it = {each.enrolment_id for each in self.waiting.qualified_list.people if is_on_it(each)}
        return frozenset(on_it - {each.enrolment_id for each in self.of_waiting})

    def open_decisions(self) -> dict[int, Decided]:
        """What holds of those of whom no money was applied for yet, by enrolment."""
        return {each.enrolment_id: decided_of(each) for each in self.before_money}


def check_no_objection(lines: Iterable[SubsidyLine]) -> None:
    """Nobody's line lapses over an objection; raises ObjectionAwaited."""
    if objected := [each.enrolment.trainee.name for each in lines if each.has_objection]:
        raise ObjectionAwaited(objected)


def was_sent_back(judgement: SubsidyJudgement) -> bool:
    return judgement.second is not None and not judgement.second.is_agreed


def decided_of(line: SubsidyLine) -> Decided:
    is_eligible = line.amount_fen is not None
    return Decided(is_eligible, line.override_reason, is_eligible and bool(line.override_reason))


def find_class_of_lines(session: Session, staff: Staff, class_id: UUID) -> TrainingClass:
    """Raises NotFound for what this person may not see."""
    whole = (
        joinedload(TrainingClass.institution),
        joinedload(TrainingClass.district),
        joinedload(TrainingClass.rule_set),
    )
    own = select(TrainingClass).where(TrainingClass.public_id == class_id).options(*whole)
    found = session.scalars(own.where(within_class(staff, Permission.SEE_LINES))).one_or_none()
    if found is None:
        raise NotFound("这个班级")
    return found


def judged_of(session: Session, own: TrainingClass) -> Judged:
    """Two statements, and one more for who they are."""
    rows = select(SubsidyJudgement).where(SubsidyJudgement.class_id == own.id)
    ordered = rows.options(joinedload(SubsidyJudgement.second)).order_by(SubsidyJudgement.ordinal)
    lines = session.scalars(_lines_that_count(own.id)).all()
    living = tuple(each for each in lines if each.live_enrolment_id is not None)
    proposed = tuple(each for each in lines if each.live_enrolment_id is None)
    return Judged(tuple(session.scalars(ordered)), living, proposed)


def _lines_that_count(class_id: int) -> Select[SubsidyLine]:
    """Those that live, and those that are to take their place."""
    rows = select(SubsidyLine).join(Enrolment, Enrolment.id == SubsidyLine.enrolment_id)
    counts = or_(SubsidyLine.live_enrolment_id.is_not(None), LINE_IS_PROPOSED)
    who = joinedload(SubsidyLine.enrolment).joinedload(Enrolment.trainee)
    own = rows.where(Enrolment.class_id == class_id, counts).options(who)
    return own.order_by(SubsidyLine.enrolment_id, SubsidyLine.id)


def lines_of(session: Session, judgement: SubsidyJudgement) -> Sequence[SubsidyLine]:
    """Also those that have lapsed."""
    rows = select(SubsidyLine).where(SubsidyLine.judgement_id == judgement.id)
    return session.scalars(rows.options(selectinload(SubsidyLine.events)).order_by(SubsidyLine.id)).all()


def is_promised(line: SubsidyLine) -> bool:
    """Whether money was applied for or paid."""
    return line.state in (LineState.APPLIED, LineState.PAID)
