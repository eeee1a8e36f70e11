"""Claims of 青山区 in every state, for the pages of the office; those of 昆都仑区 belong to the journeys."""

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import count
from secrets import token_urlsafe
from uuid import UUID

from sqlalchemy.orm import Session

from tests.browser.checked import opened
from tests.browser.installation import Installation
from tests.browser.visitor import Visitor, a_photo
from tests.training.claims.claiming import FACTS, a_c1_enrolment, a_reviewer
from tests.training.payments.claimed import c1_standard
from tests.training.subsidies.before import a_publicity_of_before
from training.claims.acts.approve_claim import approve_claim
from training.claims.acts.keep_paper import keep_paper
from training.claims.acts.open_claim import open_claim
from training.claims.acts.pass_paper import pass_paper
from training.claims.acts.submit_claim import submit_claim
from training.claims.rules.consent import CONSENT_VERSION
from training.claims.sheets.paper_files import PaperFile, read_paper_file
from training.claims.terms import ClaimState, PaperKind
from training.claims.views.by import TRAINEE, By
from training.claims.views.events_of import events_of
from training.claims.views.paper_is_known import Field
from training.claims.views.see_claim import view_of
from training.notice.clock import shanghai_day
from training.notice.terms import Role
from training.payments.acts.begin_publicity import begin_publicity
from training.payments.acts.grant_lines import MeetingDraft, grant_lines
from training.payments.views.find_meeting import lines_of_meeting
from training.payments.views.seen_of_lines import seen_of_lines
from training.ports.files import PaperStore
from training.records.claims.claims import C1Claim
from training.records.classes.trainees import Enrolment
from training.sheets.hand_in import HandedFile
from training.staff.acts.add_staff import add_staff
from training.staff.acts.make_link import make_link
from training.staff.views.find_staff import find_staff
from training.subsidies.acts.import_region_totals import import_region_totals
from training.subsidies.sheets.region_totals import TotalRow
from webapp.web.claim_uploads import store_in, store_minutes
from webapp.web.stores import store_of
from webapp.web.stores.sealed import SealedStore

PLACE, OFFICE, HELPER, CITY, AUDITOR = "青山区", "孙审核", "钱窗口", "李敏", "审计员（申领）"
_numbers = count(1)


@lru_cache
def photo_of_a_paper() -> PaperFile:
    return read_paper_file(a_photo())


@lru_cache
def register_office(product: Installation) -> None:
    with opened(product) as (database, _), database.writing() as session:
        for name in (OFFICE, HELPER):
            a_reviewer(session, name, PLACE)
        add_staff(session, AUDITOR, Role.AUDITOR, None, None, now=datetime.now(UTC))


def enter(visitor: Visitor, path: str, who: str = OFFICE) -> None:
    """By a link that works once, straight to the page."""
    register_office(visitor.product)
    token = token_urlsafe(12)
    with opened(visitor.product) as (database, _), database.writing() as session:
        make_link(session, find_staff(session, who), path, token=token, now=datetime.now(UTC))
    visitor.open(f"/desk/enter/{token}")
    visitor.press("进入")


def a_qualified_trainee(session: Session) -> Enrolment:
    number = next(_numbers)
    return a_c1_enrolment(
        session, f"BT2026-QS-{number:03}", name="赵雪梅", phone=f"1370000{number:04}", district=PLACE
    )


def a_waiting_claim(session: Session, store: PaperStore) -> C1Claim:
    now = datetime.now(UTC) - timedelta(days=3)
    claim = open_claim(session, a_qualified_trainee(session), By(TRAINEE), now=now)
    for kind in (PaperKind.LICENCE, PaperKind.CONTRACT, PaperKind.WAGE_SLIP):
        file = store_in(store, f"claims/{claim.public_id}", photo_of_a_paper())
        keep_paper(session, claim, Field(kind, 1), file, received_by=TRAINEE, now=now)
    submit_claim(session, claim, TRAINEE, agreed_to=CONSENT_VERSION, now=now)
    return claim


def an_approved_claim(session: Session, store: PaperStore) -> C1Claim:
    claim, staff, now = a_waiting_claim(session, store), find_staff(session, OFFICE), datetime.now(UTC)
    for paper in view_of(session, claim, now=now).papers:
        pass_paper(session, staff, paper.public_id, FACTS[paper.kind], now=now)
    approve_claim(session, staff, claim.public_id, seed=b"s" * 32, now=now)
    claim.look_is_due = False
    session.flush()
    return claim


@lru_cache
def claim_id(product: Installation, state: str) -> UUID:
    """One claim that waits, or one that was approved."""
    register_office(product)
    make = {"waiting": a_waiting_claim, "approved": an_approved_claim}[state]
    with opened(product) as (database, settings), database.writing() as session:
        return make(session, SealedStore(store_of(settings), database.vault)).public_id


@lru_cache
def bring_region_totals(product: Installation) -> None:
    """What the autonomous region's system says of 昆都仑区, in figures as long as they get."""
    now = datetime.now(UTC)
    year = shanghai_day(now).year
    row = TotalRow(2, "", "昆都仑区", year, 1_234_567, 1_234_567, 12_345_678_900, shanghai_day(now))
    with opened(product) as (database, _), database.writing() as session:
        import_region_totals(session, [row], HandedFile("统计.xlsx", "1" * 64, "张会计", now))


@lru_cache
def trainee_at_the_counter(product: Installation) -> UUID:
    register_office(product)
    with opened(product) as (database, _), database.writing() as session:
        return a_qualified_trainee(session).public_id


@lru_cache
def publicity_id(product: Installation, state: str) -> UUID:
    """公示 of before, of two people with an objection to one: shown, or applied for."""
    register_office(product)
    with opened(product) as (database, settings), database.writing() as session:
        store = SealedStore(store_of(settings), database.vault)
        stands = {"running": ClaimState.PUBLICISED, "applied": ClaimState.APPLIED}[state]
        first, second = an_approved_claim(session, store), an_approved_claim(session, store)
        made = a_publicity_of_before(session, {first: ClaimState.PUBLICISED, second: stands})
        first.has_objection = True
        return made.public_id


@lru_cache
def set_standard(product: Installation) -> None:
    """Of C1 in 青山区, so that a meeting can grant it."""
    register_office(product)
    with opened(product) as (database, _), database.writing() as session:
        c1_standard(session, find_staff(session, OFFICE), district=PLACE)


@lru_cache
def claim_meeting_id(product: Installation) -> UUID:
    """One approved claim of 青山区, granted and in publicity."""
    set_standard(product)
    now = datetime.now(UTC)
    with opened(product) as (database, settings), database.writing() as session:
        claim = an_approved_claim(session, SealedStore(store_of(settings), database.vault))
        minutes = store_minutes(SealedStore(store_of(settings), database.vault), photo_of_a_paper())
        chosen = {claim.public_id: events_of(session, claim)}
        draft = MeetingDraft("包人社会〔2026〕6号", shanghai_day(now), minutes, chosen)
        staff = find_staff(session, OFFICE)
        met = grant_lines(session, staff, draft, now=now)
        said = ("0472-5618000", seen_of_lines(lines_of_meeting(session, met)))
        begin_publicity(session, staff, met.public_id, said, now=now)
        return met.public_id
