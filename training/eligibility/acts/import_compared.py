"""比对名单 as a workbook: of each kind in it one list, which takes the place of the former (R19, R58)."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from training.classes.acts.close_batch import close_batch
from training.classes.acts.open_batch import open_batch
from training.classes.views.imported_before import imported_before, say_imported_before
from training.database import index_in_use, insert_new
from training.eligibility.acts.note_found_lines import note_found_lines
from training.eligibility.rules.compared import SINCE_EVER
from training.eligibility.rules.compared_rows import faults_of_kind, found_notice, fresh_of, size_notice
from training.eligibility.sheets.compared_sheet import ComparedRow
from training.eligibility.terms import ComparedKind
from training.eligibility.views.compared_lists import counting_list
from training.notice.clock import shanghai_day
from training.records.staff.staff import Staff
from training.records.subsidies.compared import ComparedList, ComparedPerson
from training.sheets.chunks import chunks
from training.sheets.hand_in import HandedFile, ImportReport

KIND = "compared"
AT_ONCE = 5_000


def import_compared(
    session: Session, rows: Sequence[ComparedRow], file: HandedFile, *, accept_good_rows: bool = False
) -> ImportReport:
    """Of the city for everybody, of a district for its own classes; only indexes of the numbers are kept.

    Raises ImportRefused when rows are wrong and the good ones were not asked for alone.
    """
    if before := imported_before(session, KIND, "", file):
        return say_imported_before(KIND, "", before)
    report, batch = ImportReport(KIND), open_batch(session, KIND, "", file)
    today, staff = shanghai_day(file.handed_at), session.get_one(Staff, file.staff_id)
    by_kind: dict[ComparedKind, list[ComparedRow]] = defaultdict(list)
    for each in rows:
        if each.kind is not None:
            by_kind[each.kind].append(each)
    for kind, own in by_kind.items():
        said = _said(own, today)
        people = fresh_of([each for each in own if each.is_good])
        if said is not None and people:
            row = _list(session, staff, kind, said, len({each.id_number for each in people}))
            row.batch_id = batch.id
            report.notices.extend(_notices(session, staff, row))
            session.add(row)
            session.flush()
            report.stored += _keep(session, row, people)
            if found := note_found_lines(session, row, now=file.handed_at):
                report.notices.append(found_notice(kind, found))
    report.refused = sum(not each.is_good for each in rows)
    report.known = len(rows) - report.refused - report.stored
    report.findings.extend(finding for each in rows for finding in each.findings)
    close_batch(batch, report, accept_good_rows)
    return report


def _said(own: Sequence[ComparedRow], today: date) -> tuple[date, str] | None:
    """When the data ends and who gave it, of one kind; None where that is not said."""
    as_of = next((each.as_of for each in own if each.as_of), None)
    source = next((each.source for each in own if each.source), "")
    for place, (column, value, message) in faults_of_kind(own, as_of, source, today):
        own[place].refuse(column, value, message)
    return (as_of, source) if as_of and source and as_of <= today else None


def _list(
    session: Session, staff: Staff, kind: ComparedKind, said: tuple[date, str], people: int
) -> ComparedList:
    as_of, source = said
    return ComparedList(
        district_id=staff.district_id,
        kind=kind,
        as_of=as_of,
        source=source,
        people=people,
        index_key=index_in_use(session),
    )


def _notices(session: Session, staff: Staff, row: ComparedList) -> list[str]:
    standing = counting_list(session, row.kind, staff.district_id)
    if standing is None:
        return []
    return [size_notice(row.kind, (row.as_of, row.people), (standing.as_of, standing.people))]


def _keep(session: Session, own: ComparedList, people: Sequence[ComparedRow]) -> int:
    rows = (
        {
            "list_id": own.id,
            "id_number_index": each.id_number,
            "from_day": each.from_day or SINCE_EVER,
            "until_day": each.until_day,
        }
        for each in people
    )
    return sum(insert_new(session, ComparedPerson, some) for some in chunks(rows, AT_ONCE))
