"""What became of approved claims: meeting, publicity, objections, applications, payments (R19 to R22)."""

from datetime import date

from training.claims.acts.keep_paper import StoredFile
from training.claims.sheets.paper_files import read_paper_file
from training.records.claims.claims import C1Claim
from training.records.subsidies.publicity import Publicity
from training.subsidies.acts.import_region_totals import import_region_totals
from training.subsidies.acts.office.apply_for_all import apply_for_all
from training.subsidies.acts.office.object_for_staff import object_for_staff
from training.subsidies.acts.office.pay_for_staff import pay_for_staff
from training.subsidies.acts.office.publicise_for_staff import publicise_for_staff
from training.subsidies.acts.office.settle_for_staff import settle_for_staff
from training.subsidies.acts.publicise_claims import MeetingDecision
from training.subsidies.acts.record_payment import Payment
from training.subsidies.sheets.region_totals import read_region_totals
from webapp.demo.city.city import City
from webapp.demo.city.claims import CLAIMS, OF_OLD, Claimed, approved_lately
from webapp.demo.city.classes import DISTRICTS, JIUYUAN
from webapp.demo.city.filing import handed
from webapp.demo.city.pictures import draw_paper
from webapp.web.claim_uploads import store_minutes

FEN_EACH = 120_000
YUAN_EACH = FEN_EACH // 100
FIRST, SECOND = -40, -2
"""When the two publicities of each district began; the second still runs."""
STILL_UNPAID, PAID_AFTER = 1, 7


def publicise_and_pay(city: City, claimed: dict[str, list[Claimed]]) -> None:
    for place, each in enumerate(CLAIMS, 1):
        own = claimed[each.class_number]
        old = [claim for story, claim in own if story in OF_OLD]
        lately = [claim for story, claim in own if story is approved_lately]
        _show_and_pay(city, each.reviewer, old, place)
        _show(city, each.reviewer, lately, SECOND, f"包人社会〔2026〕{20 + place}号")
        _object(city, each.reviewer, lately[-1], SECOND + 1)


def _show_and_pay(city: City, reviewer: str, claims: list[C1Claim], place: int) -> None:
    """All are applied for on the day after, and all but the last are paid a week later."""
    publicity = _show(city, reviewer, claims, FIRST, f"包人社会〔2026〕{10 + place}号")
    _object(city, reviewer, claims[0], FIRST + 1)
    _settle(city, reviewer, claims[0], FIRST + 2)
    staff, after = city.who(reviewer), days_to_apply(publicity, city.today)
    apply_for_all(city.session, staff, publicity.public_id, now=city.at(after, "09:30"))
    paid_at = city.at(after + PAID_AFTER, "11:00")
    for claim in claims[:-STILL_UNPAID]:
        payment = Payment(FEN_EACH, paid_at.date(), f"拨付-{place:02d}-{claim.id:03d}")
        links = city.links
        pay_for_staff(city.session, staff, claim.public_id, payment, links=links, now=paid_at)


def days_to_apply(publicity: Publicity, today: date) -> int:
    """Counted from today, the first day on which money may be applied for, whatever is arranged."""
    return (publicity.surely_ends_on - today).days + 1


def _show(city: City, reviewer: str, claims: list[C1Claim], days: int, meeting: str) -> Publicity:
    decision = MeetingDecision(
        number=meeting,
        held_on=city.day(days - 1),
        amount_fen=FEN_EACH,
        minutes=minutes_of(city, days),
        chosen=frozenset(each.public_id for each in claims),
    )
    return publicise_for_staff(city.session, city.who(reviewer), decision, now=city.at(days, "15:30"))


def minutes_of(city: City, days: int) -> StoredFile:
    """Of a meeting on the day before."""
    drawn = draw_paper("MINUTES OF THE MEETING", f"{city.day(days - 1)}")
    return store_minutes(city.papers, read_paper_file(drawn))


def _object(city: City, reviewer: str, claim: C1Claim, days: int) -> None:
    why, moment = "来电反映该学员没有从事驾驶工作", city.at(days, "10:40")
    object_for_staff(city.session, city.who(reviewer), claim.public_id, why, now=moment)


def _settle(city: City, reviewer: str, claim: C1Claim, days: int) -> None:
    why, moment = "已到出租车公司核实，该学员在岗，异议不成立", city.at(days, "16:20")
    settle_for_staff(city.session, city.who(reviewer), claim.public_id, why, now=moment)


def import_totals(city: City) -> None:
    """What the region's own system says of this year; of one district it says another number than ours."""
    path = city.folder / "自治区系统统计.csv"
    as_of, lines = city.day(-1), ["年度,旗县区,培训人数,补贴人数,补贴金额,统计截止日期"]
    for place, district in enumerate(DISTRICTS):
        paid = (4 if place == 0 else 1) + (district == JIUYUAN)
        lines.append(f"{as_of.year},{district},{10 * (3 - bool(place))},{paid},{paid * YUAN_EACH},{as_of}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8-sig")
    rows = read_region_totals(path, city.today)
    import_region_totals(city.session, rows, handed(path, city.at(-1, "16:30")))
