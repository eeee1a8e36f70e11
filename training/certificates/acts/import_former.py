"""历史证书 of the years before this system are taken over by file (R08, R17)."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.certificates.rules.takeover import (
    ANOTHERS,
    ANOTHERS_ROW,
    DIFFERENT,
    NO_DISTRICT,
    NOT_YET,
    OTHER_DISTRICT,
    OURS,
    TWICE,
)
from training.certificates.sheets.former_rows import FormerRow
from training.certificates.views.former import former_numbered, issued_among
from training.classes.acts.close_batch import close_batch
from training.classes.acts.open_batch import open_batch
from training.classes.views.imported_before import imported_before, say_imported_before
from training.database import insert_new
from training.notice.clock import shanghai_day
from training.notice.permissions import Permission, Place, place_of
from training.records.classes.districts import District
from training.records.exchange.former import FormerCertificate
from training.records.staff.staff import Staff
from training.sheets.hand_in import HandedFile, ImportReport

KIND = "former"


def import_former(
    session: Session, rows: Sequence[FormerRow], file: HandedFile, *, accept_good_rows: bool = False
) -> ImportReport:
    """Keep each number once; one of the same person is known, one of another person is an error.

    A district takes over its own; of whoever was never in a class here no trainee is made. Raises
    ImportRefused when rows are wrong and the good ones were not asked for alone.
    """
    if before := imported_before(session, KIND, "", file):
        return say_imported_before(KIND, "", before)
    report, batch = ImportReport(KIND), open_batch(session, KIND, "", file)
    places = _places(session, rows, file)
    _refuse_twice(rows, file)
    fresh = _compared(session, [each for each in rows if each.is_good])
    report.refused = sum(not each.is_good for each in rows)
    report.findings.extend(finding for each in rows for finding in each.findings)
    made = [_row(each, batch.id, places[each.row]) for each in fresh]
    report.stored = insert_new(session, FormerCertificate, made)
    report.known = len(rows) - report.refused - report.stored
    close_batch(batch, report, accept_good_rows)
    return report


def _places(session: Session, rows: Sequence[FormerRow], file: HandedFile) -> dict[int, int | None]:
    """The district of each good row, by the row's number; None where the city says none."""
    staff = session.get_one(Staff, file.staff_id) if file.staff_id else None
    own = staff.district_id if staff and _is_bound(staff) else None
    known: Mapping[str, int] = {
        name: key for name, key in session.execute(select(District.name, District.id))
    }
    places: dict[int, int | None] = {}
    for each in rows:
        said = known.get(each.district) if each.district else own
        places[each.row] = said
        if each.district and said is None:
            each.refuse("旗县区", each.district, NO_DISTRICT)
        elif own is not None and said != own:
            each.refuse("旗县区", each.district, OTHER_DISTRICT)
    return places


def _is_bound(staff: Staff) -> bool:
    return place_of(staff.role, Permission.TAKE_OVER_CERTIFICATES) is not Place.EVERYWHERE


def _refuse_twice(rows: Sequence[FormerRow], file: HandedFile) -> None:
    seen: dict[str, FormerRow] = {}
    for each in (row for row in rows if row.is_good):
        if each.issued_on is not None and each.issued_on > shanghai_day(file.handed_at):
            each.refuse("发证日期", each.issued_on.isoformat(), NOT_YET)
        elif (first := seen.setdefault(each.key, each)) is not each:
            each.refuse("证书编号", each.number, TWICE.format(row=first.row))
            if first.is_good and first.id_number != each.id_number:
                first.refuse("证书编号", first.number, ANOTHERS_ROW.format(row=each.row))


def _compared(session: Session, good: Sequence[FormerRow]) -> list[FormerRow]:
    """Those whose number nobody has."""
    keys = [each.key for each in good]
    standing, ours = former_numbered(session, keys), issued_among(session, keys)
    for each in good:
        kept = standing.get(each.key)
        if each.key in ours:
            each.refuse("证书编号", each.number, OURS)
        elif kept is not None and kept.purged_at is None and kept.id_number != each.id_number:
            each.refuse("证书编号", each.number, ANOTHERS)
        elif kept is not None and _differs(kept, each):
            each.warn("证书编号", each.number, DIFFERENT)
    return [each for each in good if each.is_good and each.key not in standing]


def _differs(kept: FormerCertificate, said: FormerRow) -> bool:
    names = ("name", "trade", "level", "institution", "class_number", "issued_on", "paid_fen", "paid_on")
    return any(getattr(kept, each) != getattr(said, each) for each in names)


def _row(own: FormerRow, batch_id: int, district_id: int | None) -> dict[str, object]:
    return {
        "batch_id": batch_id,
        "district_id": district_id,
        "number": own.number,
        "number_key": own.key,
        "name": own.name,
        "id_number": own.id_number,
        "id_number_index": own.id_number,
        "trade": own.trade,
        "level": own.level,
        "institution": own.institution,
        "class_number": own.class_number,
        "issued_on": own.issued_on,
        "paid_fen": own.paid_fen,
        "paid_on": own.paid_on,
    }
