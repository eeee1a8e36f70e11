import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.attendance.acts.proofs.keep_proof import keep_proof
from training.attendance.rules.networks import read_networks
from training.attendance.terms import ProofKind
from training.attendance.views.find_device import find_device
from training.attendance.views.places import places_of
from training.classes.rules.places import Place, by_number
from training.database import insert_new
from training.errors import NotNow, NotRight
from training.records.attendance.devices import Device
from training.records.classes.classes import Institution
from training.staff.rules.digest import digest

SERIAL = re.compile(r"[0-9A-Za-z_-]{4,40}")


NUMBER = re.compile(r"[0-9A-Za-z]{0,24}")


SHORTEST_LABEL = 20


class BadDevice(NotRight):
    """What was said of the machine cannot be."""


class DeviceTaken(NotNow):
    """The serial or the 机器号 is in use already."""


class NumbersWouldClash(NotNow):
    """As one machine, a punch on it could belong to two trainees."""

    def __init__(self, number: str):
        super().__init__(
            f"登记后考勤号 {number} 会同时属于两个班的学员：这两个班分别用序列号和机器号指这台考勤机，"
            "请先改正班级的考勤号。"
        )
        self.number = number


@dataclass(frozen=True)
class Registration:
    """A machine as it is registered, and by what it will prove itself, of which it may have several.

    `secret` is the secret part of its address, `host` the whole name of a host of its own (whose first label
    nobody could guess), `port` a port of its own, `networks` where it must come from, as CIDR.
    """

    serial: str
    class_room: str
    number: str = ""
    secret: str = ""
    host: str = ""
    port: int | None = None
    networks: tuple[str, ...] = ()


def add_device(
    session: Session, institution: Institution, new: Registration, *, added_by: str, now: datetime
) -> Device:
    """Raises BadDevice, BadNetwork, DeviceTaken or NumbersWouldClash."""
    _check(new)
    number, networks = new.number.lstrip("0"), read_networks(new.networks)
    _refuse_taken_number(session, institution, number)
    _refuse_taken_port(session, new.port)
    before = _clashes(session, institution)
    row = {
        "serial": new.serial,
        "name": new.serial.lstrip("0"),
        "number": number,
        "institution_id": institution.id,
        "class_room": new.class_room.strip(),
        "secret_digest": digest(new.secret) if new.secret else None,
        "own_host_digest": digest(new.host.lower()) if new.host else None,
        "own_port": new.port,
        "pinned_networks": " ".join(networks),
        "registered_at": now,
        "registered_by": added_by,
    }
    if not insert_new(session, Device, [row]):
        raise DeviceTaken(f"序列号 {new.serial} 已经登记；换地方请先停用它在原来地方的登记。")
    for number in sorted(_clashes(session, institution) - before):
        raise NumbersWouldClash(number)
    device = find_device(session, new.serial)
    for proof in _proofs(new, networks):
        keep_proof(session, device, proof, given_by=added_by, now=now)
    return device


def _proofs(new: Registration, networks: tuple[str, ...]) -> Iterator[tuple[ProofKind, str]]:
    if new.secret:
        yield ProofKind.PATH, ""
    if new.host:
        yield ProofKind.HOST, ""
    if new.port:
        yield ProofKind.PORT, str(new.port)
    if networks:
        yield ProofKind.NETWORK, " ".join(networks)


def _check(new: Registration) -> None:
    if not SERIAL.fullmatch(new.serial):
        raise BadDevice(f"序列号“{new.serial[:40]}”不对：应为机身标签上 4 至 40 位的字母和数字。")
    if not NUMBER.fullmatch(new.number):
        raise BadDevice(f"机器号“{new.number[:24]}”不对：应为导出文件名开头的数字，如 1 或 6012。")
    if not 0 < len(new.class_room.strip()) <= 64:
        raise BadDevice("请写明教室（不超过 64 个字），现场核查时要找得到这台考勤机。")
    if new.host and len(new.host.partition(".")[0]) < SHORTEST_LABEL:
        raise BadDevice(f"专用域名的第一段要随机生成，至少 {SHORTEST_LABEL} 位：它和密钥一样不能被猜到。")
    if new.port is not None and not 0 < new.port < 65_536:
        raise BadDevice(f"专用端口 {new.port} 不对：应为 1 至 65535。")


def _refuse_taken_port(session: Session, port: int | None) -> None:
    here = select(Device).where(Device.own_port == port, Device.removed_at.is_(None))
    other = session.scalars(here).first() if port else None
    if other is not None:
        raise DeviceTaken(f"端口 {port} 已是考勤机 {other.serial} 专用的；请给这台另选一个。")


def _refuse_taken_number(session: Session, institution: Institution, number: str) -> None:
    here = select(Device).where(Device.institution_id == institution.id, Device.removed_at.is_(None))
    other = session.scalars(here.where(Device.number == number)).first() if number else None
    if other is not None:
        raise DeviceTaken(
            f"机器号 {number} 已是本机构考勤机 {other.serial}（{other.class_room}）的；"
            "一台替换另一台时请先停用旧的。"
        )


def _clashes(session: Session, institution: Institution) -> set[str]:
    """The attendance numbers that two running classes would share on one machine."""
    table = by_number(places_of(session, institution.id))
    return {number for number, places in table.items() if _any_clash(places)}


def _any_clash(places: list[Place]) -> bool:
    return any(one.clashes_with(other) for one, other in combinations(places, 2))
