"""/me/vouchers: a trainee's own vouchers, and what became of each (R10)."""

from flask import Blueprint, render_template

from training.notice.clock import shanghai_day
from training.people.views.own_phone import own_phone
from training.vouchers.rules.living import voucher_state
from training.vouchers.terms import VoucherState
from training.vouchers.views.codes import code_of
from training.vouchers.views.own_vouchers import own_vouchers
from webapp.web.auth import trainee_required
from webapp.web.house import house, now

blueprint = Blueprint("own_vouchers", __name__, url_prefix="/me/vouchers")
TONES = {VoucherState.ISSUED: "good", VoucherState.EXPIRED: "bad", VoucherState.VOIDED: "bad"}


@blueprint.get("")
@trainee_required
def index(trainee_id: int) -> str:
    today = shanghai_day(now())
    with house().database.reading() as rows:
        is_own = own_phone(rows, trainee_id)
        found = [
            (each, voucher_state(each.state, each.valid_until, today), code_of(rows, each) if is_own else "")
            for each in own_vouchers(rows, trainee_id)
        ]
        return render_template("vouchers/own_vouchers.html", found=found, tones=TONES)
