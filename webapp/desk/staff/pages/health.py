"""How the installation is, for the desk: what is wrong in words, who mends it and where; pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from training.health.rules.findings import Finding
from training.health.terms import State

TONES = {State.OK: "good", State.DEGRADED: "warn", State.FAILING: "bad"}
OPERATOR = "运维人员"
HANDBOOK = "docs/operators.md"
KEPT = "backups-health-purges"


@dataclass(frozen=True)
class Advice:
    """Who mends it, on which page of the desk if there is one, and where the operators' handbook is."""

    who: str = OPERATOR
    endpoint: str = ""
    page: str = ""
    anchor: str = KEPT


ADVICE: Mapping[str, Advice] = {
    "短信": Advice("市级管理员先看通道是否暂停，没有暂停的找运维人员", "messages.index", "短信", "sms"),
    "密钥": Advice(anchor="keys"),
}
"""By what was looked at; of everything else the server's keeper takes care."""


@dataclass(frozen=True)
class HealthLine:
    """One thing that was looked at; `advice` is None where nobody has to come."""

    about: str
    state: str
    tone: str
    how: str
    advice: Advice | None

    @property
    def handbook(self) -> str:
        return f"{HANDBOOK}#{self.advice.anchor}" if self.advice else ""


def health_line(own: Finding) -> HealthLine:
    """A finding says how it is, a colon, and what an operator does: a clerk reads the first."""
    how, _, rest = own.says.partition("：")
    advice = None if own.state is State.OK else ADVICE.get(own.about, Advice())
    return HealthLine(own.about, own.state.value, TONES[own.state], f"{how}。" if rest else how, advice)
