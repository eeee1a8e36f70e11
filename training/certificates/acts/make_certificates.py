"""Rows of certificates for people of whom it is settled that they get one."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from training.certificates.acts.take_serials import Serials, Year, take_serials
from training.certificates.rules.issuing import Chosen
from training.certificates.rules.numbers import LETTERS, Issuer, certificate_number
from training.certificates.rules.takeover import NumberIsFormer
from training.certificates.views.former import former_numbered
from training.notice.clock import shanghai_day
from training.records.certificates import Certificate, CertificateIssue
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment
from training.records.staff.staff import Staff


def make_certificates(
    session: Session,
    staff: Staff,
    own: TrainingClass,
    chosen: Chosen,
    issuer: Issuer,
    *,
    now: datetime,
) -> Sequence[Certificate]:
    """One for each of the chosen, in their order; the class is held by the caller.

    Raises SeriesIsFull, or NumberIsFormer.
    """
    listed = chosen.listed
    issue = CertificateIssue(
        training_class=own,
        list_id=listed.key,
        list_sha256=listed.sha256,
        people=len(chosen.people),
        issued_by_id=staff.id,
        issued_by=staff.name,
        issued_at=now,
    )
    session.add(issue)
    session.flush()
    year = Year(LETTERS[own.kind], shanghai_day(now).year, len(chosen.people))
    taken = take_serials(session, issuer.numbering, year)
    made = _certificates(session, issue, chosen.people, issuer, taken)
    if standing := former_numbered(session, [each.number for each in made]):
        raise NumberIsFormer(min(standing))
    session.add_all(made)
    session.flush()
    return made


def _certificates(
    session: Session, issue: CertificateIssue, people: Sequence[int], issuer: Issuer, taken: Serials
) -> list[Certificate]:
    rows = select(Enrolment).where(Enrolment.id.in_(people)).options(joinedload(Enrolment.trainee))
    found = {each.id: each for each in session.scalars(rows)}
    pairs = zip(people, taken.serials, strict=True)
    return [_certificate(issue, found[key], serial, issuer, taken.series_id) for key, serial in pairs]


def _certificate(
    issue: CertificateIssue, person: Enrolment, serial: int, issuer: Issuer, series_id: int
) -> Certificate:
    own, day = issue.training_class, shanghai_day(issue.issued_at)
    letter = LETTERS[own.kind]
    return Certificate(
        issue_id=issue.id,
        series_id=series_id,
        serial=serial,
        number=certificate_number(issuer.numbering, day.year, letter, serial),
        letter=letter,
        class_id=own.id,
        enrolment_id=person.id,
        live_enrolment_id=person.id,
        token=issuer.new_token(),
        name=person.trainee.name,
        trade=own.trade,
        level=own.level,
        halves=own.prescribed_halves,
        starts_on=own.starts_on,
        ends_on=own.ends_on,
        institution=own.institution.name,
        office=issuer.office,
        issued_on=day,
    )
