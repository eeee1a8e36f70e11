"""The papers of a meeting: what hangs on the notice board, and what finance is given (R21)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.eligibility.terms import LineState
from training.errors import NotFound
from training.notice.class_hours import hours
from training.notice.identity import mask_id_number, mask_phone
from training.notice.permissions import Permission, may
from training.payments.sheets.papers import ClassRow, NoticeRow, RosterRow
from training.payments.views.find_meeting import find_application, find_meeting, lines_with_class
from training.payments.views.shown import NOT_SAID
from training.records.certificates import Certificate
from training.records.classes.trainees import Enrolment
from training.records.payments.payments import FinanceApplication
from training.records.results import QualifiedPerson
from training.records.staff.staff import Staff
from training.records.subsidies.lines import SubsidyJudgement, SubsidyLine
from training.staff.views.name_for import name_for


@dataclass(frozen=True)
class ApplicationPaper:
    """拨付申请表: what stands on it."""

    application: FinanceApplication
    district: str
    classes: tuple[ClassRow, ...]
    people: tuple[RosterRow, ...]


def notice_rows(staff: Staff, lines: Sequence[SubsidyLine]) -> list[NoticeRow]:
    """Who was or is shown to the public, masked; whoever's row has ended is not."""
    shown = [each for each in lines if each.publicity_id and each.state is not LineState.LAPSED]
    return [_notice(staff, each) for each in shown]


def _notice(staff: Staff, line: SubsidyLine) -> NoticeRow:
    trainee, own = line.enrolment.trainee, line.enrolment.training_class
    return NoticeRow(
        name=name_for(staff, trainee.name),
        id_number=mask_id_number(trainee.id_number),
        school=own.institution.name,
        class_name=own.name,
        scheme=line.scheme.value,
        amount=_yuan(line.granted_fen),
    )


def application_paper(
    session: Session, staff: Staff, meeting_id: UUID, application_id: UUID
) -> ApplicationPaper:
    """Of one that finance did not give back; raises NotFound."""
    meeting = find_meeting(session, staff, meeting_id)
    found = find_application(session, meeting, application_id)
    if found.given_back is not None:
        raise NotFound("这份申请的名单，它已经撤回")
    rows = lines_with_class().where(SubsidyLine.application_id == found.id)
    lines = session.scalars(rows.order_by(Enrolment.class_id, SubsidyLine.id)).all()
    classes = groupby(lines, lambda each: (each.enrolment.class_id, each.payee))
    return ApplicationPaper(
        found,
        meeting.district.name,
        tuple(_class_row(list(own)) for _, own in classes),
        tuple(_roster(session, staff, lines)),
    )


def _class_row(lines: Sequence[SubsidyLine]) -> ClassRow:
    own, payee = lines[0].enrolment.training_class, lines[0].payee
    amount = sum(each.granted_fen or 0 for each in lines)
    names = (own.class_number, own.name, own.institution.name)
    return ClassRow(*names, payee.value if payee else NOT_SAID, len(lines), _yuan(amount))


def _roster(session: Session, staff: Staff, lines: Sequence[SubsidyLine]) -> list[RosterRow]:
    numbers = _certificates(session, [each.enrolment_id for each in lines])
    credited = _credited(session, [each.id for each in lines])
    return [
        _roster_row(staff, each, numbers.get(each.enrolment_id, ""), credited.get(each.id)) for each in lines
    ]


def _roster_row(staff: Staff, line: SubsidyLine, certificate: str, halves: int | None) -> RosterRow:
    trainee, own = line.enrolment.trainee, line.enrolment.training_class
    is_whole = may(staff.role, Permission.SEE_WHOLE_NUMBERS)
    return RosterRow(
        name=name_for(staff, trainee.name),
        id_number=trainee.id_number if is_whole else mask_id_number(trainee.id_number),
        category=trainee.category,
        phone=trainee.phone if is_whole else mask_phone(trainee.phone),
        class_number=own.class_number,
        trade=own.trade,
        certificate=certificate,
        hours="" if halves is None else hours(halves),
        standard=_yuan(line.amount_fen),
        amount=_yuan(line.granted_fen),
        fund=line.fund.value if line.fund else NOT_SAID,
        verdict="可补贴",
        reasons="",
    )


def _certificates(session: Session, enrolments: Collection[int]) -> dict[int, str]:
    rows = select(Certificate.live_enrolment_id, Certificate.number)
    own = rows.where(Certificate.live_enrolment_id.in_(enrolments))
    return {key: number for key, number in session.execute(own) if key is not None}


def _credited(session: Session, lines: Collection[int]) -> dict[int, int]:
    """出勤课时 in halves, as the list has them by which each was judged; of C1 there is no such list."""
    rows = (
        select(SubsidyLine.id, QualifiedPerson.credited_halves)
        .join(SubsidyLine.judgement)
        .join(QualifiedPerson, QualifiedPerson.list_id == SubsidyJudgement.list_id)
        .where(QualifiedPerson.enrolment_id == SubsidyLine.enrolment_id, SubsidyLine.id.in_(lines))
    )
    return {line: halves for line, halves in session.execute(rows)}


def _yuan(fen: int | None) -> Decimal:
    return Decimal(fen or 0) / 100
