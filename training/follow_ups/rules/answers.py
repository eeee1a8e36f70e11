"""What an answer needs before it is kept: who employs somebody, since when, asked on which day (R14)."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from stdnum.cn import uscc

from training.errors import NotNow, NotRight
from training.follow_ups.terms import AnswerSource, WorkStatus
from training.notice.identity import compact
from training.notice.notes import read_note
from training.notice.shares import is_drawn

AT_WORK = frozenset((WorkStatus.EMPLOYED, WorkStatus.SELF_EMPLOYED, WorkStatus.FLEXIBLE))
"""Who has work, and may say where and since when."""
NAMES_WORK = frozenset((WorkStatus.EMPLOYED, WorkStatus.SELF_EMPLOYED))
"""就业 needs an employer and a day, 自主创业 the name of the business."""
ASKED_BY_OTHERS = frozenset((AnswerSource.PHONE, AnswerSource.INSTITUTION, AnswerSource.INSURANCE))
"""What these say is asked again by share, employed and unreachable alike; nobody asks the person twice.
社保比对 is what a district typed of another office's data, so it is drawn as well."""
INSURED = frozenset((WorkStatus.EMPLOYED, WorkStatus.FLEXIBLE))
"""What insurance data can say: who is in them works; who is not may work all the same."""
LONGEST_JOB, LONGEST_WORKING_LIFE = 64, 60


class EmployerMissing(NotRight):
    """Work without a place, or a business without a name."""

    def __init__(self, status: WorkStatus):
        what = "单位名称" if status is WorkStatus.EMPLOYED else "所创办的店铺、企业的名称"
        super().__init__(f"“{status}”要写明{what}；不知道的，请先问清楚再填。")


class SinceMissing(NotRight):
    """Employed, and nobody knows since when."""

    def __init__(self) -> None:
        super().__init__("“就业”要写明起始日期；记不清是哪天的，写当月 1 日。")


class BadSince(NotRight):
    """Nobody works since a day after the one on which it was said."""

    def __init__(self, since: date, asked_on: date):
        super().__init__(f"起始日期 {since} 不对，请填 {asked_on}（回访日期）或以前的日期。")


class BadAskedOn(NotRight):
    """Asked before the step was due, or tomorrow."""

    def __init__(self, asked_on: date, due_on: date, today: date):
        super().__init__(f"回访日期 {asked_on} 不对，请填 {due_on}（到期）到 {today}（今天）之间的日期。")


class NotDueYet(NotNow):
    """What becomes of somebody in half a year is answered in half a year."""

    def __init__(self, due_on: date):
        super().__init__(f"这次回访 {due_on} 才到期，到期以后再填。")


class BadCreditCode(NotRight):
    """The check digit of a 统一社会信用代码 does not fit (GB 32100)."""

    def __init__(self, code: str):
        super().__init__(f"统一社会信用代码 {code[:18]} 不对，请对照营业执照核对，应为 18 位；不知道的不填。")


class WorkOfNobody(NotRight):
    """Somebody without work was given an employer."""

    def __init__(self, status: WorkStatus):
        super().__init__(f"“{status}”不填单位、岗位和起始日期；确实在工作的，请改选就业状态。")


class JobTooLong(NotRight):
    """It would be cut off."""

    def __init__(self) -> None:
        super().__init__(f"岗位最多 {LONGEST_JOB} 个字，请写短些。")


class NotReachedBySelf(NotRight):
    """Whoever answers was reached."""

    def __init__(self) -> None:
        super().__init__("本人回答的，不能选“联系不上”，请选现在的情况。")


class InsuranceKnowsNone(NotRight):
    """Insurance data say who works where, and nothing of those who are not in them."""

    def __init__(self) -> None:
        super().__init__(
            "社保比对只能说“就业”（要有单位名称和统一社会信用代码）或“灵活就业”；其他情况请打电话问本人。"
        )


@dataclass(frozen=True)
class Answer:
    """What was said, or is to be kept; `employer` is also what the own business is called."""

    status: WorkStatus
    asked_on: date
    employer: str = ""
    credit_code: str = ""
    job: str = ""
    since: date | None = None
    note: str = ""


@dataclass(frozen=True)
class Asked:
    """Of which step, and what day it is."""

    due_on: date
    today: date


def read_answer(said: Answer, source: AnswerSource, asked: Asked) -> Answer:
    """As it is kept.

    Raises NotDueYet, BadAskedOn, NotReachedBySelf, InsuranceKnowsNone, WorkOfNobody, EmployerMissing,
    SinceMissing, BadSince, BadCreditCode, JobTooLong or TextTooLong.
    """
    _check_days(said, asked)
    if source is AnswerSource.SELF and said.status is WorkStatus.UNREACHABLE:
        raise NotReachedBySelf
    kept = replace(
        said,
        employer=read_note(said.employer),
        credit_code=compact(said.credit_code).upper(),
        job=read_note(said.job),
        note=read_note(said.note),
    )
    _check_work(kept)
    if source is AnswerSource.INSURANCE and not _is_insured(kept):
        raise InsuranceKnowsNone
    return kept


def _check_days(said: Answer, asked: Asked) -> None:
    if asked.today < asked.due_on:
        raise NotDueYet(asked.due_on)
    if not asked.due_on <= said.asked_on <= asked.today:
        raise BadAskedOn(said.asked_on, asked.due_on, asked.today)


def _check_work(kept: Answer) -> None:
    if kept.status not in AT_WORK and (kept.employer or kept.credit_code or kept.job or kept.since):
        raise WorkOfNobody(kept.status)
    if kept.status in NAMES_WORK and not kept.employer:
        raise EmployerMissing(kept.status)
    if kept.status is WorkStatus.EMPLOYED and kept.since is None:
        raise SinceMissing
    if kept.since is not None and not _is_lifelike(kept.since, kept.asked_on):
        raise BadSince(kept.since, kept.asked_on)
    if kept.credit_code and not uscc.is_valid(kept.credit_code):
        raise BadCreditCode(kept.credit_code)
    if len(kept.job) > LONGEST_JOB:
        raise JobTooLong


def _is_insured(kept: Answer) -> bool:
    has_code = bool(kept.credit_code) or kept.status is not WorkStatus.EMPLOYED
    return kept.status in INSURED and has_code


def _is_lifelike(since: date, asked_on: date) -> bool:
    return since <= asked_on and asked_on.year - since.year <= LONGEST_WORKING_LIFE


def is_asked_again(answer_id: UUID, seed: bytes, source: AnswerSource, percent: int) -> bool:
    """复核回访: whether this answer lies in the share that the city asks again (R56)."""
    return source in ASKED_BY_OTHERS and is_drawn(answer_id, seed, percent)
