"""What the public learns of a certificate: whether it is good, with a masked name, trade and days (R29)."""

import re
from dataclasses import dataclass
from datetime import date
from hmac import compare_digest

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.certificates.rules.numbers import compact_number
from training.certificates.terms import CertificateState
from training.notice.identity import mask_name, read_name
from training.records.certificates import Certificate
from training.records.exchange.former import FormerCertificate

NOBODY = ""
TOKEN = re.compile(r"[0-9A-Za-z_-]{1,32}")
"""As it is made, in URL-safe letters; a database would refuse others."""


@dataclass(frozen=True)
class Verified:
    """A certificate as anybody may see it; one of before (历史证书) has no days of training."""

    number: str
    state: CertificateState
    masked_name: str
    trade: str
    level: str
    starts_on: date | None
    ends_on: date | None
    institution: str
    office: str
    issued_on: date
    is_former: bool = False


def verify_token(session: Session, token: str) -> Verified | None:
    """By what a QR code holds; None where there is none such, or it is no code."""
    if TOKEN.fullmatch(token) is None:
        return None
    found = session.scalars(select(Certificate).where(Certificate.token == token)).one_or_none()
    return _verified(found) if found is not None else None


def verify_typed(session: Session, number: str, name: str) -> Verified | None:
    """By number and full name together; None where either is wrong, and nothing tells which.

    Always the same statements and one comparison, so that the time says no more than the words.
    """
    key, said = compact_number(number), read_name(name).encode()
    own = session.scalars(select(Certificate).where(Certificate.number == key)).one_or_none()
    rows = select(FormerCertificate).where(FormerCertificate.number_key == key)
    former = session.scalars(rows.where(FormerCertificate.purged_at.is_(None))).one_or_none()
    found = own or former
    is_it = compare_digest((found.name if found is not None else NOBODY).encode(), said)
    if found is None or not is_it:
        return None
    return _former(found) if isinstance(found, FormerCertificate) else _verified(found)


def is_that_name(session: Session, token: str, name: str) -> bool:
    """核对是不是本人: whether the certificate of this code bears the full name."""
    kept = session.scalar(select(Certificate.name).where(Certificate.token == token)) or NOBODY
    return bool(kept) and compare_digest(kept.encode(), read_name(name).encode())


def _verified(own: Certificate) -> Verified:
    state = CertificateState.VALID if own.live_enrolment_id is not None else CertificateState.VOID
    return Verified(
        own.number,
        state,
        mask_name(own.name),
        own.trade,
        own.level,
        own.starts_on,
        own.ends_on,
        own.institution,
        own.office,
        own.issued_on,
    )


def _former(own: FormerCertificate) -> Verified:
    return Verified(
        *(own.number, CertificateState.VALID, mask_name(own.name), own.trade, own.level, None, None),
        *(own.institution, NOBODY, own.issued_on),
        is_former=True,
    )
