"""批次 of one machine and one day, looked at together and decided on together (R43)."""

from collections.abc import Iterator

from bot.answers.asking import Asking
from bot.answers.punches.batches import with_why, would_move
from bot.answers.replies import Button, Reply
from bot.words.batch_commands import DecideBatchDay, ShowBatchDay
from bot.words.spellings import ACCEPT, BATCHES, DUE, NOT_ACCEPT
from training.attendance.acts.late.decide_day import DayDecided, DayShown, decide_day
from training.attendance.acts.late.record_decision import BatchChanged, BatchVerdict
from training.attendance.views.late.batches_seen import MachineDay
from training.attendance.views.late.effect_of import effect_of
from training.attendance.views.late.waiting_of_day import DayWaiting, waiting_of_day
from training.errors import NotFound
from training.notice.clock import shanghai_day
from training.notice.permissions import Permission


def show_day(asking: Asking, command: ShowBatchDay) -> Reply:
    """What all of it holds and would move; what is decided then ends with the last one that is shown."""
    found = waiting_of_day(asking.session, asking.staff, _day_of(asking, command))
    found.refuse_empty()
    said = f"{BATCHES} {found.of.serial} {found.of.day}"
    lines = [*_what(found)]
    if found.own:
        lines += would_move(asking, effect_of(asking.session, found.own, asking.now))
    if not (found.own and asking.may(Permission.ACCEPT_BATCHES)):
        return Reply(said, tuple(lines), (BATCHES,))
    all_of_it = f"{said} 至{found.until} 共{found.punches}次"
    lines.append(f"查明后写“{all_of_it} {ACCEPT} 原因”或“{all_of_it} {NOT_ACCEPT} 原因”；决定后不能更改。")
    lines.append("每个批次各记一次决定，原因相同；您看过以后再交来的不在内。")
    choices = (Button(f"{each}…", f"{all_of_it} {each}") for each in (ACCEPT, NOT_ACCEPT))
    return Reply(said, tuple(lines), (*choices, BATCHES))


def decide_all(asking: Asking, command: DecideBatchDay) -> Reply:
    """接受 or 不接受 for all that was shown; what was decided before stands, what changed is shown again."""
    shown = DayShown(_day_of(asking, command.shown), command.until, command.punches)
    verdict = BatchVerdict(command.is_accepted, command.reason)
    try:
        done = decide_day(asking.session, asking.staff, shown, verdict, now=asking.now)
    except BatchChanged as refusal:
        return with_why(refusal, show_day(asking, command.shown))
    became = "已接受" if command.is_accepted else "未接受"
    title = f"{BATCHES} {shown.of.serial} {shown.of.day} {became} {len(done.batches)} 个批次"
    return Reply(title, tuple(_became(done, command)), (BATCHES, DUE))


def _day_of(asking: Asking, command: ShowBatchDay) -> MachineDay:
    day = command.day.until(shanghai_day(asking.now))
    if day is None:
        raise NotFound("这一天（请写成 3月2日 或 2026-03-02，不能晚于今天）")
    return MachineDay(command.machine, day)


def _what(found: DayWaiting) -> Iterator[str]:
    yield "、".join(found.institutions)
    if found.own:
        (first, last), numbers = found.days, f"编号 {found.own[0].number} 至 {found.own[-1].number}"
        yield f"{found.of.words}交来 {len(found.own)} 个批次，{numbers}"
        yield f"{first} 至 {last} 的打卡，{found.people} 人，{found.punches} 次"
        yield "待确认的原因：" + "、".join(f"{why} {count} 个" for why, count in found.reasons.items())
    if found.of_others:
        yield f"另有 {len(found.of_others)} 个批次还涉及其他旗县区的班，要由市级工作人员决定，不在内。"


def _became(done: DayDecided, command: DecideBatchDay) -> Iterator[str]:
    counts = "已计入学时" if command.is_accepted else "不计入学时"
    yield f"{len(done.batches)} 个批次，{done.punches} 次打卡{counts}。原因：{command.reason}"
    if done.later:
        yield f"另有 {done.later} 个批次是您看过以后才交来的，没有一起决定。"
    if done.of_others:
        yield f"另有 {done.of_others} 个批次还涉及其他旗县区的班，要由市级工作人员决定。"
