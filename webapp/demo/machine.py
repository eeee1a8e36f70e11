"""A stand-in of an attendance machine: it speaks the protocol over HTTP and remembers as a real one does.

Never for production. It knows the server's address and nothing else of the product.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

from requests import RequestException, Response, Session

from training.errors import NotRight

FIRMWARE = "Ver 8.0.4.3-20240102"
AT_ONCE = 100
SECONDS_TO_ANSWER = 20
CHINESE, CHINESE_TEXT = "83", "gb18030"
FORMS = ("tabs", "pairs", "form")
BROKEN = b"\xff\xfe\x00 hello\n7\tyesterday\t0\t15\n"


class MachineRefused(NotRight):
    """The server did not say OK; the machine keeps what it has."""


@dataclass
class Seen:
    """One punch in the machine's memory."""

    number: str
    at: str
    verify: int = 15
    is_sent: bool = False

    def line(self, form: str) -> str:
        if form == "pairs":
            return f"PIN={self.number}\tTime={self.at}\tStatus=0\tVerify={self.verify}"
        return f"{self.number}\t{self.at}\t0\t{self.verify}\t0\t0\t0"


@dataclass
class Memory:
    """What a machine keeps through a power cut."""

    log: list[Seen] = field(default_factory=list)
    users: dict[str, str] = field(default_factory=dict)
    secret: str = ""
    """Of its address, typed into it once."""

    @classmethod
    def read(cls, path: Path) -> "Memory":
        if not path.exists():
            return cls()
        kept = json.loads(path.read_text(encoding="utf-8"))
        return cls([Seen(**each) for each in kept["log"]], kept["users"], kept.get("secret", ""))

    def write(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(asdict(self), ensure_ascii=False), encoding="utf-8")


def memory_of(instance: Path, serial: str) -> Path:
    return instance / "machines" / f"{serial}.json"


class Machine:
    """One machine of serial `serial`, which calls `server` at the secret path that it was told."""

    door = ""

    def __init__(self, serial: str, server: str, path: Path, form: str = "tabs"):
        self.serial, self.memory = serial, Memory.read(path)
        self._host, self._path, self._form = server.rstrip("/"), path, form
        self._http = Session()
        self._http.headers["User-Agent"] = "iClock Proxy/1.09"
        # The machine is on the premises: no proxy of this computer lies between.
        self._http.trust_env = False

    @property
    def waiting(self) -> int:
        return sum(not each.is_sent for each in self.memory.log)

    @property
    def _server(self) -> str:
        return f"{self._host}{self.door}{f'/{self.memory.secret}' if self.memory.secret else ''}"

    def learn(self, secret: str) -> None:
        """Somebody types the address with this secret into it."""
        self.memory.secret = secret
        self.memory.write(self._path)

    def punch(self, number: str, at: datetime, verify: int = 15) -> None:
        """Somebody stands before it; this needs no network."""
        self.memory.log.append(Seen(number, f"{at:%Y-%m-%d %H:%M:%S}", verify))
        self.memory.write(self._path)

    def remember(self, punches: Iterable[tuple[str, datetime]]) -> None:
        """Punches of the past that need not be sent: a file has brought them."""
        self.memory.log += [Seen(number, f"{at:%Y-%m-%d %H:%M:%S}", is_sent=True) for number, at in punches]
        self.memory.write(self._path)

    def greet(self) -> dict[str, str]:
        """The handshake: what the server wants."""
        query = f"options=all&pushver=2.2.14&DeviceType=att&language={CHINESE}"
        lines = self._ask("GET", f"cdata?{query}").text.splitlines()
        return {name: value for name, sign, value in (line.partition("=") for line in lines) if sign}

    def send_waiting(self) -> int:
        """Send what was not acknowledged yet, the oldest first; says how many punches."""
        waiting = [each for each in self.memory.log if not each.is_sent]
        for start in range(0, len(waiting), AT_ONCE):
            self._send(waiting[start : start + AT_ONCE])
        return len(waiting)

    def send_again(self) -> None:
        """The last batch once more, as after a lost answer."""
        self._send(self.memory.log[-AT_ONCE:])

    def send_garbage(self) -> None:
        self._post("cdata?table=ATTLOG&Stamp=9999", BROKEN)

    def tell_clock_was_set(self, at: datetime) -> None:
        self._post(
            "cdata?table=OPERLOG&Stamp=9999", f"OPLOG 21\t0\t{at:%Y-%m-%d %H:%M:%S}\t0\t0\t0\t0".encode()
        )

    def obey(self) -> list[str]:
        """Fetch the commands that wait, do them, answer them; says what they were."""
        info = f"{FIRMWARE},{len(self.memory.users)},0,{len(self.memory.log)},192.168.1.201,10,7,15,0,111"
        answer = self._ask("GET", f"getrequest?INFO={quote(info)}")
        commands = [
            line for line in answer.content.decode(CHINESE_TEXT).splitlines() if line.startswith("C:")
        ]
        replies = [self._do(*line.split(":", 2)[1:]) for line in commands]
        if replies:
            self._post("devicecmd?", "\n".join(replies).encode())
        return [line.split(":", 2)[2] for line in commands]

    def _do(self, number: str, words: str) -> str:
        given = dict(pair.partition("=")[::2] for pair in words.split(" ", 3)[-1].split("\t"))
        if words.startswith("DATA UPDATE USERINFO "):
            self.memory.users[given["PIN"]] = given.get("Name", "")
            self.memory.write(self._path)
            return f"ID={number}&Return=0&CMD=DATA"
        if words.startswith("DATA QUERY ATTLOG "):
            self._send(self._between(given))
            return f"ID={number}&Return=0&CMD=DATA"
        if words.startswith("VERIFY SUM ATTLOG "):
            span = f"StartTime={given['StartTime']}&EndTime={given['EndTime']}"
            return f"ID={number}&Return=0&CMD=VERIFY SUM&{span}&AttlogSum={len(self._between(given))}"
        return f"ID={number}&Return=-1002&CMD={words.split(' ')[0]}"

    def _between(self, span: dict[str, str]) -> list[Seen]:
        return [each for each in self.memory.log if span["StartTime"] <= each.at <= span["EndTime"]]

    def _send(self, punches: list[Seen]) -> None:
        if not punches:
            return
        body = "".join(f"{each.line(self._form)}\n" for each in punches)
        self._post("cdata?table=ATTLOG&Stamp=9999", f"data={quote(body)}" if self._form == "form" else body)
        for each in punches:
            each.is_sent = True
        self.memory.write(self._path)

    def _post(self, path: str, body: bytes | str) -> None:
        answer = self._ask("POST", path, body)
        if not answer.text.startswith("OK"):
            raise MachineRefused(f"服务器没有收下（{answer.text[:40]}），考勤机会再传。")

    def _ask(self, method: str, path: str, body: bytes | str = b"") -> Response:
        address = f"{self._server}/iclock/{path}&SN={self.serial}"
        kind = {"Content-Type": "application/x-www-form-urlencoded" if self._form == "form" else "text/plain"}
        try:
            answer = self._http.request(method, address, data=body, headers=kind, timeout=SECONDS_TO_ANSWER)
        except RequestException as error:
            raise MachineRefused(f"连不上 {self._host}，打卡留在考勤机里，下次再传。") from error
        if answer.status_code == 403:
            raise MachineRefused(
                f"服务器不认这台考勤机：请先 chaban device add {self.serial} …（或检查密钥）"
            )
        if not answer.ok:
            raise MachineRefused(f"服务器答复 {answer.status_code}，考勤机会再传。")
        return answer
