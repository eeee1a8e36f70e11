"""Certificates as the desk shows them: rows of the list, of a class, and one with what became of it; pure."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from training.certificates.terms import CertificateState, PaperState
from training.certificates.views.find_certificate import state_of
from training.certificates.views.list_certificates import Listed
from training.notice.class_hours import hours
from training.notice.clock import shanghai_day
from training.notice.identity import mask_id_number
from training.records.certificates import Certificate, CertificateHandover
from training.records.results import QualifiedList
from training.records.staff.staff import Staff
from training.results.terms import Result
from training.staff.views.name_for import name_for
from webapp.desk.lists.days import short_day, short_moment

TONES = {CertificateState.VALID: "good", CertificateState.ASKED: "warn", CertificateState.VOID: "bad"}
NOTHING = "—"


@dataclass(frozen=True)
class CertificateRow:
    """One line of a list."""

    public_id: UUID
    number: str
    name: str
    class_id: UUID
    class_number: str
    class_name: str
    trade: str
    issued_on: str
    state: str
    tone: str
    paper: str
    paper_tone: str


@dataclass(frozen=True)
class ListRow:
    """One person of the approved list, and the number, if there is one."""

    name: str
    id_number: str
    credited: str
    decision: str
    is_qualified: bool
    certificate: CertificateRow | None
    had_one: bool
    """It was voided and not replaced."""

    @property
    def lacks_number(self) -> bool:
        return self.is_qualified and self.certificate is None


@dataclass(frozen=True)
class ToNumber:
    """A class whose list waits for numbers."""

    class_id: UUID
    number: str
    name: str
    district: str
    institution: str
    approved: str
    version: int


@dataclass(frozen=True)
class Step:
    """What was done about a certificate: when, what, in whose words."""

    when: str
    what: str
    text: str
    tone: str
    picture: UUID | None = None


def certificate_row(own: Certificate, staff: Staff, now: datetime) -> CertificateRow:
    state, about = state_of(own), own.training_class
    is_handed = bool(own.handovers)
    return CertificateRow(
        own.public_id,
        own.number,
        name_for(staff, own.name),
        about.public_id,
        about.class_number,
        about.name,
        own.trade + (f" {own.level}" if own.level else ""),
        short_day(own.issued_on, shanghai_day(now)),
        state.value,
        TONES[state],
        NOTHING if state is CertificateState.VOID and not is_handed else _paper(is_handed).value,
        "good" if is_handed else "" if state is CertificateState.VOID else "warn",
    )


def list_row(own: Listed, staff: Staff, now: datetime, voided: Collection[int]) -> ListRow:
    """`voided`: keys of the enrolments of the class that had a certificate which is good no more."""
    person, trainee = own.person, own.person.enrolment.trainee
    return ListRow(
        name_for(staff, trainee.name),
        mask_id_number(trainee.id_number),
        f"{hours(person.credited_halves)} / {hours(person.prescribed_halves)}",
        person.decision.value,
        person.decision is Result.QUALIFIED,
        certificate_row(own.certificate, staff, now) if own.certificate else None,
        own.certificate is None and person.enrolment_id in voided,
    )


def without_ground(issued: Sequence[Certificate], listed: Sequence[Listed]) -> list[Certificate]:
    """Good ones of people whom the list that counts does not say to be qualified."""
    people = (each.person for each in listed)
    qualified = {each.enrolment_id for each in people if each.decision is Result.QUALIFIED}
    return [each for each in issued if each.live_enrolment_id not in (None, *qualified)]


def class_to_number(own: QualifiedList, now: datetime) -> ToNumber:
    about = own.training_class
    approved = short_moment(own.approved_at, now) if own.approved_at else NOTHING
    return ToNumber(
        about.public_id,
        about.class_number,
        about.name,
        about.district.name,
        about.institution.name,
        approved,
        own.version,
    )


def steps_of(own: Certificate, staff: Staff, now: datetime) -> Sequence[Step]:
    """From the number on, in the order of time."""
    found = [(own.issue.issued_at, Step("", f"{own.issue.issued_by} 派号", own.number, "good"))]
    found += [(each.recorded_at, _handed(each, staff, now)) for each in own.handovers]
    found += list(_voidings(own))
    return [
        Step(short_moment(at, now), each.what, each.text, each.tone, each.picture)
        for at, each in sorted(found, key=lambda pair: pair[0])
    ]


def _handed(own: CertificateHandover, staff: Staff, now: datetime) -> Step:
    who = "本人领取" if own.is_self else f"{name_for(staff, own.receiver)}（{own.relation}）代领"
    again = f"；更正：{own.reason}" if own.reason else ""
    day = short_day(own.handed_on, shanghai_day(now))
    text = f"{day} {who}，{own.proof}{again}"
    return Step("", f"{own.recorded_by} 登记领取", text, "good", None if own.purged_at else own.public_id)


def _voidings(own: Certificate) -> Iterator[tuple[datetime, Step]]:
    for each in own.voidings:
        wish = "，补发新编号" if each.is_replaced else ""
        yield each.asked_at, Step("", f"{each.asked_by} 申请作废{wish}", each.reason, "warn")
        if (said := each.decision) is not None:
            new = f"补发 {said.replaced_by.number}" if said.replaced_by else ""
            what = "同意作废" if said.is_approved else "不同意作废"
            tone = "bad" if said.is_approved else "now"
            yield (
                said.decided_at,
                Step("", f"{said.decided_by} {what}", "；".join(filter(None, (said.note, new))), tone),
            )


def _paper(is_handed: bool) -> PaperState:
    return PaperState.HANDED if is_handed else PaperState.WAITS
