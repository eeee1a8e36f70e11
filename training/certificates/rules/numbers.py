"""证书编号: template, serial and check digits; so that anybody repeats it (R08, R29)."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from string import Formatter

from training.certificates.terms import NumberLetter
from training.errors import NotNow, NotRight
from training.notice.identity import plain
from training.notice.terms import ClassKind

LAST_SERIAL = 999_999
LONGEST_NUMBER = 32
MODULUS = 97
LETTERS: Mapping[ClassKind, NumberLetter] = {
    ClassKind.ORDERED: NumberLetter.ORDINARY,
    ClassKind.TARGETED: NumberLetter.ORDINARY,
    ClassKind.ORDINARY: NumberLetter.ORDINARY,
    ClassKind.PROJECT: NumberLetter.PROJECT,
    ClassKind.C1: NumberLetter.C1,
    ClassKind.STARTUP: NumberLetter.STARTUP,
}
FIELDS = {"area": r"(?P<area>[0-9A-Z]*)", "year": r"(?P<year>\d{4})", "kind": r"(?P<kind>[PXCY])"}
NEEDED = ("year", "serial", "check")
SHAPE = re.compile(r"[0-9A-Z]+")


class BadTemplate(NotRight):
    """A number made by this template could repeat, or not be checked."""

    def __init__(self, why: str):
        super().__init__(f"证书编号的格式不能用：{why}，请改 CHABAN_CERTIFICATE_TEMPLATE。")


class SeriesIsFull(NotNow):
    """The numbers of a year and kind are used up; a longer one would be no number of this shape."""

    def __init__(self, last: int):
        super().__init__(f"本年度这一类的编号已到 {last}，最多 {LAST_SERIAL}，不够派发；请先调整编号格式。")


@dataclass(frozen=True)
class Numbering:
    """How the city numbers: template, and area as digits or capital letters (区划代码)."""

    template: str
    area: str


@dataclass(frozen=True)
class NumberParts:
    """What a number says of itself."""

    area: str
    year: int
    kind: str
    serial: int


def check_template(numbering: Numbering) -> None:
    """Raise BadTemplate unless every number by it is another one, checked by its last two digits."""
    template = numbering.template
    try:
        names = [name for _, name, _, _ in Formatter().parse(template) if name is not None]
        sample = certificate_number(numbering, 2026, NumberLetter.ORDINARY, LAST_SERIAL)
    except (ValueError, KeyError, IndexError, AttributeError):
        raise BadTemplate("只能有 {area} {year} {kind} {serial:06} {check:02}") from None
    if any(names.count(each) != 1 for each in NEEDED) or len(names) != len(set(names)):
        raise BadTemplate("年度、流水号和校验码要各有一个")
    if not template.endswith("{check:02}") or "{serial:06}" not in template:
        raise BadTemplate("流水号要写 {serial:06}，最后是 {check:02}")
    if not SHAPE.fullmatch(sample) or len(sample) > LONGEST_NUMBER:
        raise BadTemplate(f"只能是数字和大写字母，最多 {LONGEST_NUMBER} 位")


def certificate_number(numbering: Numbering, year: int, kind: NumberLetter, serial: int) -> str:
    """The number of the certificate with this serial; two digits at its end check all before them."""
    values = {"area": numbering.area, "year": year, "kind": kind.value, "serial": serial}
    before = numbering.template.removesuffix("{check:02}").format(**values)
    return before + f"{check_digits(before):02}" if numbering.template.endswith("{check:02}") else before


def check_digits(before: str) -> int:
    """校验码, 1 to 97: 98 − (digits · 100 mod 97), letters as A=10 … Z=35 (ISO 7064 MOD 97-10).

    One digit taken for another, or one letter for another, always makes a wrong one; two neighbours changed
    too. A letter in the place of a digit changes the shape of the number.
    """
    digits = "".join(str(int(each, 36)) for each in before)
    return MODULUS + 1 - int(digits) * 100 % MODULUS


def is_well_typed(number: str) -> bool:
    """Whether its check digits fit; says nothing of whether there is such a certificate."""
    before, check = number[:-2], number[-2:]
    return bool(SHAPE.fullmatch(before)) and check.isdecimal() and int(check) == check_digits(before)


def next_serials(last: int, many: int) -> range:
    """The serials that follow, without a gap; raises SeriesIsFull."""
    if last + many > LAST_SERIAL:
        raise SeriesIsFull(last)
    return range(last + 1, last + many + 1)


def series_name(numbering: Numbering, kind: NumberLetter) -> str:
    """In which series a number counts: one for each kind where the number names it, else one for all."""
    return numbering.area + (kind.value if "{kind}" in numbering.template else "")


def parts_of(numbering: Numbering, number: str) -> NumberParts | None:
    """What a number of our own shape says; None for any other, or one with wrong check digits."""
    found = re.fullmatch(_pattern(numbering.template), number)
    if found is None or not is_well_typed(number):
        return None
    said = found.groupdict()
    if said.get("area", numbering.area) != numbering.area:
        return None
    return NumberParts(numbering.area, int(said["year"]), said.get("kind", ""), int(said["serial"]))


def compact_number(said: str) -> str:
    """As it is kept: without what people put between its digits, in letters and digits of one width."""
    return "".join(each for each in plain(said).upper() if each.isalnum())


def _pattern(template: str) -> str:
    shapes = {**FIELDS, "serial": r"(?P<serial>\d{6})", "check": r"\d\d"}
    parsed = Formatter().parse(template)
    return "".join(re.escape(text) + (shapes[name] if name else "") for text, name, _, _ in parsed)


@dataclass(frozen=True)
class Issuer:
    """How the city numbers, under which name it issues, and whence a token comes (32 letters at most)."""

    numbering: Numbering
    office: str
    new_token: Callable[[], str]
