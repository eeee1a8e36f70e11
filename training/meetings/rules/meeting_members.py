"""Which of the roster a member of a meeting is: by the account, then the phone, then the name (R32)."""

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable
from dataclasses import dataclass
from enum import Enum
from typing import TypeVar

Sign = TypeVar("Sign", bound=Hashable)


class Bystander(Enum):
    """Somebody in the meeting who is not counted."""

    OFFICIAL = "工作人员或教师"
    STRANGER = "名册上没有"


@dataclass(frozen=True)
class Member:
    """Whom the vendor names; accounts and phones only by their blind indexes."""

    name: str
    account: bytes | None = None
    phone: bytes | None = None


@dataclass(frozen=True)
class OnRoster:
    """One of the active roster."""

    key: int
    name: str
    accounts: frozenset[bytes] = frozenset()
    phone: bytes | None = None


class Roster:
    """The active roster, and who else may be in the meeting."""

    def __init__(
        self,
        people: Iterable[OnRoster],
        officials: Collection[bytes] = (),
        teachers: Collection[str] = (),
    ):
        people = list(people)
        self._by_account = _found_by(people, lambda each: each.accounts)
        self._by_phone = _found_by(people, lambda each: [each.phone] if each.phone else [])
        self._by_name = _found_by(people, lambda each: [plain_name(each.name)])
        self._officials = frozenset(officials)
        self._teachers = frozenset(map(plain_name, teachers))

    def find(self, member: Member) -> OnRoster | Bystander:
        """One sign that fits two people fits nobody, unless the name decides; a guess counts for nothing."""
        holder = self.holder_of(member.account, member.name)
        if holder is not None:
            return holder
        name = plain_name(member.name)
        if found := self._by_phone.get(member.phone):
            return _the_one(found, name)
        if name in self._teachers:
            return Bystander.OFFICIAL
        return _the_one(self._by_name.get(name, []), name)

    def holder_of(self, account: bytes | None, name: str) -> OnRoster | Bystander | None:
        """Whose account it is, of two who share one by the name; None where nobody is known to have it."""
        if account is None:
            return None
        if account in self._officials:
            return Bystander.OFFICIAL
        found = self._by_account.get(account)
        return _the_one(found, plain_name(name)) if found else None


def plain_name(name: str) -> str:
    """Without spaces, in half-width forms, as names are compared."""
    return "".join(unicodedata.normalize("NFKC", name).split())


def _the_one(found: list[OnRoster], name: str) -> OnRoster | Bystander:
    if len(found) > 1:
        # A couple that shares one phone.
        found = [each for each in found if plain_name(each.name) == name]
    return found[0] if len(found) == 1 else Bystander.STRANGER


def _found_by(
    people: Iterable[OnRoster], signs_of: Callable[[OnRoster], Iterable[Sign]]
) -> dict[Sign | None, list[OnRoster]]:
    found: dict[Sign | None, list[OnRoster]] = defaultdict(list)
    for each in people:
        for sign in signs_of(each):
            found[sign].append(each)
    return found
