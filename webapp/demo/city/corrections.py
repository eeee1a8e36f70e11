"""补卡: trainees ask for missed punches to count; some wait, some were approved, some refused (R45)."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import islice

from training.attendance.acts.decide_correction import Verdict, decide_correction
from training.attendance.acts.request_correction import request_correction
from training.attendance.rules.attendance import HalfDayCredit, Outcome
from training.attendance.rules.corrections import is_recent
from training.attendance.rules.explanations import PunchState, due_punches
from training.attendance.views.corrections.check_correction import CorrectionDraft
from training.pictures.photos import read_photo
from training.records.classes.trainees import Enrolment
from webapp.demo.city.city import City
from webapp.demo.city.pictures import draw_room
from webapp.demo.city.staff import IN_DONGHE, IN_JIUYUAN, IN_KUNDULUN, IN_QINGSHAN

ASKED = (
    ("BT2026-KD-101", "赵会计"),
    ("BT2026-KD-102", IN_KUNDULUN),
    ("BT2026-QS-201", "周老师"),
    ("BT2026-QS-207", IN_QINGSHAN),
    ("BT2026-DH-301", "冯老师"),
    ("BT2026-DH-307", IN_DONGHE),
    ("BT2026-JY-401", IN_JIUYUAN),
)
"""In which classes, and who decides there."""
REASONS = (
    "在教室上课，考勤机没有识别到脸",
    "下课时停电，考勤机打不了卡",
    "急着接孩子，走的时候忘了打卡",
    "手上有伤戴着帽子，机器不认",
)
DECISIONS = (None, Verdict(True, "监控可见在课"), Verdict(False, "监控里没有看到本人，不予补卡"), None)
"""What became of the first, the second … of a class."""
ASKED_AFTER = timedelta(hours=2)
SEED = bytes(32)
Missed = tuple[Enrolment, HalfDayCredit]


def correct_punches(city: City) -> None:
    for class_number, decider in ASKED:
        missed = islice(_missed(city, class_number), len(DECISIONS))
        for (enrolment, credit), reason, decision in zip(missed, REASONS, DECISIONS, strict=False):
            _ask(city, enrolment, credit, reason, decider, decision)


def _missed(city: City, class_number: str) -> Iterator[Missed]:
    """Half days of which one punch is there and the other is not, a while ago but not too long."""
    for person in city.standing(class_number):
        for credit in person.progress.half_days:
            is_over = credit.windows.out_closes + ASKED_AFTER < city.now
            is_half = credit.outcome in (Outcome.MISSING_IN, Outcome.MISSING_OUT)
            if is_over and is_half and is_recent(credit, city.now, person.policy):
                yield person.enrolment, credit


def _ask(
    city: City,
    enrolment: Enrolment,
    credit: HalfDayCredit,
    reason: str,
    decider: str,
    decision: Verdict | None,
) -> None:
    lesson, at = credit.windows.lesson, credit.windows.out_closes + timedelta(minutes=5)
    (missed,) = (each.kind for each in due_punches(credit, at) if each.state is PunchState.MISSED)
    photo = read_photo(draw_room(1, "SAMPLE")) if decision is None else None
    half_day = (lesson.held_on, lesson.half_day)
    made = request_correction(
        city.session, enrolment, CorrectionDraft(half_day, missed, reason, photo), now=at
    )
    if decision is not None:
        decided_at = at + ASKED_AFTER - timedelta(minutes=30)
        who = city.who(decider)
        decide_correction(city.session, who, made.public_id, decision, seed=SEED, now=decided_at)
