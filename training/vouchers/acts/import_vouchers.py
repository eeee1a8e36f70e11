"""The city hands in who gets vouchers; lines with the same batch and terms are one batch (R10)."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy.orm import Session

from training.classes.acts.close_batch import close_batch
from training.classes.acts.open_batch import open_batch
from training.classes.views.imported_before import TURNS, imported_before, say_imported_before
from training.database import wait_for_turn
from training.errors import NotFound
from training.notice.clock import shanghai_day
from training.notice.identity import mask_name
from training.notice.permissions import Permission, may
from training.records.staff.staff import Staff
from training.sheets.hand_in import HandedFile, ImportReport
from training.vouchers.acts.add_receivers import add_receivers
from training.vouchers.acts.issue_vouchers import BatchTerms, Receiver, issue_vouchers
from training.vouchers.rules.living import may_issue_voucher
from training.vouchers.sheets.voucher_sheet import VoucherRow
from training.vouchers.views.receivers import Known, Most, districts_by_name, known_receivers

KIND = "vouchers"
NO_DISTRICT = "没有这个旗县区，请填全称。"
OVER = "这一天已经过了，发出去也不能用。"
OTHER_NAME = "这个身份证号已登记的姓名是“{name}”，请核对姓名和身份证号。"
OTHER_PHONE = "与已登记的手机号不同，这次没有改；通知发到已登记的号码，要换号请本人或旗县区办理。"
TOO_MANY = "{year} 年已有 {living} 张有效的培训券，每人每年最多 {most} 张，这一行没有发。"
ANOTHER = "与第 {row} 行的身份证号相同，姓名不同，请核对。"


def import_vouchers(
    session: Session, rows: Sequence[VoucherRow], file: HandedFile, *, accept_good_rows: bool = False
) -> ImportReport:
    """Whoever is not in the system becomes a person of it; no phone of anybody known is moved.

    Raises NotFound for whoever issues none, BatchesAreFull or BatchTooLarge, and ImportRefused when rows are
    wrong and the good ones were not asked for alone.
    """
    staff = session.get_one(Staff, file.staff_id) if file.staff_id else None
    if staff is None or not may(staff.role, Permission.ISSUE_VOUCHERS):
        raise NotFound("可以由您发放的培训券")
    # Whoever brings people by a roster waits too, so that nobody is made twice.
    wait_for_turn(session, TURNS["roster"], TURNS[KIND])
    if before := imported_before(session, KIND, "", file):
        return say_imported_before(KIND, "", before)
    report, batch = ImportReport(KIND), open_batch(session, KIND, "", file)
    today = shanghai_day(file.handed_at)
    known = known_receivers(session, {each.id_number for each in rows if each.is_good}, today)
    places = _Judge(session, known, today).places(rows)
    good = [each for each in rows if each.is_good]
    new = add_receivers(session, [each for each in good if each.id_number not in known])
    keys = {**{number: each.trainee_id for number, each in known.items()}, **new}
    for terms, people in _batches(good, keys, places):
        made = issue_vouchers(session, staff, terms, people, batch.id, now=file.handed_at)
        report.notices.append(f"第 {made.number} 批“{made.name}”：{made.people} 张。")
    report.stored, report.refused = len(good), len(rows) - len(good)
    report.findings.extend(finding for each in rows for finding in each.findings)
    close_batch(batch, report, accept_good_rows)
    return report


class _Judge:
    """What is wrong with lines that the reader found good, one after the other."""

    def __init__(self, session: Session, known: Mapping[str, Known], today: date):
        self._known, self._today = known, today
        self._districts, self._most = districts_by_name(session), Most(session, today)
        self._living = {number: each.living for number, each in known.items()}
        self._first: dict[str, VoucherRow] = {}

    def places(self, rows: Sequence[VoucherRow]) -> dict[int, int | None]:
        """The district of each good row, by its number; wrong rows are refused."""
        return {each.row: self._judge(each) for each in rows if each.is_good}

    def _judge(self, own: VoucherRow) -> int | None:
        place = self._districts.get(own.district)
        if own.district and place is None:
            own.refuse("旗县区", own.district, NO_DISTRICT)
        if own.valid_until is not None and own.valid_until < self._today:
            own.refuse("有效期止", own.valid_until.isoformat(), OVER)
        self._compare(own)
        if own.is_good:
            self._count(own, self._most.of(place))
        return place

    def _compare(self, own: VoucherRow) -> None:
        other = self._known.get(own.id_number)
        first = self._first.setdefault(own.id_number, own)
        if other is None and first.name != own.name:
            own.refuse("姓名", own.name, ANOTHER.format(row=first.row))
        elif other is not None and other.name != own.name:
            own.refuse("姓名", own.name, OTHER_NAME.format(name=mask_name(other.name)))
        elif other is not None and other.phone != own.phone:
            own.warn("联系电话", own.phone, OTHER_PHONE)

    def _count(self, own: VoucherRow, most: int) -> None:
        had = self._living.get(own.id_number, 0)
        if may_issue_voucher(had, most):
            self._living[own.id_number] = had + 1
        else:
            told = TOO_MANY.format(year=self._today.year, living=had, most=most)
            own.refuse("身份证号", own.id_number, told)


def _batches(
    good: Sequence[VoucherRow], keys: dict[str, int], places: dict[int, int | None]
) -> list[tuple[BatchTerms, list[Receiver]]]:
    """In the order of the file."""
    found: dict[BatchTerms, list[Receiver]] = {}
    for each in good:
        if each.fund and each.valid_from and each.valid_until:
            days = (each.valid_from, each.valid_until)
            terms = BatchTerms(each.batch, each.trade, each.level, each.face_fen, each.fund, *days)
            found.setdefault(terms, []).append(Receiver(keys[each.id_number], places[each.row], each.phone))
    return list(found.items())
