"""Write what was planned, in one transaction: reminders with their messages, alerts of silent machines."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from training.attendance.views.plan_reminders import Plan, Planned, SilentHalfDay
from training.attendance.views.reminder_words import TEMPLATES, parameters_of
from training.database import insert_new
from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.acts.write_links import write_links
from training.outbox.acts.write_messages import MessageDraft, write_messages
from training.outbox.rules.short_links import LinkDraft, ShortLinks
from training.outbox.rules.withdrawn import MARK
from training.outbox.terms import Audience
from training.outbox.views.ids_of import ids_of
from training.records.attendance.reminders import Reminder
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Trainee
from training.records.outbox.messages import OutgoingMessage
from training.sheets.chunks import chunks

AT_ONCE = 500
OCCASION = ("enrolment_id", "held_on", "part", "occasion")


def write_reminders(session: Session, plan: Plan, links: ShortLinks, *, now: datetime) -> int:
    """Write every reminder that nobody wrote before and say how many; raise the alerts of silent machines.

    Two workers with the same plan write each reminder once: its key in the database is the judge.
    """
    # In one order for all writers, so that two of them never wait for each other.
    in_order = sorted(plan.due, key=_key)
    written = sum(_write(session, chunk, links, now) for chunk in chunks(in_order, AT_ONCE))
    for each in plan.silent:
        _raise(session, each, now)
    return written


def _key(planned: Planned) -> str:
    chance = planned.chance
    return (
        f"reminder:{planned.person.enrolment_id}:{chance.held_on}:{chance.part.name}:{chance.occasion.name}"
    )


def _write(session: Session, planned: Sequence[Planned], links: ShortLinks, now: datetime) -> int:
    phones = _phones(session, [each.person.trainee_id for each in planned])
    tokens = {_key(each): links.new_token() for each in planned}
    write_messages(
        session,
        [_message(each, phones[each.person.trainee_id], links.to(tokens[_key(each)])) for each in planned],
        now=now,
    )
    ids = ids_of(session, tokens)
    write_links(session, [_link(each, ids[_key(each)], tokens[_key(each)]) for each in planned])
    rows = [_row(each, ids[_key(each)], now) for each in planned]
    _make_room(session, rows)
    return insert_new(session, Reminder, rows)


def _make_room(session: Session, rows: Sequence[Mapping[str, Any]]) -> None:
    """What a clock ahead wrote for the same occasion gives way; its message stays."""
    mine = {tuple(each[name] for name in OCCASION) for each in rows}
    own = select(Reminder.id, *(getattr(Reminder, name) for name in OCCASION)).join(Reminder.message)
    ids = sorted({each["enrolment_id"] for each in rows})
    early = own.where(OutgoingMessage.dedupe_key.contains(MARK), Reminder.enrolment_id.in_(ids))
    given = [key for key, *occasion in session.execute(early) if tuple(occasion) in mine]
    if given:
        session.execute(delete(Reminder).where(Reminder.id.in_(given)))


def _phones(session: Session, trainee_ids: Iterable[int]) -> dict[int, str]:
    own = select(Trainee.id, Trainee.phone).where(Trainee.id.in_(trainee_ids))
    return dict(session.execute(own).all())


def _message(planned: Planned, phone: str, link: str) -> MessageDraft:
    return MessageDraft(
        template=TEMPLATES[planned.chance.occasion],
        parameters=parameters_of(planned, link),
        phone=phone,
        dedupe_key=_key(planned),
        due_at=planned.chance.due_at,
        expires_at=planned.chance.expires_at,
        trainee_id=planned.person.trainee_id,
        district_id=planned.of_class.district_id,
    )


def _link(planned: Planned, message_id: int, token: str) -> LinkDraft:
    chance = planned.chance
    last_lesson_ends = max(half_day.lesson.ends for half_day in chance.half_days)
    # As long as a correction may be asked for.
    expires_at = last_lesson_ends + chance.policy.correction_lasts
    return LinkDraft(token, message_id, planned.person.enrolment_id, expires_at, chance.held_on)


def _row(planned: Planned, message_id: int, now: datetime) -> dict[str, object]:
    chance = planned.chance
    return {
        "enrolment_id": planned.person.enrolment_id,
        "held_on": chance.held_on,
        "part": chance.part,
        "occasion": chance.occasion,
        "message_id": message_id,
        "written_at": now,
    }


def _raise(session: Session, silent: SilentHalfDay, now: datetime) -> None:
    own = session.get_one(TrainingClass, silent.of_class.class_id)
    day, half_day = silent.held_on, silent.half_day
    text = (
        f"班级 {own.class_number} {day.month}月{day.day}日{half_day}全班没有打卡记录，考勤机可能离线，"
        "没有给学员发短信。请核实是否上课，检查考勤机电源和网络，恢复后补传记录。"
    )
    for audience in (Audience.INSPECTORS, Audience.INSTITUTION):
        key = f"class_without_punches:{own.id}:{day}:{half_day.name}:{audience}"
        raise_alert(session, AlertDraft("class_without_punches", key, text, audience, own), now=now)
