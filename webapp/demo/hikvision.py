"""A stand-in of a Hikvision (海康) face terminal: each punch is an event by itself, with a picture."""

import json
from collections.abc import Mapping
from typing import Any

from requests import RequestException

from webapp.demo.machine import SECONDS_TO_ANSWER, Machine, MachineRefused, Seen

SUB_EVENTS = {15: 75, 1: 38, 4: 1}
PICTURE = b"\xff\xd8\xff\xe0 a face \xff\xd9"


class HikvisionMachine(Machine):
    """It greets by a heartbeat, knows no commands, and sends events one by one."""

    door = "/hikvision"

    def greet(self) -> dict[str, str]:
        self._tell({"eventType": "heartBeat", "eventState": "active"})
        return {}

    def obey(self) -> list[str]:
        return []

    def _send(self, punches: list[Seen]) -> None:
        for each in punches:
            self._tell(self._event(each))
            each.is_sent = True
        self.memory.write(self._path)

    def _event(self, seen: Seen) -> Mapping[str, Any]:
        told = {
            "deviceName": "Access Controller",
            "majorEventType": 5,
            "subEventType": SUB_EVENTS.get(seen.verify, 75),
            "employeeNoString": seen.number,
            "currentVerifyMode": "face",
            "attendanceStatus": "undefined",
        }
        return {
            "dateTime": f"{seen.at.replace(' ', 'T')}+08:00",
            "activePostCount": 1,
            "eventType": "AccessControllerEvent",
            "eventState": "active",
            "AccessControllerEvent": told,
        }

    def _tell(self, event: Mapping[str, Any]) -> None:
        words = json.dumps(event, ensure_ascii=False)
        parts: list[tuple[str, tuple[str | None, str | bytes, str]]] = [
            ("event_log", (None, words, "application/json")),
            ("Picture", ("Picture.jpg", PICTURE, "image/jpeg")),
        ]
        address = f"{self._server}/{self.serial}"
        try:
            answer = self._http.post(address, files=parts, timeout=SECONDS_TO_ANSWER)
        except RequestException as error:
            raise MachineRefused(f"连不上 {self._host}，打卡留在考勤机里，下次再传。") from error
        if not answer.ok:
            raise MachineRefused(f"服务器答复 {answer.status_code}，考勤机会再传。")
