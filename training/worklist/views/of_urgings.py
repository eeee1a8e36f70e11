"""督办 that waits: for the district to answer by its day, then for the city to close it or send it back."""

from training.notice.permissions import Permission
from training.records.urging import Urging
from training.urging.terms import UrgingState
from training.urging.views.see_urgings import waiting_urgings
from training.worklist.rules.worklist import Mark, Work
from training.worklist.terms import WorkKind, WorkPlace
from training.worklist.views.of_classes import named
from training.worklist.views.queues import Queue


def _to_answer(own: Urging, mark: Mark) -> Work:
    title = f"市级督办{_about(own)}，请答复"
    return Work(mark, title, own.text, "去答复", WorkPlace.URGING, own.public_id)


def _to_close(own: Urging, mark: Mark) -> Work:
    title = f"{own.district.name}已答复督办{_about(own)}"
    return Work(mark, title, own.text, "去办结", WorkPlace.URGING, own.public_id)


def _about(own: Urging) -> str:
    return f"班级 {named(own.training_class)}" if own.training_class else own.district.name


OF_URGINGS = (
    Queue(
        WorkKind.URGING,
        Permission.ANSWER_URGING,
        lambda staff, today: waiting_urgings(staff, UrgingState.WAITING),
        Urging.id,
        Urging.due_on,
        _to_answer,
        is_due=True,
    ),
    Queue(
        WorkKind.URGING,
        Permission.URGE,
        lambda staff, today: waiting_urgings(staff, UrgingState.ANSWERED),
        Urging.id,
        Urging.due_on,
        _to_close,
        is_due=True,
    ),
)
