"""What became of approved claims: meeting, publicity, objections, applications, payments (R19 to R22)."""

from datetime import date
from uuid import UUID

from sqlalchemy import select

from training.claims.acts.keep_paper import StoredFile
from training.claims.sheets.paper_files import read_paper_file
from training.claims.views.events_of import acts_with
from training.notice.terms import Fund
from training.payments.acts.apply_for_funds import ApplicationDraft, apply_for_funds
from training.payments.acts.begin_publicity import begin_publicity
from training.payments.acts.demand_recovery import demand_recovery
from training.payments.acts.grant_lines import MeetingDraft, grant_lines
from training.payments.acts.object_to_line import Reported, object_to_line
from training.payments.acts.record_payment import PaymentDraft, record_payment
from training.payments.acts.record_receipt import ReceiptDraft, record_receipt
from training.payments.acts.settle_objection import Finding, settle_objection
from training.payments.views.find_meeting import lines_of_meeting
from training.payments.views.seen_of_lines import seen_of_lines
from training.records.claims.claims import C1Claim
from training.records.payments.meetings import SubsidyPublicity
from training.records.subsidies.lines import SubsidyLine
from training.records.subsidies.objections import LineObjection
from training.subsidies.acts.import_region_totals import import_region_totals
from training.subsidies.sheets.region_totals import read_region_totals
from webapp.demo.city.city import City
from webapp.demo.city.claims import CLAIMS, OF_OLD, Claimed, approved_lately
from webapp.demo.city.classes import DISTRICTS, JIUYUAN
from webapp.demo.city.filing import handed
from webapp.demo.city.pictures import draw_paper
from webapp.demo.city.staff import COLLEAGUES, IN_KUNDULUN
from webapp.web.claim_uploads import store_minutes

FEN_EACH = 120_000
YUAN_EACH = FEN_EACH // 100
PHONE = "0472-5618000"
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
    """All are applied for on the day after, and all but the last are paid a week later, by a colleague."""
    publicity = _show(city, reviewer, claims, FIRST, f"包人社会〔2026〕{10 + place}号")
    _object(city, reviewer, claims[0], FIRST + 1)
    _settle(city, reviewer, claims[0], FIRST + 2)
    met, after = publicity.meeting, days_to_apply(publicity, city.today)
    lines = lines_of_meeting(city.session, met)
    draft = ApplicationDraft(Fund.EMPLOYMENT, f"C1 补贴申请 {place} 号", seen_of_lines(lines))
    applied = apply_for_funds(
        city.session, city.who(reviewer), met.public_id, draft, now=city.at(after, "09:30")
    )
    paid_at = city.at(after + PAID_AFTER, "11:00")
    parts = {each.public_id: each.granted_fen or 0 for each in lines[:-STILL_UNPAID]}
    own = PaymentDraft(f"拨付-{place:02d}", paid_at.date(), sum(parts.values()), parts)
    colleague, where = city.who(COLLEAGUES[reviewer]), (met.public_id, applied.public_id)
    record_payment(city.session, colleague, where, own, now=paid_at)
    if reviewer == IN_KUNDULUN:
        _recover(city, reviewer, lines[1].public_id, (after + PAID_AFTER + 6, after + PAID_AFTER + 8))


def _recover(city: City, reviewer: str, line: UUID, days: tuple[int, int]) -> None:
    """Somebody was not at work as a driver after all, and gave it back."""
    asked, came = (city.at(each, "10:30") for each in days)
    said = (FEN_EACH, "核查发现已不在驾驶岗位，本人同意退回")
    demanded = demand_recovery(city.session, city.who(reviewer), line, said, now=asked)
    draft = ReceiptDraft(came.date(), "回单-0311")
    colleague, where = city.who(COLLEAGUES[reviewer]), (line, demanded.public_id)
    record_receipt(city.session, colleague, where, draft, now=came)


def days_to_apply(publicity: SubsidyPublicity, today: date) -> int:
    """Counted from today, the first day on which money may be applied for, whatever is arranged."""
    return (publicity.surely_ends_on - today).days + 1


def _show(city: City, reviewer: str, claims: list[C1Claim], days: int, number: str) -> SubsidyPublicity:
    """Granted and shown on one day, the meeting was the day before."""
    acts = acts_with(city.session, claims)
    chosen = {each.public_id: acts[each.id] for each in claims}
    draft = MeetingDraft(number, city.day(days - 1), minutes_of(city, days), chosen)
    staff = city.who(reviewer)
    met = grant_lines(city.session, staff, draft, now=city.at(days, "15:00"))
    seen = seen_of_lines(lines_of_meeting(city.session, met))
    return begin_publicity(city.session, staff, met.public_id, (PHONE, seen), now=city.at(days, "15:30"))


def minutes_of(city: City, days: int) -> StoredFile:
    """Of a meeting on the day before."""
    drawn = draw_paper("MINUTES OF THE MEETING", f"{city.day(days - 1)}")
    return store_minutes(city.papers, read_paper_file(drawn))


def _line_of(city: City, claim: C1Claim) -> UUID:
    own = SubsidyLine.live_enrolment_id == claim.enrolment_id
    return city.session.scalars(select(SubsidyLine.public_id).where(own)).one()


def _object(city: City, reviewer: str, claim: C1Claim, days: int) -> None:
    why, moment = "来电反映该学员没有从事驾驶工作", city.at(days, "10:40")
    object_to_line(city.session, city.who(reviewer), _line_of(city, claim), Reported(why), now=moment)


def _settle(city: City, reviewer: str, claim: C1Claim, days: int) -> None:
    why, moment = "已到出租车公司核实，该学员在岗，异议不成立", city.at(days, "16:20")
    found = Finding(is_upheld=False, reason=why)
    line = _line_of(city, claim)
    own = select(LineObjection.public_id).join(SubsidyLine).where(SubsidyLine.public_id == line)
    place = line, city.session.scalars(own).one()
    settle_objection(city.session, city.who(reviewer), place, found, now=moment)


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
