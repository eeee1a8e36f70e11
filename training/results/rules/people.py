"""What is proposed of one trainee, and what the district may decide (R46); hours in half class hours."""

from dataclasses import dataclass

from training.errors import NotRight
from training.notice.class_hours import hours
from training.notice.notes import read_note
from training.notice.policy import Policy
from training.results.terms import Result


@dataclass(frozen=True, slots=True)
class Marks:
    """成绩, in tenths of a mark of 100; None where there is none."""

    theory_tenths: int | None = None
    practice_tenths: int | None = None


NO_MARKS = Marks()


def marks_over(before: Marks, said: Marks) -> Marks:
    """What holds after `said`: a mark that it does not tell stays as it was."""
    theory = before.theory_tenths if said.theory_tenths is None else said.theory_tenths
    practice = before.practice_tenths if said.practice_tenths is None else said.practice_tenths
    return Marks(theory, practice)


@dataclass(frozen=True, slots=True)
class Person:
    """What of one trainee decides."""

    name: str
    credited_halves: int
    prescribed_halves: int
    qualifying_percent: int
    """Of the prescribed hours; 0: hours do not decide (创业, R55)."""
    marks: Marks = NO_MARKS

    @property
    def needed_halves(self) -> int:
        return -(-self.prescribed_halves * self.qualifying_percent // 100)

    @property
    def has_hours(self) -> bool:
        """累计达到规定课时的80%及以上: of the prescribed total."""
        return 100 * self.credited_halves >= self.qualifying_percent * self.prescribed_halves


@dataclass(frozen=True, slots=True)
class Decision:
    """What the district decides of one trainee, and why where it is other than proposed."""

    result: Result
    reason: str = ""


class ReasonOfPersonMissing(NotRight):
    """Who is decided otherwise than proposed is decided with a reason."""

    def __init__(self, name: str):
        super().__init__(f"{name}的结论和系统建议不同（或没有建议），请在这名学员后面写明原因，再确认名单。")


class DecisionMissing(NotRight):
    """Nothing is proposed of somebody, and nothing was decided."""

    def __init__(self, name: str):
        super().__init__(f"{name}没有系统建议，请选合格或不合格并写明原因，再确认名单。")


def propose_person(person: Person, policy: Policy) -> Result | None:
    """合格 or 不合格; None where hours do not decide."""
    if not person.qualifying_percent:
        return None
    is_good = person.has_hours and (not policy.exam_is_gate or has_passed(person.marks, policy))
    return Result.QUALIFIED if is_good else Result.UNQUALIFIED


def has_passed(marks: Marks, policy: Policy) -> bool:
    """Both marks reach the pass mark; a missing one does not."""
    both = (marks.theory_tenths, marks.practice_tenths)
    return all(each is not None and each >= 10 * policy.exam_pass_mark for each in both)


def why(person: Person, policy: Policy) -> str:
    """The proposal in plain words, for clerk and trainee alike."""
    if not person.qualifying_percent:
        return "创业培训不按课时比例评定，由旗县区认定"
    credited, needed = hours(person.credited_halves), hours(person.needed_halves)
    lacks = person.needed_halves - person.credited_halves
    said = f"累计 {credited} 课时，需要 {needed} 课时"
    said += f"，差 {hours(lacks)} 课时" if lacks > 0 else "，已达到"
    return said + (_of_marks(person.marks, policy) if policy.exam_is_gate else "")


def decide(person: Person, policy: Policy, wanted: Decision | None) -> Decision:
    """What stands on the list: the proposal, or what is decided otherwise with its reason.

    Raises DecisionMissing, ReasonOfPersonMissing or TextTooLong.
    """
    proposed = propose_person(person, policy)
    if wanted is None:
        if proposed is None:
            raise DecisionMissing(person.name)
        return Decision(proposed)
    if wanted.result is proposed:
        return Decision(proposed, read_note(wanted.reason))
    reason = read_note(wanted.reason)
    if not reason:
        raise ReasonOfPersonMissing(person.name)
    return Decision(wanted.result, reason)


def needs_second(person: Person, decision: Decision) -> bool:
    """Who lacks hours and is decided 合格 all the same is signed for by two."""
    return decision.result is Result.QUALIFIED and not person.has_hours


def mark_words(tenths: int | None) -> str:
    """85.5, 60; "—" for none."""
    return "—" if tenths is None else f"{tenths / 10:g}"


def _of_marks(marks: Marks, policy: Policy) -> str:
    theory, practice = mark_words(marks.theory_tenths), mark_words(marks.practice_tenths)
    return f"；理论 {theory} 分、实操 {practice} 分，都要 {policy.exam_pass_mark} 分"
