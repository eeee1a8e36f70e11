from training.attendance.rules.chances import Chance
from training.attendance.rules.reminders import DueReminder, short_class_name
from training.attendance.terms import Occasion
from training.attendance.views.plan_reminders import Planned
from training.notice.clock import SHANGHAI, clock

TEMPLATES = {
    Occasion.MISSING_IN: "missing_in",
    Occasion.MISSING_OUT: "missing_out",
    Occasion.DAY_LOST: "day_lost",
}
"""By the key of the catalogue."""


def parameters_of(planned: Planned, link: str) -> dict[str, str]:
    """The values of the message's template: no number, no name of the trainee."""
    assert isinstance(planned.verdict, DueReminder)  # noqa: S101  (only what is due has words)
    half_days = "、".join(planned.verdict.half_days)
    is_of_day = planned.chance.occasion is Occasion.DAY_LOST
    return {
        "class_short_name": short_class_name(planned.of_class.name),
        "half_day": f"今天{half_days}" if is_of_day else half_days,
        "until": _until(planned.chance),
        "link": link,
    }


def _until(chance: Chance) -> str:
    if chance.occasion is not Occasion.DAY_LOST:
        return clock(chance.until)
    day = chance.until.astimezone(SHANGHAI)
    return f"{day.month}月{day.day}日"
