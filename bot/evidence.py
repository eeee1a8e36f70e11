"""到课, 全景, and pictures: how many are in the room, and the proof of it."""

from bot.asking import Asking
from bot.checks import brief
from bot.commands import CountHeads, MarkPanorama
from bot.replies import Reply
from bot.words import FINISH, HEADS, PANORAMA, PROGRESS
from training.services.check_cards import cards_are_due
from training.services.check_focus import check_in_focus
from training.services.check_views import CheckView
from training.services.count_heads import count_heads
from training.services.keep_evidence import ReceivedPicture, keep_evidence, mark_panorama

SOURCE = "chat"
HEADS_EXAMPLE = f"{HEADS} 26"


def count(asking: Asking, command: CountHeads) -> Reply:
    """Heads of the whole class; the latest count holds."""
    check_id = check_in_focus(asking.session, asking.staff)
    view = count_heads(asking.session, asking.staff, check_id, command.heads, now=asking.now)
    cards_are_due(asking.session, check_id)
    return Reply(f"已记到课 {command.heads} 人", (brief(view),), _steps(view), has_card=True)


def mark(asking: Asking, command: MarkPanorama) -> Reply:
    """The latest picture shows the room with everybody in it."""
    check_id = check_in_focus(asking.session, asking.staff)
    view = mark_panorama(asking.session, asking.staff, check_id, None, now=asking.now)
    cards_are_due(asking.session, check_id)
    return Reply("已标为全景", ("最后一张照片：全部学员入镜。", brief(view)), _steps(view), has_card=True)


def keep_pictures(asking: Asking, text: str) -> Reply:
    """Pictures are evidence of the running check; said with 全景, they are panoramas."""
    check_id = check_in_focus(asking.session, asking.staff)
    shows_everybody = PANORAMA in text
    for picture in asking.pictures:
        received = ReceivedPicture(picture, SOURCE, shows_everybody)
        view = keep_evidence(asking.session, asking.staff, check_id, received, now=asking.now)
    cards_are_due(asking.session, check_id)
    doubts = tuple(each.doubt for each in view.pictures[-len(asking.pictures) :] if each.doubt)
    hint = () if shows_everybody else ("是教室全景、全部学员入镜的，请回“全景”。",)
    buttons = _steps(view) if shows_everybody else (PANORAMA, PROGRESS)
    title = f"已留存 {len(asking.pictures)} 张照片" + ("，标为全景" if shows_everybody else "")
    return Reply(title, (f"本次检查共 {len(view.pictures)} 张。", *doubts, *hint), buttons)


def _steps(view: CheckView) -> tuple[str, ...]:
    return (FINISH, PROGRESS) if not view.missing else (PROGRESS,)
