"""C1 claims in every state, and how they came to it."""

from collections.abc import Callable
from dataclasses import dataclass

from training.attendance.rules.progress import ProgressState
from training.claims.acts.give_up_claim import give_up_claim
from training.claims.acts.reject_claim import reject_claim
from training.claims.acts.withdraw_claim import withdraw_claim
from training.claims.terms import PaperKind
from training.claims.views.by import TRAINEE
from training.eligibility.acts.send_claim_back import send_claim_back
from training.records.claims.claims import C1Claim
from training.records.classes.trainees import Enrolment
from webapp.demo.city.at_claim import AtClaim, AtCounter
from webapp.demo.city.city import City
from webapp.demo.city.staff import CITY, IN_DONGHE, IN_JIUYUAN, IN_KUNDULUN, IN_QINGSHAN, SECOND_REVIEWER

Story = Callable[[City, Enrolment, str], AtClaim]
Claimed = tuple[Story, C1Claim]


def approved_long_ago(city: City, enrolment: Enrolment, reviewer: str) -> AtClaim:
    return AtClaim(city, enrolment, -47).hand_in(-46).approve(reviewer, -43)


def looked_at_long_ago(city: City, enrolment: Enrolment, reviewer: str) -> AtClaim:
    kinds = (PaperKind.LICENCE, PaperKind.RIDE_HAIL)
    claim = AtClaim(city, enrolment, -46).hand_in(-45, *kinds)
    return claim.approve(reviewer, -43, is_looked_at=True).confirm(CITY, -42)


def mended_long_ago(city: City, enrolment: Enrolment, reviewer: str) -> AtClaim:
    claim = AtClaim(city, enrolment, -48).hand_in(-47).give_back(reviewer, -46, "照片反光，看不清有效期")
    return claim.hand_in(-45, PaperKind.TAXI).approve(reviewer, -43)


def approved_lately(city: City, enrolment: Enrolment, reviewer: str) -> AtClaim:
    return AtClaim(city, enrolment, -12).hand_in(-11).approve(reviewer, -8)


def approved_after_meeting(city: City, enrolment: Enrolment, reviewer: str) -> AtClaim:
    return AtClaim(city, enrolment, -7).hand_in(-5).approve(reviewer, -2)


def to_be_looked_at(city: City, enrolment: Enrolment, reviewer: str) -> AtClaim:
    return AtClaim(city, enrolment, -7).hand_in(-6).approve(reviewer, -3, is_looked_at=True)


def rejected(city: City, enrolment: Enrolment, reviewer: str) -> AtClaim:
    claim = AtClaim(city, enrolment, -30).hand_in(-29, PaperKind.LICENCE, PaperKind.OTHER)
    why, moment = "用人单位核实没有聘用该学员为驾驶员", city.at(-26, "16:00")
    reject_claim(city.session, city.who(reviewer), claim.claim.public_id, why, links=city.links, now=moment)
    return claim


def given_up(city: City, enrolment: Enrolment, reviewer: str) -> AtClaim:
    claim = AtClaim(city, enrolment, -33).photograph(PaperKind.LICENCE, days=-33)
    give_up_claim(city.session, claim.claim, TRAINEE, now=city.at(-20, "20:30"))
    return claim


def returned(city: City, enrolment: Enrolment, reviewer: str) -> AtClaim:
    claim = AtClaim(city, enrolment, -9).hand_in(-9)
    return claim.give_back(reviewer, -6, "从业资格证缺第二页，请补拍")


def waits_too_long(city: City, enrolment: Enrolment, reviewer: str) -> AtClaim:
    return AtClaim(city, enrolment, -18).hand_in(-17, PaperKind.LICENCE, PaperKind.RIDE_HAIL)


def waits_for_another_reviewer(city: City, enrolment: Enrolment, reviewer: str) -> AtClaim:
    claim = AtClaim(city, enrolment, -5).hand_in(-4, PaperKind.LICENCE, PaperKind.OTHER)
    claim.read(SECOND_REVIEWER, -2)
    return claim


