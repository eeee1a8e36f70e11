"""The page behind the QR code of a certificate, and the form for whoever types its number (R29).

Numbers are gapless and can be guessed, so a number alone tells nothing: typed by hand it takes the full name
too, and a wrong name is answered as a number that does not exist.
"""

from flask import Blueprint, Response, make_response, render_template, request

from training.certificates.views.verify_certificate import Verified, is_that_name, verify_token, verify_typed
from training.checks.acts.note_verification import note_verification
from training.errors import NotFound
from training.notice.clock import SHANGHAI
from webapp.web.house import house, now

blueprint = Blueprint("certificate_verification", __name__, url_prefix="/verify/certificates")
WHAT = "这张证书"


@blueprint.get("")
def form() -> str:
    return _page()


@blueprint.post("")
def by_number() -> Response:
    """Wrong and unknown get the same words and status, after the same work."""
    _count()
    number, name = request.form.get("number", ""), request.form.get("name", "")
    with house().database.reading() as rows:
        found = verify_typed(rows, number, name)
    if found is None:
        return make_response(_page(number=number, is_unknown=True), 404)
    return make_response(_page(found, number=number))


@blueprint.get("/<token>")
def by_code(token: str) -> Response:
    """A paper with an invented code is told what one with an invented number is.

    Nobody guesses a token, and a look costs one entry of an index: whoever guesses numbers from the same
    network keeps nobody from it.
    """
    try:
        return make_response(_page(_of_token(token), token=token))
    except NotFound:
        return make_response(_page(is_unknown=True), 404)


@blueprint.post("/<token>")
def compare_name(token: str) -> str:
    """核对是不是本人: whoever holds the paper has the name before him."""
    _count()
    found = _of_token(token)
    with house().database.reading() as rows:
        agrees = is_that_name(rows, token, request.form.get("name", ""))
    return _page(found, token=token, agrees=agrees)


def _of_token(token: str) -> Verified:
    with house().database.reading() as rows:
        found = verify_token(rows, token)
    if found is None:
        raise NotFound(WHAT)
    return found


def _count() -> None:
    """Raises TooManyVerifications."""
    with house().database.writing() as rows:
        note_verification(rows, request.remote_addr or "", now=now())


def _page(
    found: Verified | None = None,
    *,
    token: str = "",
    number: str = "",
    is_unknown: bool = False,
    agrees: bool | None = None,
) -> str:
    at = now().astimezone(SHANGHAI)
    return render_template(
        "verify_certificate.html",
        found=found,
        token=token,
        number=number,
        is_unknown=is_unknown,
        agrees=agrees,
        host=house().settings.public_url.rpartition("//")[2],
        at=f"{at:%Y-%m-%d %H:%M}",
    )
