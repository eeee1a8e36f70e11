"""Spot checks by phone, of every outcome (R36 to R40)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from training.checks.acts.calls.record_call import CallReport
from training.checks.acts.calls.resolve_mismatch import Explanation, resolve_mismatch
from training.checks.acts.calls.substitute import substitute
from training.checks.terms import CallOutcome, Comparison, FiledItem
from webapp.demo.city.at_check import AtCheck
from webapp.demo.city.city import City
from webapp.demo.city.staff import CITY, CITY_TOO, IN_DONGHE, IN_JIUYUAN, IN_KUNDULUN, IN_QINGSHAN

OTHER_ID = CallReport(CallOutcome.MISMATCHED, {FiledItem.ID_ENDING: Comparison.DIFFERENT}, "报的后四位对不上")
OTHER_TRADE = CallReport(CallOutcome.MATCHED, {FiledItem.TRADE: Comparison.UNANSWERED})
NEVER_CAME = CallReport(CallOutcome.NOT_ATTENDING, note="称没有参加过这个班")
UNANSWERED = CallReport(CallOutcome.NO_ANSWER)
SWITCHED_OFF = CallReport(CallOutcome.SWITCHED_OFF)
PAUSE = timedelta(minutes=6)


def passes(check: AtCheck) -> None:
    check.call(1, OTHER_TRADE)
    check.call_everybody()
    check.count(92)
    check.photograph(check.share(92))
    check.conclude()


def too_few_came(check: AtCheck) -> None:
    check.call_everybody()
    check.count(60)
    check.photograph(check.share(60))
    check.conclude()


def somebody_else(check: AtCheck) -> None:
    check.call(1, OTHER_ID)
    check.call(2, NEVER_CAME)
    check.call_everybody()
    check.count(84)
    check.photograph(check.share(84))
    check.conclude()


def explained(check: AtCheck) -> None:
    """A mismatch that a picture of the ID card explains."""
    check.call(1, OTHER_ID)
    card = check.photograph(1, shows_everybody=False).pictures[-1].evidence_id
    check.act(resolve_mismatch, 1, Explanation("现场核对身份证原件，是本人，电话里听错了", card))
    check.confirm(CITY_TOO if check.staff.name == CITY else CITY)
    check.call_everybody()
    check.count(100)
    check.photograph(check.share(100))
    check.conclude()


def replaced(check: AtCheck) -> None:
    """Two who do not answer, for whom the next ones are called."""
    for report in (UNANSWERED, SWITCHED_OFF):
        check.call(1, report)
        check.call(2, UNANSWERED)
        check.pass_by(PAUSE)
    check.view = check.act(substitute).view
    check.call_everybody()
    check.count(88)
    check.photograph(check.share(88))
    check.conclude()


def not_to_be_done(check: AtCheck) -> None:
    check.call(1)
    check.call(2, SWITCHED_OFF)
    check.conclude(as_unable=True)


def voided(check: AtCheck) -> None:
    check.call(1)
    check.ask_to_void("班级当天临时调课，查错了时段")
    check.confirm(CITY_TOO, "看过课程表，确实调课")


def goes_on(check: AtCheck) -> None:
    """Some were called, one does not answer, nobody has counted yet."""
    check.call(1)
    check.call(2, UNANSWERED)
    check.call_everybody(besides=1)


def waits_to_be_voided(check: AtCheck) -> None:
    """Its inspector has asked; a second person has not said anything yet."""
    goes_on(check)
    check.ask_to_void("机构说今天改在实训基地上课，抽错了地点")


@dataclass(frozen=True)
class Planned:
    """Which class is checked, by whom, when, and what comes of it."""

    class_number: str
    inspector: str
    days: int
    clock: str
    story: Callable[[AtCheck], None]


def _of(number: str, *checks: tuple[str, int, str, Callable[[AtCheck], None]]) -> list[Planned]:
    return [Planned(f"BT2026-{number}", *each) for each in checks]


CHECKS = (
    *_of("KD-101", (CITY, -3, "09:10", passes), (IN_KUNDULUN, -2, "14:30", explained)),
    *_of("KD-104", (CITY, -19, "09:30", passes), (IN_KUNDULUN, -16, "15:00", replaced)),
    *_of("KD-105", (CITY, -5, "10:00", too_few_came), (IN_KUNDULUN, -7, "09:20", passes)),
    *_of("KD-106", (CITY, -27, "09:15", somebody_else), (IN_KUNDULUN, -25, "10:30", passes)),
    *_of("QS-204", (CITY, -22, "14:40", passes), (IN_QINGSHAN, -20, "09:00", too_few_came)),
    *_of("QS-205", (CITY, -19, "15:10", not_to_be_done), (IN_QINGSHAN, -21, "09:35", passes)),
    *_of("QS-206", (CITY, -7, "09:05", voided), (CITY, -6, "09:45", voided), (CITY, -5, "14:15", explained)),
    *_of("QS-206", (IN_QINGSHAN, -8, "10:10", passes)),
    *_of("DH-301", (CITY, -9, "09:25", passes), (IN_DONGHE, -10, "14:35", replaced)),
    *_of("DH-304", (CITY_TOO, -24, "09:50", replaced), (IN_DONGHE, -22, "15:20", passes)),
    *_of("DH-307", (IN_DONGHE, -4, "10:05", too_few_came)),
    *_of("DH-308", (CITY, -76, "09:40", passes), (IN_DONGHE, -73, "14:50", replaced)),
    *_of("JY-401", (CITY_TOO, -2, "09:12", too_few_came)),
    *_of("JY-404", (CITY_TOO, -21, "14:45", explained), (IN_JIUYUAN, -20, "09:55", passes)),
    *_of("JY-405", (CITY_TOO, -13, "10:20", passes), (IN_JIUYUAN, -12, "14:25", not_to_be_done)),
    *_of("JY-406", (CITY_TOO, -5, "09:18", somebody_else), (IN_JIUYUAN, -4, "15:05", passes)),
)
RUNNING = (
    ("BT2026-KD-102", CITY),
    ("BT2026-QS-207", IN_QINGSHAN),
    ("BT2026-KD-101", IN_KUNDULUN),
    ("BT2026-DH-307", CITY_TOO),
    ("BT2026-JY-401", IN_JIUYUAN),
    ("BT2026-DH-301", IN_DONGHE),
)
WAITS = "BT2026-QS-207"
BEGAN_BEFORE = timedelta(minutes=40)


def check_by_phone(city: City) -> None:
    for each in CHECKS:
        began = city.at(each.days, each.clock)
        each.story(AtCheck(city, each.inspector, each.class_number, began).by_phone())


def begin_by_phone(city: City) -> None:
    for class_number, inspector in RUNNING:
        story = waits_to_be_voided if class_number == WAITS else goes_on
        story(AtCheck(city, inspector, class_number, city.now - BEGAN_BEFORE).by_phone())
