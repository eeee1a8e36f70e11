from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.notice.terms import Severity
from training.people.views.known_phones import KeptPhone
from training.records.classes.classes import TrainingClass
from training.rosters.acts.ask_for_phone import WishedPhone, ask_for_phone
from training.sheets.hand_in import HandedFile, ImportReport


@dataclass(frozen=True)
class BroughtPhone:
    """Another phone that a row of a file brings, and the class of that row."""

    kept: KeptPhone
    class_number: str


def ask_for_phones(
    session: Session, brought: Iterable[BroughtPhone], file: HandedFile, report: ImportReport
) -> None:
    """Those of the rows that were taken; whoever has one waiting already is not asked for twice.

    Nothing where the file was imported before, or where the person has proved the phone that stands.
    """
    refused = {(each.sheet, each.row) for each in report.findings if each.severity is Severity.ERROR}
    asked = [
        each
        for each in brought
        if not each.kept.is_proved and (each.kept.row.sheet, each.kept.row.row) not in refused
    ]
    if report.batch_id is None or not asked:
        return
    classes = _classes(session, {each.class_number for each in asked})
    news = 0
    for each in asked:
        if own := classes.get(each.class_number):
            news += ask_for_phone(session, _wish(each, own, file, report.batch_id), now=file.handed_at)
    report.notices.append(_said(news, len(asked) - news))


def _classes(session: Session, numbers: set[str]) -> dict[str, TrainingClass]:
    named = select(TrainingClass).where(TrainingClass.class_number.in_(numbers))
    return {each.class_number: each for each in session.scalars(named)}


def _wish(brought: BroughtPhone, own: TrainingClass, file: HandedFile, batch_id: int) -> WishedPhone:
    kept = brought.kept
    return WishedPhone(
        kept.trainee_id, kept.wanted, own, batch_id, kept.row.row, file.handed_by, file.staff_id
    )


def _said(news: int, known: int) -> str:
    before = f"；{known} 人已有申请在等，没有重复申请" if known else ""
    return f"{news} 人的手机号与登记的不同：列为更正申请并短信告诉原号码，同意前不变{before}。"
