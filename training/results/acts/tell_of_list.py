from datetime import datetime

from sqlalchemy.orm import Session

from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.terms import Audience
from training.records.results import QualifiedList
from training.results.acts.tell_of_groundless import Decided, tell_of_groundless
from training.results.terms import Result

LONGEST_NAME = 60


def tell_of_list(session: Session, approved: QualifiedList, *, now: datetime) -> None:
    """The city hears that a list counts: who waits for a number, whose certificate has no ground any more."""
    own = approved.training_class
    qualified = [each.enrolment_id for each in approved.people if each.decision is Result.QUALIFIED]
    words = f"的第 {approved.version} 版合格名单已确认，{{}} 张有效证书的学员不在其中"
    decided = Decided(f"list:{approved.version}", words, qualified)
    tell_of_groundless(session, own, decided, now=now)
    if qualified:
        _tell_of_numbers(session, approved, len(qualified), now)


def _tell_of_numbers(session: Session, approved: QualifiedList, people: int, now: datetime) -> None:
    own = approved.training_class
    name = f"{own.class_number} {own.name[:LONGEST_NAME]}"
    text = (
        f"班级 {name}的第 {approved.version} 版合格名单已确认，合格 {people} 人，请核对后派号；"
        f"能不能派，发“派号 {own.class_number}”查看。"
    )
    key = f"certificates_due:{own.public_id}:{approved.version}"
    # Without the class: it would stand before its district as well, which has just approved it.
    draft = AlertDraft("certificates_due", key, text, Audience.INSPECTORS, about=own.public_id)
    raise_alert(session, draft, now=now)
