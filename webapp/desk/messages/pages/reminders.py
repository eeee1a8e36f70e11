"""Who of a class would be told of a missing punch now, and why the others would not (pure)."""

from collections import Counter
from collections.abc import Callable, Mapping

from training.attendance.rules.reminders import Silence
from training.attendance.views.plan_reminders import Plan, Planned
from training.attendance.views.reminder_words import TEMPLATES, parameters_of
from training.outbox.rules.wordings import Wording

Name = Callable[[str], str]


def due_rows(plan: Plan, wordings: Mapping[str, Wording], name: Name) -> list[tuple[str, str, str]]:
    """Name, occasion, words."""
    return [(name(each.person.name), _when(each), _words(each, wordings)) for each in plan.due]


def other_rows(plan: Plan, name: Name) -> list[tuple[str, str, str]]:
    """Whom, occasion, why not; who did nothing amiss is only counted."""
    ordinary = (Silence.PUNCHED, Silence.NOTHING_LOST)
    whole = [("全班", f"{chance.part}{chance.occasion}", str(reason)) for _, chance, reason in plan.no_class]
    special = [
        (name(each.person.name), _when(each), str(each.verdict))
        for each in plan.not_due
        if each.verdict not in ordinary
    ]
    counts = Counter((_when(each), str(each.verdict)) for each in plan.not_due if each.verdict in ordinary)
    return [*whole, *special, *((f"{count} 人", when, why) for (when, why), count in counts.items())]


def _when(planned: Planned) -> str:
    return f"{planned.chance.part}{planned.chance.occasion}"


def _words(planned: Planned, wordings: Mapping[str, Wording]) -> str:
    wording = wordings[TEMPLATES[planned.chance.occasion]]
    return wording.filled(parameters_of(planned, ""))
