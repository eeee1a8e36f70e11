"""The city gives numbers to those of a class who are qualified, all at once (派号, R08, R29)."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.certificates.acts.make_certificates import make_certificates
from training.certificates.acts.tell_of_certificates import tell_of_certificates
from training.certificates.rules.issuing import Wanted, may_issue
from training.certificates.rules.numbers import Issuer, check_template
from training.certificates.views.find_certificate import hold_class_to_number
from training.certificates.views.ground_of import ground_of
from training.certificates.views.what_would_be_issued import numbered_people
from training.notice.permissions import Permission
from training.records.certificates import Certificate
from training.records.staff.staff import Staff


def issue_certificates(
    session: Session, staff: Staff, class_id: UUID, wanted: Wanted, issuer: Issuer, *, now: datetime
) -> Sequence[Certificate]:
    """The new certificates in the roster's order; none where everybody has or had one already.

    Raises NotFound, BadTemplate, SeriesIsFull, NumberIsFormer or as `may_issue`.
    """
    check_template(issuer.numbering)
    own = hold_class_to_number(session, staff, class_id, Permission.ISSUE_CERTIFICATES)
    have = numbered_people(session, own)
    chosen = may_issue(ground_of(session, own, now=now), wanted, have)
    if not chosen.people:
        return []
    made = make_certificates(session, staff, own, chosen, issuer, now=now)
    tell_of_certificates(session, own, made, now=now)
    return made
