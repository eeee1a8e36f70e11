from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from training.changes.rules.consequences import Consequence
from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.terms import Audience
from training.records.classes.classes import TrainingClass
from training.records.projects import ClassProjectChoice, Project

LONGEST_REASON = 60


def tell_of_project(
    session: Session,
    own: TrainingClass,
    choice: ClassProjectChoice,
    consequences: Sequence[Consequence],
    *,
    now: datetime,
) -> None:
    """The city hears whatever moves with it, as of weaker rules (R47); the school under which it is."""
    moved = f"班级 {own.class_number} 由{_named(choice.before)}改归{_named(choice.project)}"
    effects = [f"{each.what}由{each.before}改为{each.after}" for each in consequences if each.moves]
    text = "；".join((f"{moved}（{choice.reason[:LONGEST_REASON]}）", *effects))
    key = f"{own.public_id}:{choice.ordinal}"
    for_offices = AlertDraft("project_chosen", f"project_chosen:{key}", text, Audience.INSPECTORS, own)
    raise_alert(session, for_offices, now=now)
    raise_alert(
        session, AlertDraft("project_told", f"project_told:{key}", moved, Audience.INSTITUTION, own), now=now
    )


def _named(own: Project | None) -> str:
    return f"项目 {own.number} 第 {own.version} 版" if own else "没有项目"
