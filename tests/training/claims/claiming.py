"""C1 classes, qualified trainees, papers and reviewers for tests. Everybody is invented."""

from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from tests.factories import MONDAY, WHOLE_DAY, a_class, a_trainee, an_enrolment, an_institution, at, punches
from training.claims.acts.approve_school import ApprovalDraft, approve_school
from training.claims.acts.keep_paper import StoredFile, keep_paper
from training.claims.acts.open_claim import open_claim
from training.claims.acts.pass_paper import pass_paper
from training.claims.acts.submit_claim import submit_claim
from training.claims.rules.c1_papers import PaperFacts
from training.claims.rules.consent import CONSENT_VERSION
from training.claims.terms import PaperKind
from training.claims.views.by import TRAINEE, By
from training.claims.views.claim_views import ClaimView
from training.claims.views.paper_is_known import Field
from training.claims.views.see_claim import view_of
from training.classes.views.find_class import find_district
from training.notice.terms import ClassKind, Role
from training.records.claims.claims import C1Claim
from training.records.classes.districts import District
from training.records.classes.trainees import Enrolment, Trainee
from training.records.payments.meetings import SubsidyPublicity
from training.records.staff.staff import Staff
from training.staff.acts.add_staff import add_staff

SCHOOL = "包头市平安驾驶员培训学校"
NOW = at(date(2026, 6, 1), "10:00")
SOON = timedelta(minutes=5)
FACTS = {
    PaperKind.LICENCE: PaperFacts(vehicle_class="C1", issued_on=date(2026, 5, 1)),
    PaperKind.RIDE_HAIL: PaperFacts(valid_from=date(2026, 5, 10), valid_until=date(2032, 5, 9)),
    PaperKind.TAXI: PaperFacts(valid_from=date(2026, 5, 10), valid_until=date(2032, 5, 9)),
    PaperKind.CONTRACT: PaperFacts(valid_from=date(2026, 3, 1)),
    PaperKind.WAGE_SLIP: PaperFacts(first_month=date(2026, 3, 1), last_month=date(2026, 5, 1)),
    PaperKind.OTHER: PaperFacts(),
}


def an_approval(session: Session, name: str = SCHOOL, **changed: date) -> None:
    days = {"valid_from": date(2026, 1, 1), "valid_until": date(2028, 12, 31), "filed_on": date(2026, 1, 5)}
    draft = ApprovalDraft("蒙B-001", **(days | changed))
    approve_school(session, an_institution(session, name), draft, recorded_by="张会计", now=NOW)


def a_c1_enrolment(
    session: Session,
    number: str = "C1-1",
    *,
    name: str = "王芳",
    phone: str = "13800000001",
    clocks: tuple[str, ...] = WHOLE_DAY,
    starts_on: date = MONDAY,
    district: str = "昆都仑区",
    trainee_id: int | None = None,
) -> Enrolment:
    """In a C1 class of one day; with the clocks of a whole day qualified."""
    own = a_class(
        session,
        number,
        institution=SCHOOL,
        kind=ClassKind.C1,
        days=1,
        trade="小型汽车驾驶员",
        name=f"小型汽车驾驶员（C1）{number}班",
        starts_on=starts_on,
        district=district,
        attendance_device=number,
    )
    trainee = session.get_one(Trainee, trainee_id) if trainee_id else a_trainee(session, name, phone)
    enrolment = an_enrolment(session, own, trainee)
    punches(session, own, starts_on, clocks, device=number)
    return enrolment


def a_reviewer(session: Session, name: str = "审核员甲", district: str = "昆都仑区") -> Staff:
    return add_staff(session, name, Role.DISTRICT, find_district(session, district), None, now=NOW)


def somebody(session: Session, name: str, role: Role) -> Staff:
    return add_staff(session, name, role, None, None, now=NOW)


def a_file() -> StoredFile:
    """What the edge hands on after it stored a photo."""
    public_id = uuid4()
    return StoredFile(
        public_id=public_id,
        sha256=f"{public_id.int:064x}"[-64:],
        media_type="image/jpeg",
        size=1000,
        width=1600,
        height=1200,
        store_key=f"claims/{public_id}.jpg",
        thumbnail_key=f"claims/{public_id}-small.jpg",
    )


def photograph(
    session: Session, claim: C1Claim, *kinds: PaperKind, place: int = 1, now: datetime = NOW
) -> list[UUID]:
    """Hand in one photo of each kind; their ids."""
    made = []
    for kind in kinds:
        file = a_file()
        keep_paper(session, claim, Field(kind, place), file, received_by=TRAINEE, now=now)
        made.append(file.public_id)
    return made


def a_draft(session: Session, enrolment: Enrolment, now: datetime = NOW) -> C1Claim:
    return open_claim(session, enrolment, By(TRAINEE), now=now)


def submit(session: Session, claim: C1Claim, now: datetime = NOW) -> None:
    submit_claim(session, claim, TRAINEE, agreed_to=CONSENT_VERSION, now=now)


def a_submitted_claim(session: Session, enrolment: Enrolment, *kinds: PaperKind) -> C1Claim:
    """With licence and taxi licence, or the kinds that are named."""
    claim = a_draft(session, enrolment)
    photograph(session, claim, *(kinds or (PaperKind.LICENCE, PaperKind.TAXI)))
    submit(session, claim)
    return claim


def pass_all(session: Session, claim: C1Claim, staff: Staff, now: datetime = NOW + SOON) -> ClaimView:
    """The reviewer finds every paper in order."""
    for paper in view_of(session, claim, now=now).papers:
        pass_paper(session, staff, paper.public_id, FACTS[paper.kind], now=now)
    return view_of(session, claim, now=now)


def a_district(session: Session, name: str = "昆都仑区") -> District:
    return find_district(session, name)


def let_it_end(publicity: SubsidyPublicity, last_day: date) -> None:
    """Certainly: a publicity that reaches into a year without an arrangement may last longer than it says."""
    publicity.ends_on, publicity.latest_on = last_day, None