def sent_back(city: City, enrolment: Enrolment, reviewer: str) -> AtClaim:
    """The city found something; the district has it again."""
    claim = AtClaim(city, enrolment, -10).hand_in(-9).approve(reviewer, -5, is_looked_at=True)
    why, moment = "从业资格证的发证日期与系统查询不一致，请核实", city.at(-1, "09:40")
    send_claim_back(city.session, city.who(CITY), claim.claim.public_id, why, now=moment)
    return claim


def fresh(city: City, enrolment: Enrolment, reviewer: str) -> AtClaim:
    kinds = (PaperKind.LICENCE, PaperKind.CONTRACT, PaperKind.WAGE_SLIP)
    return AtClaim(city, enrolment, -2).hand_in(-1, *kinds)


def taken_back(city: City, enrolment: Enrolment, reviewer: str) -> AtClaim:
    """Submitted, and taken back the same evening to change a photo."""
    claim = AtClaim(city, enrolment, -3).hand_in(-3)
    withdraw_claim(city.session, claim.claim, TRAINEE, now=city.at(-3, "20:10"))
    return claim


def draft(city: City, enrolment: Enrolment, reviewer: str) -> AtClaim:
    return AtClaim(city, enrolment, -1).photograph(PaperKind.LICENCE, days=-1)


def at_the_counter(city: City, enrolment: Enrolment, reviewer: str) -> AtClaim:
    return AtCounter(city, enrolment, -3).hand_in(-3)


OF_OLD = (approved_long_ago, looked_at_long_ago, mended_long_ago)
"""The first publicity showed these; the applications for them went to the finance department."""
WITH_CARDS = (waits_too_long, waits_for_another_reviewer, to_be_looked_at, sent_back, fresh, at_the_counter)
"""These wait for somebody, who finds a card in the chat."""


@dataclass(frozen=True)
class Claims:
    """Those of one class, one story a trainee, in the order of the roster."""

    class_number: str
    reviewer: str
    stories: tuple[Story, ...]


CLAIMS = (
    Claims(
        "BT2026-C1-011",
        IN_KUNDULUN,
        (
            *(approved_long_ago, looked_at_long_ago, mended_long_ago, approved_long_ago, approved_long_ago),
            *(approved_lately, approved_lately, approved_after_meeting, to_be_looked_at, rejected, given_up),
            *(returned, waits_too_long, waits_for_another_reviewer, fresh, draft),
        ),
    ),
    Claims(
        "BT2026-C1-021",
        IN_QINGSHAN,
        (approved_long_ago, mended_long_ago, approved_lately, returned, waits_too_long, fresh),
    ),
    Claims(
        "BT2026-C1-031",
        IN_DONGHE,
        (approved_long_ago, looked_at_long_ago, approved_lately, at_the_counter, to_be_looked_at, taken_back),
    ),
    Claims(
        "BT2026-C1-041",
        IN_JIUYUAN,
        (approved_long_ago, approved_long_ago, approved_lately, rejected, sent_back, fresh),
    ),
)


def claim_before_chat(city: City) -> dict[str, list[Claimed]]:
    """Everything but what waits for somebody; by class, whose claims they are."""
    return {each.class_number: _tell(city, each, with_cards=False) for each in CLAIMS}


def claim_with_cards(city: City) -> None:
    for each in CLAIMS:
        _tell(city, each, with_cards=True)


def _tell(city: City, claims: Claims, *, with_cards: bool) -> list[Claimed]:
    qualified = [
        each.enrolment
        for each in city.standing(claims.class_number)
        if each.progress.state is ProgressState.QUALIFIED
    ]
    told = zip(claims.stories, qualified, strict=False)
    return [
        (story, story(city, enrolment, claims.reviewer).claim)
        for story, enrolment in told
        if (story in WITH_CARDS) is with_cards
    ]
