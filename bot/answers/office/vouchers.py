"""培训券 and 培训券 券号: how many there are, and how one stands; nothing is done in a chat (R10)."""

from sqlalchemy import func, select

from bot.answers.asking import Asking
from bot.answers.office.page_link import page_link
from bot.answers.replies import Reply
from bot.words.spellings import DUE, VOUCHERS
from bot.words.work_commands import ShowVouchers
from training.notice.identity import mask_name
from training.records.vouchers.vouchers import Voucher
from training.vouchers.rules.living import voucher_state
from training.vouchers.rules.messages import WARNED_BEFORE
from training.vouchers.rules.numbers import read_number
from training.vouchers.terms import VoucherState
from training.vouchers.views.find_voucher import find_numbered, is_disputed, is_reopening, is_seen
from training.vouchers.views.list_vouchers import is_in
from training.vouchers.views.reach import reach_in_all

PAGE = "/desk/vouchers"
SECONDARY = "以自治区系统数据为准。"


def show_vouchers(asking: Asking, command: ShowVouchers) -> Reply:
    """Of those that one sees; raises Mistyped or NotFound."""
    return _one(asking, command.number) if command.number else _all(asking)


def _all(asking: Asking) -> Reply:
    found = reach_in_all(asking.session, asking.staff, asking.today)
    kinds = (VoucherState.WRITTEN_OFF, VoucherState.EXPIRED, VoucherState.VOIDED)
    lines = [
        f"发放 {found.issued} 张，可用 {found.of(VoucherState.ISSUED)} 张，用过 {found.used} 张",
        "，".join(f"{each.value} {found.of(each)} 张" for each in kinds),
        f"{WARNED_BEFORE.days} 天内到期 {_expiring(asking)} 张",
    ]
    return _reply(asking, VOUCHERS, [*lines, SECONDARY], PAGE)


def _one(asking: Asking, said: str) -> Reply:
    own = find_numbered(asking.session, asking.staff, read_number(said))
    about = own.used_enrolment.training_class if own.used_enrolment else None
    lines = [
        f"{mask_name(own.trainee.name)}，{own.batch.trade or '不限工种'}{own.batch.level}",
        f"有效期 {own.batch.valid_from} 至 {own.valid_until}",
        *([f"用于 {about.class_number} {about.name}"] if about else []),
        *(["有人申请作废，等市级另一个人决定"] if is_disputed(own) else []),
        *(["有人申请撤销核销，等市级另一个人决定"] if is_reopening(own) else []),
    ]
    state = voucher_state(own.state, own.valid_until, asking.today)
    return _reply(asking, f"{own.number} {state.value}", lines, f"{PAGE}/{own.public_id}")


def _expiring(asking: Asking) -> int:
    soon = Voucher.valid_until <= asking.today + WARNED_BEFORE
    rows = select(func.count(Voucher.id)).where(is_seen(asking.staff), soon)
    return asking.session.scalar(rows.where(is_in(VoucherState.ISSUED, asking.today))) or 0


def _reply(asking: Asking, title: str, lines: list[str], page: str) -> Reply:
    link = page_link(asking, page, "查看")
    return Reply(title, (*lines, link), (DUE,), is_private=not asking.is_inspected)
