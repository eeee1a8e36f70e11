"""代理 that a colleague asks for: it waits for the one who is to stand in."""

from training.deputies.views.deputyships import asked_of
from training.notice.permissions import Permission
from training.records.staff.deputies import Deputyship
from training.worklist.rules.worklist import Mark, Work
from training.worklist.terms import WorkKind, WorkPlace
from training.worklist.views.queues import Queue


def _asked(own: Deputyship, mark: Mark) -> Work:
    title = f"{own.absent.name} 请您代理 {own.first_day:%m-%d} 至 {own.last_day:%m-%d}"
    return Work(mark, title, own.reason, "去答复", WorkPlace.DEPUTIES)


OF_DEPUTIES = (
    Queue(
        WorkKind.DEPUTY,
        Permission.ENTER_DESK,
        asked_of,
        Deputyship.id,
        Deputyship.named_at,
        _asked,
    ),
)
