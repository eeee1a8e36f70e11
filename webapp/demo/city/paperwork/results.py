"""结业 and 证书: a class on its whole way, one whose list waits for numbers, one 不合格; others wait."""

from collections.abc import Sequence
from itertools import count

from training.certificates.acts.ask_voiding import VoidingDraft, ask_voiding
from training.certificates.acts.decide_voiding import Decided, decide_voiding
from training.certificates.acts.hand_over import Shown, hand_over
from training.certificates.acts.issue_certificates import issue_certificates
from training.certificates.rules.handovers import Handover
from training.certificates.rules.issuing import Wanted
from training.certificates.rules.numbers import Issuer, Numbering
from training.certificates.terms import HandoverProof
from training.records.certificates import Certificate
from training.records.classes.classes import TrainingClass
from training.results.acts.approve_list import ListDraft, approve_list
from training.results.acts.sign_verdict import sign_verdict
from training.results.rules.signing import Wish
from training.results.terms import Result
from training.results.views.find_approved_list import find_approved_list
from training.settings.certificates import DEFAULT_TEMPLATE
from webapp.demo.city.city import City
from webapp.demo.city.pictures import draw_signature
from webapp.demo.city.staff import CITY, CITY_TOO, REVIEWERS, clerk_of

LONG_AGO, NUMBERED, TO_NUMBER, FAILED = "BT2026-DH-308", "BT2026-JY-404", "BT2026-DH-305", "BT2026-KD-106"
"""The others that ended wait for their verdict: of KD-104 all is met, of others something is open."""
HANDED, OFFICE, AREA = 3, "包头市人力资源和社会保障局", "150200"


def judge_and_number(city: City) -> None:
    _judge(city, FAILED, Result.UNQUALIFIED, -12)
    for number, days in ((LONG_AGO, -64), (NUMBERED, -7), (TO_NUMBER, -3)):
        own = _judge(city, number, Result.QUALIFIED, days)
        staff = city.who(REVIEWERS[own.district.name])
        approve_list(city.session, staff, own.public_id, ListDraft(), now=city.at(days, "15:10"))
    own, issuer = city.find(NUMBERED), _issuer(city)
    for each in _issue(city, city.find(LONG_AGO), issuer, -61):
        _hand_over(city, city.find(LONG_AGO), each, -59)
    issued = _issue(city, own, issuer, -6)
    for each in issued[:HANDED]:
        _hand_over(city, own, each, -4)
    _replace(city, issued[HANDED], issuer)


def _judge(city: City, number: str, result: Result, days: int) -> TrainingClass:
    own = city.find(number)
    staff = city.who(REVIEWERS[own.district.name])
    sign_verdict(city.session, staff, own.public_id, Wish(result), now=city.at(days, "14:50"))
    return own


def _issuer(city: City) -> Issuer:
    """Of tokens that nobody else has: the same whenever the city is made."""
    tokens = (city.chance(f"certificate {place}").hex()[:32] for place in count())
    return Issuer(Numbering(DEFAULT_TEMPLATE, AREA), OFFICE, lambda: next(tokens))


def _issue(city: City, own: TrainingClass, issuer: Issuer, days: int) -> Sequence[Certificate]:
    staff, listed = city.who(CITY), find_approved_list(city.session, own.id)
    wanted = Wanted(listed.sha256 if listed else "")
    at = city.at(days, "09:40")
    return issue_certificates(city.session, staff, own.public_id, wanted, issuer, now=at)


def _hand_over(city: City, own: TrainingClass, given: Certificate, days: int) -> None:
    clerk = city.who(clerk_of(city, own.institution.name))
    said = Handover(city.day(days), is_self=True)
    shown = Shown(HandoverProof.SIGNATURE, draw_signature(), "0")
    hand_over(city.session, clerk, given.public_id, said, shown, now=city.at(days, "16:00"))


def _replace(city: City, wrong: Certificate, issuer: Issuer) -> None:
    """Voided by two of the city; the person has another number."""
    draft = VoidingDraft("打印时墨迹弄脏，字看不清", is_replaced=True)
    ask_voiding(city.session, city.who(CITY), wrong.public_id, draft, now=city.at(-3, "09:30"))
    said, at = Decided(is_approved=True), city.at(-3, "11:00")
    decide_voiding(city.session, city.who(CITY_TOO), wrong.public_id, said, issuer, now=at)
