"""What the SMS providers tell of messages: stored at once, applied in turn, harmless whatever comes."""

from hmac import compare_digest
from secrets import randbelow
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, abort, jsonify, make_response, request

from training.delivery.acts.apply_stored import apply_stored
from training.delivery.acts.ask_provider import Mentioned, ask_provider
from training.delivery.acts.store_receipt import store_receipt
from training.ports.sms import BadSignature, SmsReport
from webapp.web.house import house, now

blueprint = Blueprint("sms_callbacks", __name__, url_prefix="/sms")
# Whom a message went to is known already, and its words are nobody's business here.
NOT_KEPT = frozenset({"To", "From", "Body"})


@blueprint.post("/twilio/<uuid:public_id>")
def twilio(public_id: UUID) -> Response:
    report = _signed_report()
    said = {name: values for name, values in request.form.lists() if name not in NOT_KEPT}
    with house().database.writing() as session:
        message_id = store_receipt(session, public_id, report, said, now=now())
    if message_id is not None:
        # A transaction of its own: what is stored is not lost when this fails, the sweep applies it.
        with house().database.writing() as session:
            apply_stored(session, message_id, jitter=randbelow(101), now=now())
    return Response(status=204)


@blueprint.post("/aliyun/<secret>")
def aliyun(secret: str) -> Response:
    """Aliyun signs nothing, so its word is only a reason to ask it."""
    own = house().settings.aliyun_receipt_secret
    if not own or not compare_digest(secret.encode(), own.encode()):
        abort(404)
    told = request.get_json(force=True, silent=True)
    if not isinstance(told, list):
        return make_response(jsonify(code=1, msg="应为 JSON 数组"), 400)
    with house().database.writing() as session:
        ask_provider(session, "aliyun", _mentioned(told), now=now())
    return jsonify(code=0, msg="接收成功")


def _signed_report() -> SmsReport:
    """By the address that we gave to Twilio: behind a proxy the request's own may be another."""
    receipts, address = house().sms_receipts, house().settings.public_url + request.full_path.rstrip("?")
    fields, signature = dict(request.form.lists()), request.headers.get("X-Twilio-Signature", "")
    if receipts is None:
        abort(403)
    try:
        return receipts.read(address, fields, signature)
    except BadSignature:
        abort(403)


def _mentioned(told: list[Any]) -> Mentioned:
    reports = [each for each in told if isinstance(each, dict)]
    references = [str(each["biz_id"]) for each in reports if each.get("biz_id")]
    return Mentioned(references, [found for each in reports if (found := _public_id(each.get("out_id")))])


def _public_id(text: Any) -> UUID | None:
    try:
        return UUID(str(text))
    except ValueError:
        return None
