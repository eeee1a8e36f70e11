"""Whose hand was in an act: of two signatures that a thing needs, no hand may be in both; pure."""

from training.errors import NotYours


class SameHand(NotYours):
    """Nobody is both persons: neither by a deputyship nor by a way in that one made for the other."""

    def __init__(self) -> None:
        super().__init__(
            "这件事要两个人办：第一步是您、您代理的人，或给您（或由您给）登录链接的人办的，不能再由您办第二步；"
            "请另一位同事办，或用自己的账号登录后再办。"
        )


def check_hands(first: frozenset[int], second: frozenset[int]) -> None:
    """Raise SameHand where somebody's hand was in both; people by their keys."""
    if first & second:
        raise SameHand
