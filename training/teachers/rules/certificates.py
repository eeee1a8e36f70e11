"""教师证书 as they are written down (R63)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from training.errors import NotRight
from training.notice.notes import read_note
from training.teachers.rules.levels import is_level

LONGEST, SHORTEST_TELLING = 64, 6
WRONG_LEVEL = "“{}”不是技能等级，请照证书写，如 三级、高级工；证书上没有等级的不填。"
NAMES: Mapping[str, tuple[str, bool]] = {
    "kind": ("证书类型", True),
    "trade": ("职业（工种）", True),
    "level": ("等级", False),
    "number": ("证书编号", True),
}
"""Of each field what it is called, and whether it must be filled."""


class BadCertificate(NotRight):
    """Something of it is missing or cannot be."""

    def __init__(self, column: str, message: str):
        super().__init__(message)
        self.column, self.message = column, message


@dataclass(frozen=True)
class CertificateDraft:
    """What stands on the paper; an `expires_on` of None does not expire."""

    kind: str
    trade: str
    level: str
    number: str
    issued_on: date | None = None
    expires_on: date | None = None


def tells_a_person(number: str) -> bool:
    """Whether two who have it may be one: 无, 见附件 and 1 are what many write who have none."""
    return len(number) >= SHORTEST_TELLING and any(letter.isdigit() for letter in number)


def read_certificate(said: Mapping[str, str]) -> CertificateDraft:
    """Days as YYYY-MM-DD; raises BadCertificate or TextTooLong."""
    texts = {name: _text(said.get(name, ""), *NAMES[name]) for name in NAMES}
    if not is_level(texts["level"], texts["kind"]):
        raise BadCertificate("等级", WRONG_LEVEL.format(texts["level"]))
    texts["number"] = "".join(texts["number"].split()).upper()
    issued, expires = (
        _day(said.get(name, ""), words)
        for name, words in (("issued_on", "发证日期"), ("expires_on", "有效期至"))
    )
    if issued and expires and expires < issued:
        raise BadCertificate("有效期至", f"有效期至 {expires} 早于发证日期 {issued}，请对照证书改正。")
    return CertificateDraft(**texts, issued_on=issued, expires_on=expires)


def _text(said: str, name: str, is_required: bool) -> str:
    text = read_note(said)
    if is_required and not text:
        raise BadCertificate(name, f"请填写{name}。")
    if len(text) > LONGEST:
        raise BadCertificate(name, f"{name}太长，请写在 {LONGEST} 个字以内。")
    return text


def _day(said: str, name: str) -> date | None:
    try:
        return date.fromisoformat(said.strip()) if said.strip() else None
    except ValueError:
        raise BadCertificate(name, f"{name}应为日期，如 2026-05-12。") from None
