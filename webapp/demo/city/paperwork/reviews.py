"""备案复核: some classes passed, some are queried or answered, and the rest nobody has looked at."""

from training.reviews.acts.reply_to_query import reply_to_query
from training.reviews.acts.review_filing import ReviewDraft, review_filing
from training.reviews.terms import ReviewVerdict
from training.reviews.views.see_filing import see_filing
from webapp.demo.city.city import City
from webapp.demo.city.staff import CITY, REVIEWERS

PASSED = tuple(f"BT2026-{each}" for each in ("JY-404", "DH-305", "KD-104", "KD-106", "QS-204", "DH-304"))
"""With them go the classes that are judged and numbered."""
LONG_AGO = "BT2026-DH-308"
QUERIED = ("BT2026-DH-303", "总课时和培训计划对不上，请说明")
ANSWERED = ("BT2026-KD-103", "考核方案里没有实操考核，请补", "已补交考核方案，实操占 60 分")


def review_filings(city: City) -> None:
    for number in PASSED:
        _review(city, number, ReviewVerdict.PASSED, "", -8)
    _review(city, LONG_AGO, ReviewVerdict.PASSED, "", -77)
    for number, opinion in (QUERIED, ANSWERED[:2]):
        _review(city, number, ReviewVerdict.QUERIED, opinion, -2)
    number, _, reply = ANSWERED
    own = city.find(number)
    staff = city.who(REVIEWERS[own.district.name])
    seen = see_filing(city.session, staff, own.public_id).seen
    reply_to_query(city.session, staff, own.public_id, reply, seen, now=city.at(-1, "11:20"))


def _review(city: City, number: str, verdict: ReviewVerdict, opinion: str, days: int) -> None:
    staff, own = city.who(CITY), city.find(number).public_id
    draft = ReviewDraft(verdict, opinion, see_filing(city.session, staff, own).seen)
    review_filing(city.session, staff, own, draft, now=city.at(days, "10:20"))
