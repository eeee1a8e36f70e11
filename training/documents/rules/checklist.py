"""What documents there must be of a class, a school, a person, and from when on; pure (R27, R62, R68).

What the notice and 人社厅发〔2022〕15号 ask for stands here; the city changes it by rows of its own.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from training.documents.terms import OwnerKind, Standing
from training.errors import NotRight

WARNED = timedelta(days=30)
OTHER = "其他"
LONGEST_NAME = 32
FROM_THEN_ON = date(2027, 1, 1)
"""Classes that were filed before anybody asked for these documents owe none."""
NAME_NOBODY = (OwnerKind.PLAN, OwnerKind.PROJECT)
HAVE_CHECKLISTS = (OwnerKind.CLASS, OwnerKind.INSTITUTION, OwnerKind.TRAINEE, OwnerKind.TEACHER)


@dataclass(frozen=True)
class There:
    """Of which kinds an owner has a document, by name: one that holds, or only such as have expired."""

    in_force: frozenset[str] = frozenset()
    expired: frozenset[str] = frozenset()


THERE, LACKING = "有", "缺"


class BadKind(NotRight):
    """A kind of document that cannot be asked for."""


@dataclass(frozen=True)
class Kind:
    """材料类别: one line of a checklist."""

    owner: OwnerKind
    name: str
    is_required: bool = True
    expires: bool = False
    """Whether whoever hands one in says until when it is valid."""
    is_personal: bool = False
    """Whether it names people, so that it is opened only by those who see full names."""
    applies_from: date = FROM_THEN_ON
    """Of classes filed from this day on, of everybody else from this day on, where it is required."""
    is_listed: bool = True


CLASS_KINDS = ("开班申请", "学员名册", "教学计划", "授课师资", "教学资源", "考核方案")
FINANCE = ("财务制度", "账户证明", "专账", "发票")
"""完善财会制度，规范资金使用: a checklist within the institution's (R68)."""
SCHOOL_KINDS = (
    *("办学许可证", "教学管理制度", "教学计划", "教案", "教材", "考核方案"),
    *FINANCE,
)
NAMES_PEOPLE = frozenset(("学员名册", "授课师资"))
DEFAULTS: tuple[Kind, ...] = (
    *(Kind(OwnerKind.CLASS, each, is_personal=each in NAMES_PEOPLE) for each in CLASS_KINDS),
    *(Kind(OwnerKind.INSTITUTION, each, expires=each == "办学许可证") for each in SCHOOL_KINDS),
    Kind(OwnerKind.TRAINEE, "人员类别证明", is_required=False, is_personal=True),
    Kind(OwnerKind.TEACHER, "资格证书", is_required=False, expires=True, is_personal=True),
    Kind(OwnerKind.PLAN, "需求分析", is_required=False),
    Kind(OwnerKind.PROJECT, "会同财政部门确定的文件", is_required=False),
    Kind(OwnerKind.PROJECT, "实施方案", is_required=False),
)


def checklist(owner: OwnerKind, changed: Iterable[Kind] = ()) -> tuple[Kind, ...]:
    """The lines that hold; what the city took off is left out."""
    return tuple(each for each in every_kind(owner, changed) if each.is_listed)


def every_kind(owner: OwnerKind, changed: Iterable[Kind] = ()) -> tuple[Kind, ...]:
    """Also what is off the list; `changed` is what the city said, the latest last."""
    lines = {each.name: each for each in DEFAULTS if each.owner is owner}
    lines.update({each.name: each for each in changed if each.owner is owner})
    return tuple(lines.values())


def kind_named(name: str, owner: OwnerKind, kinds: Iterable[Kind]) -> Kind:
    """其他 stands in every list; raises BadKind for what does not."""
    found = next((each for each in kinds if each.name == name), None)
    if found is not None:
        return found
    if name != OTHER:
        raise BadKind("请从清单里选一个材料类别；清单里没有的选“其他”。")
    # Nobody said what it is, so that it may be a roster or a card of somebody.
    return Kind(owner, OTHER, is_required=False, is_personal=owner not in NAME_NOBODY)


def owed(kinds: Iterable[Kind], day: date) -> tuple[Kind, ...]:
    """Those that must be there of what was filed on this day, or stands on it."""
    return tuple(each for each in kinds if each.is_required and day >= each.applies_from)


def missing(kinds: Iterable[Kind], day: date, there: Collection[str]) -> tuple[str, ...]:
    """Names of what must be there and is not, in the order of the checklist."""
    return tuple(each.name for each in owed(kinds, day) if each.name not in there)


def lacks(kinds: Iterable[Kind], day: date, there: There) -> tuple[str, ...]:
    """The same in words, what has expired as such."""
    expired = {each: f"{each}（{Standing.EXPIRED}）" for each in there.expired}
    return tuple(expired.get(each, each) for each in missing(kinds, day, there.in_force))


def finance_papers(kinds: Iterable[Kind], day: date, there: There) -> tuple[tuple[str, str], ...]:
    """财会材料: each that is on the list, and whether it is there; also before it must be."""
    own = [each for each in kinds if each.name in FINANCE and each.is_listed]
    return tuple((each.name, _word_of(each, day, there)) for each in own)


def _word_of(kind: Kind, day: date, there: There) -> str:
    if kind.name in there.in_force:
        return THERE
    if kind.name in there.expired:
        return Standing.EXPIRED.value
    if not kind.is_required:
        return "没有（不必备）"
    return LACKING if day >= kind.applies_from else f"没有（{kind.applies_from} 起必备）"


def is_expired(valid_until: date | None, today: date, ends_on: date | None = None) -> bool:
    """Its last day still holds; a class needs nothing beyond its own last day, `ends_on`."""
    return valid_until is not None and valid_until < min(today, ends_on or today)


def there_of(papers: Iterable[tuple[str, date | None]], today: date, ends_on: date | None = None) -> There:
    """`papers`: of each document that counts its kind and its last day."""
    known = list(papers)
    good = {kind for kind, valid_until in known if not is_expired(valid_until, today, ends_on)}
    return There(frozenset(good), frozenset(kind for kind, _ in known) - good)


def standing_of(
    valid_until: date | None, today: date, *, is_replaced: bool = False, is_withdrawn: bool = False
) -> Standing:
    """The last day itself is still valid."""
    if is_withdrawn:
        return Standing.WITHDRAWN
    if is_replaced:
        return Standing.REPLACED
    if valid_until is None or valid_until > today + WARNED:
        return Standing.IN_FORCE
    return Standing.EXPIRED if valid_until < today else Standing.EXPIRES_SOON


def check_name(typed: str) -> str:
    """Without blanks; raises BadKind."""
    name = "".join(typed.split())
    if not 0 < len(name) <= LONGEST_NAME or name == OTHER:
        raise BadKind(f"材料名称应为 1 到 {LONGEST_NAME} 个字，不能叫“{OTHER}”。")
    return name


def check_valid_until(kind: Kind, valid_until: date | None, today: date) -> None:
    """A paper that expires says when, and is not handed in when it has; raises BadKind."""
    if kind.expires and valid_until is None:
        raise BadKind(f"{kind.name}有有效期，请填写有效期至哪一天。")
    if valid_until is not None and valid_until < today:
        raise BadKind(f"有效期 {valid_until} 已经过了，请交在有效期内的材料。")
