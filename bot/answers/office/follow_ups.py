"""待回访, 回访: whom to ask what became of them, and what was heard, kept after it was shown once more."""

from collections.abc import Sequence
from datetime import date
from hashlib import sha256

from bot.answers.asking import Asking
from bot.answers.office.page_link import page_link
from bot.answers.replies import PAGE, Button, Line, Reply, part_of
from bot.words.follow_up_commands import AskFollowUp, KeepFollowUp, SaidNow, ShowFollowUps, SinceSaid
from bot.words.spellings import DUE, FOLLOW_UP, KEEP_FOLLOW_UP, TO_FOLLOW_UP
from training.errors import NotFound, NotRight, NotYours
from training.follow_ups.acts.answer_follow_up import AnsweredBy, answer_follow_up
from training.follow_ups.rules.answers import Answer, Asked, read_answer
from training.follow_ups.rules.steps import last_counted_day, until
from training.follow_ups.views.find_follow_up import find_follow_up
from training.follow_ups.views.said_before import said_after
from training.follow_ups.views.source_of import source_of
from training.follow_ups.views.to_ask import asked_by_name, steps_to_ask
from training.listing.views.page_of import count_of
from training.notice.permissions import Permission
from training.records.follow_ups.follow_ups import FollowUp

PATH = "/desk/follow-ups"
MOST_NAMESAKES = 5
KEY_LETTERS = 64


class NobodyAsks(NotYours):
    """Who only looks asks nobody."""

    def __init__(self) -> None:
        super().__init__("就业回访由旗县区和培训机构登记；您可以发“就业率 班号”看结果。")


class NoSuchDay(NotRight):
    """The 31st of June."""

    def __init__(self) -> None:
        super().__init__("起始日期不对，请写成 10月1日 或 2026-10-01。")


def show_follow_ups(asking: Asking, command: ShowFollowUps) -> Reply:
    """Those who are due and whom nobody asked, with the last day that counts."""
    if not asking.may(Permission.ANSWER_FOLLOW_UPS):
        raise NobodyAsks
    rows = steps_to_ask(asking.staff, asking.today)
    count = count_of(asking.session, rows, FollowUp.id)
    if not count:
        return Reply(TO_FOLLOW_UP, ("没有到期要回访的学员。",), (DUE,))
    part = part_of(count, command.page, TO_FOLLOW_UP)
    in_order = rows.order_by(FollowUp.due_on, FollowUp.id).offset(part.begin).limit(PAGE)
    found = asking.session.scalars(in_order).unique().all()
    how = f"问过的发：{FOLLOW_UP} 姓名 就业 单位名称 10月1日；{FOLLOW_UP} 姓名 未就业"
    note = (part.note,) if part.note else ()
    lines = (_line(asking, each) for each in found)
    link = page_link(asking, PATH, "看电话、登记")
    return Reply(f"{TO_FOLLOW_UP} {count} 人次", (*lines, *note, how, link), (*part.more, DUE))


def ask_follow_up(asking: Asking, command: AskFollowUp) -> Reply:
    """What would be kept, and of whom, before it is; raises NotFound or as `read_answer`."""
    if not asking.may(Permission.ANSWER_FOLLOW_UPS):
        raise NobodyAsks
    found = asked_by_name(asking.session, asking.staff, command.who, asking.today)
    if not found:
        raise NotFound(f"到期要回访的“{command.who[:20]}”")
    said = _answer(asking, command.said)
    for each in found:
        read_answer(said, source_of(asking.staff), Asked(each.due_on, asking.today))
    if len(found) > 1:
        return _which(asking, found, said)
    lines = (*_about(asking, found[0], said), "核对无误再点保存；保存以后不能改，只能再记一次。")
    return Reply("请核对这次回访", lines, (_keep(found[0], said, "保存"), TO_FOLLOW_UP))


def keep_follow_up(asking: Asking, command: KeepFollowUp) -> Reply:
    """The same tap twice on a day is one answer; said anew behind another answer, it is another."""
    own = find_follow_up(asking.session, asking.staff, command.step, Permission.ANSWER_FOLLOW_UPS)
    source = source_of(asking.staff)
    said = read_answer(_answer(asking, command.said), source, Asked(own.due_on, asking.today))
    behind = said_after(own, said, source, asking.staff)
    key = sha256(repr((asking.staff.id, own.id, said, behind)).encode()).hexdigest()[:KEY_LETTERS]
    by = AnsweredBy(source, asking.make_seed(), asking.staff, key)
    answer_follow_up(asking.session, own, said, by, now=asking.now)
    lines = (*_about(asking, own, said), "有劳动合同等佐证的，请在网页里再记一次并上传。")
    return Reply(
        "已保存回访", (*lines, page_link(asking, f"{PATH}/{own.public_id}", "看")), (TO_FOLLOW_UP, DUE)
    )


def _which(asking: Asking, found: Sequence[FollowUp], said: Answer) -> Reply:
    shown = found[:MOST_NAMESAKES]
    lines = [Line(_named(asking, each)) for each in shown]
    more = [f"还有 {len(found) - len(shown)} 个，请在网页里登记。"] if len(found) > len(shown) else []
    buttons = (_keep(each, said, f"保存 {each.enrolment.training_class.class_number}") for each in shown)
    title = f"有 {len(found)} 个班有这个人，请核对是哪个班"
    return Reply(title, (*lines, _told(said), *more), (*buttons, TO_FOLLOW_UP))


def _keep(own: FollowUp, said: Answer, words: str) -> Button:
    since = said.since.isoformat() if said.since else ""
    parts = (KEEP_FOLLOW_UP, own.public_id.hex, said.status.value, said.employer, since)
    return Button(words, " ".join(each for each in parts if each))


def _answer(asking: Asking, said: SaidNow) -> Answer:
    since = _day(said.since, asking.today) if said.since else None
    return Answer(said.status, asking.today, said.employer, since=since)


def _day(said: SinceSaid, today: date) -> date:
    """The last such day, where the year was not said; raises NoSuchDay."""
    try:
        found = date(said.year or today.year, said.month, said.day)
        return found if said.year or found <= today else found.replace(year=today.year - 1)
    except ValueError:
        raise NoSuchDay from None


def _line(asking: Asking, own: FollowUp) -> Line:
    last = last_counted_day(own.due_on, own.enrolment.training_class.policy)
    is_late = last < asking.today
    day = f"{last:%m月%d日}"
    when = f"{day} 已过期" if is_late else until(day)
    return Line(f"{_named(asking, own)}，{when}", is_strong=is_late)


def _named(asking: Asking, own: FollowUp) -> str:
    name = asking.name_of(own.enrolment.trainee)
    return f"{name} {own.enrolment.training_class.class_number} 第 {own.after_days} 天"


def _about(asking: Asking, own: FollowUp, said: Answer) -> tuple[str, ...]:
    return f"{_named(asking, own)}，{own.due_on} 到期", _told(said)


def _told(said: Answer) -> str:
    since = f"，{said.since} 起" if said.since else ""
    return f"{said.status}{f'：{said.employer}' if said.employer else ''}{since}"
