"""The stand-in's 待办: made, found again by its source, and closed, with the checks of DingTalk's own."""

from secrets import token_hex
from typing import Any

from flask import Blueprint, jsonify, request

from bot.sandbox.interfaces import Said, body, counted_routes, refuse
from bot.sandbox.organisation import Organisation

LONGEST_SUBJECT = 1024
LONGEST_ADDRESS = 1024
MOST_EXECUTORS = 100


def todos_of(organisation: Organisation) -> Blueprint:
    """By the pages 创建钉钉待办任务 and 更新钉钉待办任务, and the look-up by sourceId of its SDK."""
    own, base = _Todos(organisation), "/v1.0/todo/users/<union_id>/tasks"
    rows = (
        ("POST", base, own.make_todo),
        ("GET", f"{base}/sources/<source_id>", own.find_todo),
        ("PUT", f"{base}/<task_id>", own.finish_todo),
    )
    return counted_routes(organisation, "todos", rows)


class _Todos:
    def __init__(self, organisation: Organisation):
        self._own = organisation

    def make_todo(self, union_id: str) -> Said:
        said = body()
        if wrong := self._wrong(union_id, said):
            return refuse(400, "todo.taskCreate.paramError", wrong)
        task = f"task{token_hex(16)}"
        self._own.todos[task] = {**said, "id": task, "done": False, "creatorId": union_id}
        return jsonify(self._own.todos[task])

    def find_todo(self, union_id: str, source_id: str) -> Said:
        own = (each for each in self._own.todos.values() if each["creatorId"] == union_id)
        found = next((each for each in own if each.get("sourceId") == source_id), None)
        return jsonify(found) if found else refuse(404, "todo.taskNotExist", "待办不存在")

    def finish_todo(self, union_id: str, task_id: str) -> Said:
        task, said = self._own.todos.get(task_id), body()
        if task is None:
            return refuse(404, "todo.taskNotExist", "待办不存在")
        if not union_id == request.args.get("operatorId") == task["creatorId"]:
            return refuse(403, "todo.taskUpdate.noPermission", "没有权限")
        if not said:
            return refuse(400, "todo.taskUpdate.paramError", "todoUpdateVO is null")
        task.update(said)
        return jsonify({"result": True, "requestId": token_hex(8)})

    def _wrong(self, union_id: str, said: dict[str, Any]) -> str:
        known = {each.union_id for each in self._own.everybody()}
        people, addresses = said.get("executorIds") or [], said.get("detailUrl") or {}
        checks = (
            ("subject", 0 < len(str(said.get("subject", ""))) <= LONGEST_SUBJECT),
            ("unionId", union_id in known and said.get("creatorId") in (None, union_id)),
            ("operatorId", request.args.get("operatorId") in (None, union_id)),
            ("executorIds", 0 < len(people) <= MOST_EXECUTORS and set(people) <= known),
            ("detailUrl", all(_is_address(addresses.get(name)) for name in ("appUrl", "pcUrl"))),
            ("dueTime", isinstance(said.get("dueTime", 0), int)),
        )
        return "、".join(name for name, is_right in checks if not is_right)


def _is_address(value: object) -> bool:
    return isinstance(value, str) and value.startswith("http") and len(value.encode()) <= LONGEST_ADDRESS
