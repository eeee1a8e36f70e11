"""What a reviewer of C1 claims can say: 待审, 通过, 退回, 不通过; pure."""

import re
from dataclasses import dataclass

from bot.words.spellings import PAPERS, longest_first
from training.claims.rules.claim_numbers import ClaimNumber
from training.claims.terms import PaperKind

APART = r"[\s,，、.。:：;；/\\—-]"
NUMBER = re.compile(r"(?:编号|申领)?\s*([0-9a-f]{4,32})(?:-(\d{1,3}))?(?![0-9a-z])", re.IGNORECASE)
PLACE = re.compile(r"第?\s*(\d)\s*[张页]")
PAGE = re.compile(r"\d{1,3}")


@dataclass(frozen=True)
class ShowClaims:
    """待审: the claims that wait for this person, the oldest first."""

    page: int = 1


@dataclass(frozen=True)
class ShowClaim:
    """待审 编号: one of them."""

    number: ClaimNumber


@dataclass(frozen=True)
class PassClaim:
    """通过 编号: the district approves, the city confirms; without a number it is asked for."""

    number: ClaimNumber | None


@dataclass(frozen=True)
class ReturnClaim:
    """退回 编号 驾驶证 原因: one photo and the claim with it; 退回 编号 原因: the claim with a note."""

    number: ClaimNumber | None
    reason: str = ""
    kind: PaperKind | None = None
    place: int = 1


@dataclass(frozen=True)
class RejectClaim:
    """不通过 编号 原因."""

    number: ClaimNumber | None
    reason: str = ""


ClaimCommand = ShowClaims | ShowClaim | PassClaim | ReturnClaim | RejectClaim


def read_claims(words: str) -> ClaimCommand:
    number, rest = _number(words)
    if number is not None:
        return ShowClaim(number)
    page = PAGE.search(rest)
    return ShowClaims(max(1, int(page.group())) if page else 1)


def read_pass(words: str) -> ClaimCommand:
    return PassClaim(_number(words)[0])


def read_return(words: str) -> ClaimCommand:
    number, rest = _number(words)
    for spelling, kind in longest_first(PAPERS):
        if rest.startswith(spelling):
            return _of_paper(number, kind, rest[len(spelling) :]) or ReturnClaim(number, rest)
    return ReturnClaim(number, rest)


def read_reject(words: str) -> ClaimCommand:
    return RejectClaim(*_number(words))


def _of_paper(number: ClaimNumber | None, kind: PaperKind, rest: str) -> ReturnClaim | None:
    """驾驶证 看不清 names a photo and a reason, 驾驶证副页请补 is all reason."""
    place = PLACE.match(rest.lstrip())
    words = rest.lstrip()[place.end() :] if place else rest
    if words and not place and not re.match(APART, words):
        return None
    return ReturnClaim(number, _bare(words), kind, int(place.group(1)) if place else 1)


def _number(words: str) -> tuple[ClaimNumber | None, str]:
    """The number at the beginning, and what follows it."""
    found = NUMBER.match(words)
    if found is None:
        return None, words
    acts = int(found.group(2)) if found.group(2) else None
    return ClaimNumber(found.group(1).lower(), acts), _bare(words[found.end() :])


def _bare(words: str) -> str:
    return re.sub(f"^{APART}+", "", words).strip()
