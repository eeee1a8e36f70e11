"""今日抽查, 我的任务: which classes are drawn today, and to whom they were given; for inspectors alone.

An institution that read it in a group would know where nobody comes.
"""

from bot.answers.asking import Asking
from bot.answers.replies import Button, Line, Reply
from bot.words.round_commands import AGAIN, DrawRound, ShowOrders, ShowRound
from bot.words.spellings import CLASS, DUE, ORDERS, ROUND
from training.checks.acts.rounds.draw_round import (
    MOST_DRAWN,
    Another,
    BadSize,
    NothingToDraw,
    RoundIsDrawn,
    draw_round,
)
from training.checks.views.find_check import NotAnInspector
from training.checks.views.rounds.candidates_for import WHICH, candidates_for
from training.checks.views.rounds.find_round import place_that_draws
from training.checks.views.rounds.my_orders import my_orders
from training.checks.views.rounds.order_lines import OrderLine
from training.checks.views.rounds.see_round import RoundView, rounds_today
from training.notice.permissions import Permission

USUAL = 5
SHOWN_DIGITS = 12
"""Of the seed; the page shows all of it."""


def show_round(asking: Asking, command: ShowRound) -> Reply:
    """What was drawn today, or how to draw."""
    if not asking.may(Permission.SEE_ROUNDS):
        raise NotAnInspector
    views = rounds_today(asking.session, asking.staff, now=asking.now)
    if views:
        return _rounds(asking, views)
    if not asking.may(Permission.DRAW_ROUNDS):
        return Reply(_title(asking), ("今天还没有抽查。",), (DUE,), is_private=True)
    count = len(candidates_for(asking.session, asking.staff, now=asking.now))
    lines = (f"今天还没有抽。能抽的有 {count} 个班：{WHICH}。", f"写“{ROUND} {USUAL}”抽 {USUAL} 个班。")
    return Reply(_title(asking), lines, (f"{ROUND} {USUAL}", DUE), is_private=True)


def draw(asking: Asking, command: DrawRound) -> Reply:
    """Ask first; the button of the answer begins, today and once."""
    place_that_draws(asking.staff)
    if command.day is None:
        return _ask(asking, command)
    if command.day != asking.today:
        return Reply(
            "这个按钮过期了",
            (f"它是 {command.day:%m月%d日} 的，没有抽。要抽今天的，请重新写。",),
            (f"{ROUND} {command.size}", ROUND),
            is_private=True,
        )
    another = Another(command.ordinal, command.reason) if command.ordinal > 1 else None
    try:
        with asking.session.begin_nested():
            draw_round(
                asking.session,
                asking.staff,
                command.size,
                seed=asking.make_seed(),
                another=another,
                now=asking.now,
            )
    except RoundIsDrawn:
        views = rounds_today(asking.session, asking.staff, now=asking.now)
        return _rounds(asking, views, "已经抽过，没有再抽。")
    return _rounds(asking, rounds_today(asking.session, asking.staff, now=asking.now))


def show_orders(asking: Asking, command: ShowOrders) -> Reply:
    """Each with a tap to its class."""
    mine = my_orders(asking.session, asking.staff, now=asking.now)
    lines: tuple[Line | str, ...] = tuple(_order(each) for each in mine)
    return Reply(
        f"{ORDERS} {len(mine)} 个",
        lines or ("今天没有派给您、还没查的任务。",),
        (ROUND, DUE),
        is_private=True,
    )


def _ask(asking: Asking, command: DrawRound) -> Reply:
    if not 1 <= command.size <= MOST_DRAWN:
        raise BadSize
    views = rounds_today(asking.session, asking.staff, now=asking.now)
    if views and not command.reason:
        how = f"确需再抽一轮，写明原因：{ROUND} {command.size} {AGAIN} 原因"
        return _rounds(asking, views, f"今天已经抽过，结果保留。{how}")
    count = len(candidates_for(asking.session, asking.staff, now=asking.now))
    if not count:
        raise NothingToDraw
    ordinal = len(views) + 1
    size = min(command.size, count)
    lines = (
        f"能抽的有 {count} 个班：{WHICH}。",
        f"按风险加签，抽 {size} 个，第 {ordinal} 轮；抽了就不能撤。",
        *((f"再抽原因：{command.reason}",) if views else ()),
    )
    begin = Button(f"开始抽 {size} 个班", command.confirmed(asking.today, ordinal))
    return Reply(_title(asking), lines, (begin, DUE), is_private=True)


def _rounds(asking: Asking, views: tuple[RoundView, ...], note: str = "") -> Reply:
    lines: list[Line | str] = [note] if note else []
    for view in views:
        lines += [_head(view), *(_order(each, names=True) for each in view.orders)]
    buttons = (ORDERS, DUE) if asking.may(Permission.DRAW_ROUNDS) else (DUE,)
    return Reply(_title(asking), tuple(lines), buttons, is_private=True)


def _head(view: RoundView) -> Line:
    why = f"，再抽原因：{view.reason}" if view.reason else ""
    counts = f"备选 {len(view.population)} 个班，抽中 {len(view.orders)} 个"
    return Line(f"{view.number}：{counts}，种子 {view.seed[:SHOWN_DIGITS]}…{why}", is_strong=True)


def _order(order: OrderLine, *, names: bool = False) -> Line:
    own, why = order.of_class, "、".join(order.points)
    who = f"，{order.inspector}" if names else ""
    text = f"{order.position} {own.number} {own.name}（{own.institution}）签数 {order.weight}"
    return Line(f"{text}{f'：{why}' if why else ''}{who}，{order.state}", command=f"{CLASS} {own.number}")


def _title(asking: Asking) -> str:
    return f"{ROUND} {asking.today:%m月%d日}"
