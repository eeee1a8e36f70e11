"""By what a machine is to prove itself, as a form says it (pure)."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from training.errors import NotRight


class BadProof(NotRight):
    """What the form says proves nothing; the message says what to choose."""


class By(StrEnum):
    """What the form offers; networks may come on top of each."""

    PATH = "path"
    PORT = "port"
    NETWORKS = "networks"


def read_proof(form: Mapping[str, str], ports: Sequence[int]) -> tuple[By, int | None]:
    """How, and at which port of its own; raises BadProof for what the form does not offer."""
    said = form.get("proof", By.PATH)
    if said not in list(By):
        raise BadProof("请选择考勤机用什么证明身份。")
    by = By(said)
    if by is By.NETWORKS and not read_networks_field(form.get("networks", "")):
        raise BadProof("只限网段时请写明网段，如 203.0.113.0/24；不写网段请改用带密钥的网址。")
    return by, _port(form.get("port", ""), ports) if by is By.PORT else None


def read_networks_field(said: str) -> tuple[str, ...]:
    """One a line, or with blanks or commas between."""
    return tuple(said.replace(",", " ").replace("，", " ").replace("、", " ").split())


def _port(said: str, ports: Sequence[int]) -> int:
    chosen = next((each for each in ports if str(each) == said), None)
    if chosen is None:
        raise BadProof("请从列出的端口里选一个；没有列出可用的端口时，请系统维护人员先开一个。")
    return chosen
