"""补贴: one class was paid for weeks ago, another is public now, a third is still to be judged."""

from uuid import UUID

from training.documents.acts.keep_attachment import NewAttachment, keep_attachment
from training.documents.receiving import receive_document
from training.documents.terms import OwnerKind
from training.documents.views.owners import find_owner
from training.eligibility.acts.judge_class import JudgementDraft, judge_class
from training.eligibility.terms import Exclusion, LineState
from training.eligibility.views.hold_line import acts_of
from training.eligibility.views.proposals import propose_class
from training.ledgers.acts.note_allotment import note_allotment
from training.ledgers.rules.allotments import Allotment
from training.notice.terms import Fund
from training.payments.acts.apply_for_funds import ApplicationDraft, apply_for_funds
from training.payments.acts.begin_publicity import begin_publicity
from training.payments.acts.grant_lines import MeetingDraft, grant_lines
from training.payments.acts.record_payment import PaymentDraft, record_payment
from training.payments.views.find_meeting import lines_of_meeting
from training.payments.views.seen_of_lines import seen_of_lines
from training.records.payments.meetings import SubsidyMeeting, SubsidyPublicity
from training.records.subsidies.lines import SubsidyJudgement
from webapp.demo.city.city import City
from webapp.demo.city.money import minutes_of
from webapp.demo.city.paperwork.results import LONG_AGO, NUMBERED
from webapp.demo.city.pictures import draw_paper
from webapp.demo.city.staff import COUNTER_CLERK, IN_DONGHE, IN_JIUYUAN, clerk_of

JUDGED, MET, SHOWN, PAID_AFTER = -58, -56, -55, 4
JUDGED_NOW, MET_NOW, SHOWN_NOW = -5, -4, -3
PHONE = "0472-5618000"


def subsidise(city: City) -> None:
    """The class that was numbered last but waits for its judgement is left to whoever tries."""
    for name, days in ((IN_DONGHE, -90), (IN_JIUYUAN, -88)):
        _allot(city, name, days)
    for number in (LONG_AGO, NUMBERED):
        _prove_categories(city, number)
    met = _grant(city, IN_DONGHE, LONG_AGO, (JUDGED, MET))
    _pay(city, met)
    met = _grant(city, IN_JIUYUAN, NUMBERED, (JUDGED_NOW, MET_NOW))
    _show(city, IN_JIUYUAN, met, SHOWN_NOW)


def _allot(city: City, name: str, days: int) -> None:
    staff, at = city.who(name), city.at(days, "09:20")
    amounts = {Fund.EMPLOYMENT: 30_000_000, Fund.UNEMPLOYMENT: 12_000_000}
    own = Allotment(at.date(), f"包财社{at.year}-{60 - days}", "职业培训补贴资金", "包头市财政局", amounts)
    note_allotment(city.session, staff, own, now=at)


def _prove_categories(city: City, number: str) -> None:
    """Whoever is of a listed category, and lacks nothing but the paper that says so."""
    own = city.find(number)
    clerk, at = city.who(clerk_of(city, own.institution.name)), city.at((own.starts_on - city.today).days)
    for each in propose_class(city.session, own, now=city.now).people:
        if Exclusion.CATEGORY_PROOF in {reason.exclusion for reason in each.reasons}:
            trainee = str(each.person.enrolment.trainee.public_id)
            owner = find_owner(city.session, clerk, OwnerKind.TRAINEE, trainee)
            drawn = draw_paper("CATEGORY", trainee[:8])
            file = receive_document(city.papers, None, "人员类别证明.jpg", drawn)
            new = NewAttachment(file, "人员类别证明", None, None)
            keep_attachment(city.session, clerk, owner, new, now=at)


def _grant(city: City, name: str, number: str, days: tuple[int, int]) -> SubsidyMeeting:
    """The meeting of the next days grants everybody who is eligible the whole standard."""
    staff, (judged, met) = city.who(name), days
    own = city.find(number)
    made = judge_class(city.session, staff, own.public_id, JudgementDraft(), now=city.at(judged, "15:40"))
    held_on = city.day(met)
    title = f"第 {held_on:%m%d} 号"
    draft = MeetingDraft(title, held_on, minutes_of(city, met + 1), _eligible(city, made))
    return grant_lines(city.session, staff, draft, now=city.at(met, "16:30"))


def _eligible(city: City, made: SubsidyJudgement) -> dict[UUID, int]:
    city.session.refresh(made, ["lines"])
    own = [each for each in made.lines if each.state is LineState.ELIGIBLE]
    acts = acts_of(city.session, [each.id for each in own])
    return {each.public_id: acts[each.id] for each in own}


def _show(city: City, name: str, met: SubsidyMeeting, days: int) -> SubsidyPublicity:
    seen = seen_of_lines(lines_of_meeting(city.session, met))
    return begin_publicity(
        city.session, city.who(name), met.public_id, (PHONE, seen), now=city.at(days, "09:15")
    )


def _pay(city: City, met: SubsidyMeeting) -> None:
    """After the publicity one applies, and another records what finance paid."""
    shown = _show(city, IN_DONGHE, met, SHOWN)
    after = (shown.surely_ends_on - city.today).days + 1
    lines = lines_of_meeting(city.session, met)
    draft = ApplicationDraft(Fund.EMPLOYMENT, "东人社函 36 号", seen_of_lines(lines))
    applied = apply_for_funds(
        city.session, city.who(IN_DONGHE), met.public_id, draft, now=city.at(after, "10:00")
    )
    place = (met.public_id, applied.public_id)
    paid_at = city.at(after + PAID_AFTER, "15:00")
    parts = {each.public_id: each.granted_fen or 0 for each in lines if each.application_id}
    own = PaymentDraft("东财拨 118", paid_at.date(), sum(parts.values()), parts)
    record_payment(city.session, city.who(COUNTER_CLERK), place, own, now=paid_at)
