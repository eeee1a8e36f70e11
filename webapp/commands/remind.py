"""`chaban remind`: who is told of a missing punch now, in which words, and why the others are not."""

from collections import Counter
from datetime import datetime

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from notifications.messages import segments, text_of
from notifications.reminders import links_of
from training.attendance.acts.write_reminders import write_reminders
from training.attendance.rules.chances import Chance
from training.attendance.rules.reminders import DueReminder, Silence
from training.attendance.views.plan_reminders import Plan, Planned, plan_reminders
from training.attendance.views.reminder_words import TEMPLATES, parameters_of
from training.classes.views.find_class import find_class
from training.notice.clock import SHANGHAI
from training.notice.identity import mask_name, mask_phone
from training.records.classes.trainees import Trainee
from training.settings import Settings
from webapp.commands.context import (
    Moment,
    a_table,
    console,
    database,
    now,
    refusals_end_the_command,
    say,
    settings,
)
from webapp.commands.serve import wording_of

MOST_ROWS = 200
ORDINARY = (Silence.PUNCHED, Silence.NOTHING_LOST)
# As long as a real one.
HIDDEN_TOKEN = "*" * 11


@click.command("remind", help="漏打卡提醒：列出现在该提醒谁、不提醒谁和原因，并写入待发短信。")
@click.option("--dry-run", is_flag=True, help="只列出，不写入。")
@click.option(
    "--at",
    type=Moment(),
    metavar="2026-03-02T08:50",
    help="假定现在是这个时间（北京时间）",
)
@click.option("--class", "class_number", metavar="班号", help="只看一个班")
@refusals_end_the_command
def remind(dry_run: bool, at: datetime | None, class_number: str | None) -> None:
    chosen, moment = settings(), at.replace(tzinfo=SHANGHAI) if at else now()
    with database() as opened:
        with opened.reading() as session:
            only = find_class(session, class_number) if class_number else None
            plan = plan_reminders(session, moment, only)
            _print_due(plan, _phones(session, plan.due), chosen)
        _print_others(plan, by_name=class_number is not None)
        if dry_run:
            say(f"试运行（没有写入）：该提醒 {len(plan.due)} 人。", style="bold")
            return
        with opened.writing() as session:
            written = write_reminders(session, plan, links_of(chosen.public_url), now=moment)
    say(f"已写入 {written} 条待发短信。", style="bold")


def _print_due(plan: Plan, phones: dict[int, str], chosen: Settings) -> None:
    table = a_table("班号", "提醒", "学员", "手机", "短信", "条数")
    for each in plan.due[:MOST_ROWS]:
        text = _text(each, chosen)
        phone = mask_phone(phones[each.person.trainee_id])
        table.add_row(*_of(each), phone, text, str(segments(text)))
    if plan.due:
        console.print(table)
    _say_rest(len(plan.due))


def _print_others(plan: Plan, *, by_name: bool) -> None:
    """Person by person where there was something to decide, else the class as a whole.

    Who did nothing amiss is only counted, unless one class was asked for.
    """
    ordinary = [] if by_name else [each for each in plan.not_due if each.verdict in ORDINARY]
    rows = [(*_of(each), _reason(each)) for each in plan.not_due if by_name or each.verdict not in ORDINARY]
    counts = Counter((each.of_class.class_number, _when(each.chance), _reason(each)) for each in ordinary)
    rows += [(number, when, f"{count} 人", reason) for (number, when, reason), count in counts.items()]
    rows += [
        (of_class.class_number, _when(chance), "全班", _reason_of_class(chance, reason))
        for of_class, chance, reason in plan.no_class
    ]
    table = a_table("班号", "提醒", "学员", "不提醒的原因")
    for row in rows[:MOST_ROWS]:
        table.add_row(*row)
    if rows:
        console.print(table)
    _say_rest(len(rows))
    for silent in plan.silent:
        say(f"注意：{silent.of_class.class_number} {silent.half_day}全班没有打卡，将提醒监管人员和培训机构。")


def _phones(session: Session, due: list[Planned]) -> dict[int, str]:
    wanted = [each.person.trainee_id for each in due[:MOST_ROWS]]
    own = select(Trainee.id, Trainee.phone).where(Trainee.id.in_(wanted))
    return {key: phone for key, phone in session.execute(own)}


def _text(due: Planned, chosen: Settings) -> str:
    parameters = parameters_of(due, links_of(chosen.public_url).to(HIDDEN_TOKEN))
    template = TEMPLATES[due.chance.occasion]
    wording = wording_of(chosen)
    return text_of(template, parameters, wording.signature, with_link=wording.with_link)


def _of(planned: Planned) -> tuple[str, str, str]:
    return planned.of_class.class_number, _when(planned.chance), mask_name(planned.person.name)


def _when(chance: Chance) -> str:
    return f"{chance.part}{chance.occasion}"


def _reason(planned: Planned) -> str:
    assert not isinstance(planned.verdict, DueReminder)  # noqa: S101  (those stand in the other table)
    return planned.verdict.value


def _reason_of_class(chance: Chance, reason: str) -> str:
    span = f"{chance.due_at.astimezone(SHANGHAI):%H:%M}–{chance.expires_at.astimezone(SHANGHAI):%H:%M}"
    return f"{reason}（{span}）" if "时间" in reason else str(reason)


def _say_rest(count: int) -> None:
    if count > MOST_ROWS:
        say(f"…… 还有 {count - MOST_ROWS} 行没有列出，可用 --class 只看一个班。")
