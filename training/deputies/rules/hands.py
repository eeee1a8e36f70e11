"""Whose hand was in an act: of two signatures that a thing needs, no hand may be in both; pure."""

from dataclasses import dataclass

from training.errors import NotYours


class SameHand(NotYours):
    """Nobody is both persons: neither by a deputyship nor by a way in that one made for the other."""

    def __init__(self) -> None:
        super().__init__(
            "这件事要两个人办：第一步是您、您代理的人，或给您（或由您给）登录链接的人办的，"
            "或者两步的登录链接是同一位同事给的，不能再由您办第二步；"
            "请另一位同事办，或用自己的账号（或市级管理员给的链接）登录后再办。"
        )


@dataclass(frozen=True)
class Hands:
    """Of one signature: whose it is, for whom it is meant, and who could have given it; people by key."""

    persons: frozenset[int]
    makers: frozenset[int]
    """Whoever made the way in by which it was given, and the way in of that one; the person among them."""


def check_hands(first: Hands, second: Hands, trusted: frozenset[int] = frozenset()) -> None:
    """Raise SameHand where a person of the one signature is a person, or made the way in, of the other, or
    where one made the ways in of both, and so could have given either.

    `trusted`: those who let everybody in where a city has no chat, and are neither of the two for that.
    """
    if first.persons & (second.persons | second.makers) or second.persons & first.makers:
        raise SameHand
    if (first.makers & second.makers) - trusted:
        raise SameHand
