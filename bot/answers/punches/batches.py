"""批次: punches that came late or from a doubtful place, looked at, and accepted or not (R43)."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from bot.answers.asking import Asking
from bot.answers.replies import Button, Line, Reply, page_of
from bot.words.batch_commands import DecideBatch, ShowBatch, ShowBatches
from bot.words.spellings import ACCEPT, BATCHES, DUE, NOT_ACCEPT
from training.attendance.acts.late.decide_batch import decide_batch
from training.attendance.acts.late.record_decision import BatchChanged, BatchVerdict
from training.attendance.views.late.batches_seen import MachineDay, WaitingBatch
from training.attendance.views.late.effect_of import Effect, effect_of
from training.attendance.views.late.waiting_batches import find_waiting_batch, waiting_batches
from training.notice.permissions import Permission
from training.staff.views.name_for import name_for

MOST_NAMES = 10


def show_batches(asking: Asking, command: ShowBatches) -> Reply:
    """Those that wait, the oldest first; a tap looks at one."""
    waiting = waiting_batches(asking.session, asking.staff)
    if not waiting:
        return Reply(BATCHES, ("没有待确认的打卡批次。",), (DUE,))
    paged = page_of(_lines(waiting), command.page, BATCHES)
    more = tuple(f"{BATCHES} 第 {each.rpartition(' ')[2]} 页" for each in paged.more)
    note = (paged.note,) if paged.note else ()
    return Reply(f"待确认的批次 {len(waiting)} 个", (*paged.items, *note), (*more, DUE))


def show_batch(asking: Asking, command: ShowBatch) -> Reply:
    """What it holds and what would move; nothing is decided by a tap, for the reason is asked for."""
    found = find_waiting_batch(asking.session, asking.staff, command.number)
    lines = [*_what(found)]
    if found.decision:
        lines.append(_decided(found))
        return Reply(f"{BATCHES} {found.number} {found.state}", tuple(lines), (BATCHES, DUE))
    lines += would_move(asking, effect_of(asking.session, [found], asking.now))
    of = found.machine_day
    together = (f"{BATCHES} {of.serial} {of.day}",) if of else ()
    if not asking.may(Permission.ACCEPT_BATCHES):
        return Reply(f"{BATCHES} {found.number} {found.state}", tuple(lines), (*together, BATCHES))
    said = f"{BATCHES} {found.number} 共{found.punches}次"
    lines.append(f"查明后写“{said} {ACCEPT} 原因”或“{said} {NOT_ACCEPT} 原因”；决定后不能更改。")
    choices = (Button(f"{each}…", f"{said} {each}") for each in (ACCEPT, NOT_ACCEPT))
    return Reply(f"{BATCHES} {found.number} {found.state}", tuple(lines), (*choices, *together, BATCHES))


def decide(asking: Asking, command: DecideBatch) -> Reply:
    """接受 or 不接受; what was decided first stands, what changed since the look is shown again."""
    verdict, number, count = (
        BatchVerdict(command.is_accepted, command.reason),
        command.number,
        command.punches,
    )
    try:
        found = decide_batch(asking.session, asking.staff, number, verdict, count, now=asking.now)
    except BatchChanged as refusal:
        return with_why(refusal, show_batch(asking, ShowBatch(number)))
    counts = "这些打卡已计入学时。" if command.is_accepted else "这些打卡不计入学时。"
    title = f"{BATCHES} {found.number} {found.state}"
    return Reply(title, (*_what(found), _decided(found), counts), (BATCHES, DUE))


def with_why(refusal: BatchChanged, shown: Reply) -> Reply:
    return replace(shown, lines=(str(refusal), *shown.lines))


def _lines(waiting: list[WaitingBatch]) -> list[Line]:
    """Where a machine sent several on one day they are one line, for they are decided on together."""
    days = Counter(each.machine_day for each in waiting)
    together: dict[MachineDay, list[WaitingBatch]] = {}
    found: list[Line] = []
    for each in waiting:
        of = each.machine_day
        if of is None or days[of] == 1:
            found.append(_line(each))
        elif of in together:
            together[of].append(each)
        else:
            together[of] = [each]
    return [*(_line_of_day(of, own) for of, own in together.items()), *found]


def _line_of_day(of: MachineDay, own: list[WaitingBatch]) -> Line:
    reasons, punches = "、".join(dict.fromkeys(each.waits_for for each in own)), sum(e.punches for e in own)
    text = f"{own[0].institution.name} {of.words}交来 {len(own)} 个批次，{punches} 次打卡，{reasons}"
    return Line(text, command=f"{BATCHES} {of.serial} {of.day}")


def _line(each: WaitingBatch) -> Line:
    text = (
        f"{BATCHES} {each.number} {each.institution.name} {each.first_day:%m月%d日}至{each.last_day:%m月%d日}"
        f" {each.punches} 次打卡，{each.waits_for}"
    )
    return Line(text, command=f"{BATCHES} {each.number}")


def _what(found: WaitingBatch) -> Iterator[str]:
    yield found.institution.name
    machines = "、".join(found.machines) or "没有写明"
    yield f"{found.batch.source}，考勤机 {machines}，{found.batch.imported_by}交来"
    yield f"{found.first_day} 至 {found.last_day}，{found.people} 人，{found.punches} 次打卡"
    yield f"待确认的原因：{found.waits_for}"


def would_move(asking: Asking, effect: Effect) -> Iterator[str]:
    """Half days of how many people, and who would become 合格, as whoever asks may see them."""
    yield f"接受后变动：{effect.people} 人的 {effect.half_days} 个半天"
    if effect.qualified:
        names, count = effect.qualified[:MOST_NAMES], len(effect.qualified)
        shown = "、".join(name_for(asking.staff, each) for each in names)
        yield f"其中 {count} 人因此合格：{shown}{' 等' if count > MOST_NAMES else ''}"


def _decided(found: WaitingBatch) -> str:
    decision = found.decision
    return f"{decision.staff.name}：{decision.reason}" if decision else ""
