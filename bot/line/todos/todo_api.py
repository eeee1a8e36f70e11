"""DingTalk's 待办 over the documented interfaces; each call is counted against the month."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.line.api_answers import ApiUnavailable, ApiUnclear, NotThere
from bot.line.openapi import OpenApi
from bot.line.said import text_in


@dataclass(frozen=True)
class Task:
    """What is to be done by whom; people are named by their union ids."""

    source: str
    subject: str
    executors: Sequence[str]
    address: str
    due_at: datetime | None


def make_task(api: OpenApi, task: Task) -> str:
    """In the name of the first of them; gives DingTalk's number. Raises ApiFailure."""
    creator = task.executors[0]
    body: dict[str, object] = {
        "sourceId": task.source,
        "subject": task.subject,
        "creatorId": creator,
        "executorIds": list(task.executors),
        "detailUrl": {"appUrl": task.address, "pcUrl": task.address},
        "isOnlyShowExecutor": True,
    }
    if task.due_at is not None:
        body["dueTime"] = int(task.due_at.timestamp() * 1000)
    said = api.call("POST", _tasks_of(creator), body, query={"operatorId": creator})
    made = text_in(said, "id")
    if not made:
        raise ApiUnclear("钉钉没有说待办的编号，稍后会再查。")
    return made


def find_task(api: OpenApi, creator: str, source: str) -> str:
    """The number of the task that an earlier attempt may have made; empty where there is none."""
    try:
        return text_in(api.call("GET", f"{_tasks_of(creator)}/sources/{source}"), "id")
    except NotThere:
        return ""


def finish_task(api: OpenApi, creator: str, task_id: str) -> None:
    """Done for everybody whose it was; DingTalk says 200 also where it did not do it."""
    said = api.call("PUT", f"{_tasks_of(creator)}/{task_id}", {"done": True}, query={"operatorId": creator})
    if said.get("result") in (False, "false"):
        raise ApiUnavailable("钉钉没有把待办标为完成，稍后会自动重试。")


def _tasks_of(union_id: str) -> str:
    return f"/v1.0/todo/users/{union_id}/tasks"
