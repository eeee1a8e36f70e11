"""Which change of a filed class may be asked for, and which is refused with the reason (R07)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from training.changes.rules.values import Filed, in_words, text_of, with_text
from training.changes.terms import AmendedField
from training.classes.rules.filing import FiledClass, FiledLesson, FilingFinding, filing_findings
from training.classes.rules.kinds import NOBODY, OnRoster
from training.classes.rules.roster_changes import ListIsApproved
from training.errors import NotNow, NotRight
from training.notice.class_hours import hours
from training.notice.policy import Policy
from training.notice.terms import Severity

AFTER_THE_END = frozenset({AmendedField.NAME, AmendedField.TRADE})
"""Words only: nothing that was computed for a class that is over hangs on them. Every other field would
move hours, checks or the feedback after they were settled."""
TOLD_TO_THE_CITY = frozenset({AmendedField.HOURS, AmendedField.KEY_GROUP})
"""They decide how often the city has to check the class (R40, R41)."""
MOST_NAMED = 3


class NothingChanges(NotRight):
    """The class has that value already."""

    def __init__(self, field: AmendedField, words: str):
        super().__init__(f"{field}现在就是“{words}”，没有变化；请填新的值。")


class BadAmendment(NotRight):
    """The new value contradicts what is filed, taught or punched."""


class ClassIsOver(NotNow):
    """The class has ended, and what was computed for it stays."""

    def __init__(self, field: AmendedField, ends_on: date):
        allowed = "、".join(each for each in AmendedField if each in AFTER_THE_END)
        super().__init__(
            f"班级已于 {ends_on} 结业，{field}不能再变更：学时、查班和反馈已按原来的算定。"
            f"结业后只能更正{allowed}。"
        )


class ClassIsSettled(NotNow):
    """The class has ended so long ago that it was told how it went; a slow decision moves that no more."""

    def __init__(self, ends_on: date):
        super().__init__(
            f"班级已于 {ends_on} 结业，反馈期限也已过，学时、查班和反馈已按原来的算定，不能再同意；"
            "请选不同意，并写明原因。"
        )


class AlreadyAsked(NotNow):
    """A request for that field waits for its decision."""

    def __init__(self, field: AmendedField, ordinal: int):
        super().__init__(f"{field}已有一件申请（变{ordinal}）在等审批，办完后再提。")


@dataclass(frozen=True)
class Facts:
    """What a change is held against; hours in half class hours."""

    asked_on: date
    """The day in Shanghai on which it was asked for: a decision that comes later does not make it late."""
    policy: Policy
    lessons: tuple[FiledLesson, ...] = ()
    """Those that are held, without the cancelled ones."""
    taught_halves: int = 0
    online_reason: str = ""
    name_is_taken: bool = False
    """By another class of the institution."""
    machines: frozenset[str] = frozenset()
    """Every name of a machine that the institution has registered."""
    lost_punches: int = 0
    """Punches that count now and would not on the other machine."""
    gained_punches: int = 0
    """Punches on another machine that would count, and do not now."""
    clashes: tuple[str, ...] = ()
    """Whose number or person would be in two classes at once, in words."""
    is_settled: bool = False
    """The feedback about the class is overdue."""
    list_is_approved: bool = False
    """Who of the class is qualified was confirmed: then nothing of it changes any more (R16)."""
    on_roster: OnRoster = NOBODY
    """Its people by 人员类别: they too decide how often it is checked."""
    waiting_ordinal: int | None = None
    """Of the request for the same field that waits."""


def check_amendment(filed: Filed, field: AmendedField, text: str, facts: Facts) -> None:
    """Raises ListIsApproved, ClassIsOver, ClassIsSettled, AlreadyAsked, NothingChanges or BadAmendment."""
    if facts.list_is_approved:
        raise ListIsApproved
    if field not in AFTER_THE_END:
        _check_day(filed, field, facts)
    if facts.waiting_ordinal is not None:
        raise AlreadyAsked(field, facts.waiting_ordinal)
    if text == text_of(filed, field):
        raise NothingChanges(field, in_words(field, text))
    new = with_text(filed, field, text)
    if check := CHECKS.get(field):
        check(new, facts)
    # What is wrong with the timetable as it stands is no reason to keep a wrong name.
    known = {found.message for found in found_by_filing(filed, facts)}
    for found in found_by_filing(new, facts):
        if found.severity is Severity.ERROR and found.message not in known:
            raise BadAmendment(f"{found.message}。请先调整课表，再申请变更{field}。")


def _check_day(filed: Filed, field: AmendedField, facts: Facts) -> None:
    if facts.asked_on > filed.ends_on:
        raise ClassIsOver(field, filed.ends_on)
    if facts.is_settled:
        raise ClassIsSettled(filed.ends_on)


def found_by_filing(filed: Filed, facts: Facts) -> list[FilingFinding]:
    """What the rules of filing say of the class as it would be (R51 to R55)."""
    whole = FiledClass(
        filed.kind,
        filed.prescribed_halves,
        filed.starts_on,
        filed.ends_on,
        facts.lessons,
        facts.online_reason,
    )
    return filing_findings(whole, facts.policy)


def _check_name(new: Filed, facts: Facts) -> None:
    if not new.name:
        raise BadAmendment("请填新的班级名称。")
    if facts.name_is_taken:
        raise BadAmendment(f"本机构已有叫“{new.name}”的班级，请用别的名称，例如加上期数。")


def _check_trade(new: Filed, facts: Facts) -> None:
    if not new.trade:
        raise BadAmendment("请填新的培训工种。")


def _check_end(new: Filed, facts: Facts) -> None:
    if new.ends_on < new.starts_on:
        raise BadAmendment(f"结业日期 {new.ends_on} 早于开班日期 {new.starts_on}，请核对。")
    if new.ends_on < facts.asked_on:
        raise BadAmendment(
            f"结业日期不能改到今天（{facts.asked_on}）以前；提前结业的，请填今天或以后的日期。"
        )
    _check_clashes(facts)


def _check_hours(new: Filed, facts: Facts) -> None:
    if new.prescribed_halves < facts.taught_halves:
        raise BadAmendment(
            f"已经上了 {hours(facts.taught_halves)} 课时，总课时不能少于它；请核对新的总课时。"
        )


def _check_times(new: Filed, facts: Facts) -> None:
    if list(new.times) != sorted(set(new.times)):
        raise BadAmendment("上课、下课时间前后颠倒，请核对四个时间。")


def _check_device(new: Filed, facts: Facts) -> None:
    if new.device and new.device not in facts.machines:
        raise BadAmendment(f"考勤机 {new.device} 没有登记在本机构名下，请核对序列号，或先登记考勤机。")
    if facts.lost_punches:
        raise BadAmendment(
            f"另一台考勤机上已有 {facts.lost_punches} 次打卡计入学时，改后会作废。"
            "请把考勤机号改为不限，两台的打卡就都计入。"
        )
    _check_clashes(facts)


def _check_clashes(facts: Facts) -> None:
    if facts.clashes:
        named = "；".join(facts.clashes[:MOST_NAMED])
        more = f"；等 {len(facts.clashes)} 项" if len(facts.clashes) > MOST_NAMED else ""
        raise BadAmendment(f"改后与别的班冲突：{named}{more}。请先办理退班或换考勤号。")


CHECKS: Mapping[AmendedField, Callable[[Filed, Facts], None]] = {
    AmendedField.NAME: _check_name,
    AmendedField.TRADE: _check_trade,
    AmendedField.ENDS_ON: _check_end,
    AmendedField.HOURS: _check_hours,
    AmendedField.TIMES: _check_times,
    AmendedField.DEVICE: _check_device,
}
"""On top of what filing asks for; 就业重点群体 has nothing of its own."""
