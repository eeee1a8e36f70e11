from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from uuid import uuid4

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from training.classes.terms import ChangeKind
from training.classes.views.judge_roster import PHONE_CHANGES, Judgement
from training.notice.clock import shanghai_day
from training.records.classes.classes import TrainingClass
from training.records.classes.roster_changes import RosterChange, RosterChangeDecision
from training.sheets.findings import Finding
from training.sheets.hand_in import OpenImport

MOST_NAMED = 20
BY_FILE = "开班后补报名册"
LATER = "与以前登记的手机号不同，同意入班后按本名册更新。"


def ask_for_rows(session: Session, judgements: Sequence[Judgement], into: OpenImport) -> None:
    """Lines of a roster that bring somebody into a class that has begun: the district is asked (R25).

    Whoever is asked for already is not asked for twice. Nothing of these people is recorded but the request.
    """
    if not judgements:
        return
    asked = _asked_before(session, judgements)
    fresh = [each for each in judgements if (each.class_id, each.id_number_index) not in asked]
    if fresh:
        session.connection().execute(insert(RosterChange), [_row(each, into) for each in fresh])
    report = into.report
    report.stored += len(fresh)
    report.known += len(judgements) - len(fresh)
    report.findings.extend(_not_yet(finding) for each in judgements for finding in each.findings)
    rows = defaultdict[int, list[int]](list)
    for each in fresh:
        rows[each.class_id].append(each.row.row)
    for class_id, lines in rows.items():
        report.asked_for.setdefault(class_id, []).extend(lines)
        report.notices.append(_said(session.get_one(TrainingClass, class_id), lines))
    if waiting := len(judgements) - len(fresh):
        report.notices.append(f"{waiting} 人已经申请过增加，等旗县区审核，没有重复申请。")


def _asked_before(session: Session, judgements: Sequence[Judgement]) -> set[tuple[int, bytes]]:
    decided = RosterChangeDecision.change_id == RosterChange.id
    own = (
        select(RosterChange.class_id, RosterChange.id_number_index)
        .outerjoin(RosterChangeDecision, decided)
        .where(RosterChangeDecision.id.is_(None), RosterChange.is_at_once.is_(False))
        .where(RosterChange.kind != ChangeKind.PHONE)
        .where(RosterChange.class_id.in_({each.class_id for each in judgements}))
        .where(RosterChange.id_number_index.in_([each.id_number_index for each in judgements]))
    )
    return {(class_id, index) for class_id, index in session.execute(own) if index}


def _row(judgement: Judgement, into: OpenImport) -> dict[str, object]:
    row = judgement.row
    return {
        "public_id": uuid4(),
        "class_id": judgement.class_id,
        "kind": ChangeKind.ADD,
        "name": row.name,
        "sex": row.sex,
        "id_number": row.id_number,
        "id_number_index": judgement.id_number_index,
        "phone": row.phone,
        "phone_index": judgement.phone_index,
        "bank_card": row.bank_card,
        "attendance_number": row.attendance_number or "",
        "category": row.category or "",
        "education": row.education or "",
        "effective_on": shanghai_day(into.file.handed_at),
        "reason": BY_FILE,
        "is_at_once": False,
        "batch_id": into.batch_id,
        "line": row.row,
        "asked_by": into.file.handed_by,
        "asked_by_id": into.file.staff_id,
        "asked_at": into.file.handed_at,
    }


def _not_yet(finding: Finding) -> Finding:
    return replace(finding, message=LATER) if finding.message == PHONE_CHANGES else finding


def _said(own: TrainingClass, lines: Sequence[int]) -> str:
    shown = "、".join(str(each) for each in lines[:MOST_NAMED]) + (" 等" if len(lines) > MOST_NAMED else "")
    return (
        f"班级 {own.class_number} 已于 {own.starts_on} 开班：第 {shown} 行的 {len(lines)} 名新学员"
        "列为增加申请，由旗县区审核，同意前不在册、不计学时。"
    )
