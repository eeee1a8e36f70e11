"""Papers with the address that their QR codes lead to, and how the city numbers."""

from collections.abc import Sequence
from secrets import token_urlsafe

from flask import Response, url_for

from training.certificates.rules.numbers import Issuer, Numbering
from training.certificates.rules.papers import Paper
from training.certificates.sheets.certificate_pdf import write_certificates
from training.certificates.sheets.faces import find_face
from training.certificates.views.paper_of import paper_of
from training.records.certificates import Certificate
from webapp.web.downloads import kept_file
from webapp.web.house import house

TOKEN_BYTES = 16
PDF = "application/pdf"


def issuer() -> Issuer:
    settings = house().settings
    numbering = Numbering(settings.certificate_template, settings.certificate_area)
    return Issuer(numbering, settings.office, new_token)


def new_token() -> str:
    return token_urlsafe(TOKEN_BYTES)


def papers_of(own: Sequence[Certificate]) -> list[Paper]:
    return [paper_of(each, address_of(each.token)) for each in own]


def address_of(token: str) -> str:
    path = url_for("certificate_verification.by_code", token=token)
    return f"{house().settings.public_url.rstrip('/')}{path}"


def pdf_of(papers: Sequence[Paper], name: str) -> Response:
    """Raises NoFace or LettersMissing."""
    return kept_file(write_certificates(papers, find_face(house().settings.certificate_font)), PDF, name)
