"""到课, 全景, and pictures: how many are in the room, and the proof of it."""

from bot.answers import screenshots
from bot.answers.asking import Asking
from bot.answers.check_lines import brief
from bot.answers.late import counted_at
from bot.answers.replies import Reply
from bot.words.commands import Command, CountHeads, MarkPanorama
from bot.words.readers import calls_it_panorama
from bot.words.spellings import FACES, FINISH, PANORAMA, PROGRESS
from training.checks.acts.evidence.count_heads import count_heads
from training.checks.acts.evidence.keep_evidence import ReceivedPicture, keep_evidence
from training.checks.acts.evidence.mark_panorama import mark_panorama
from training.checks.views.check_in_focus import check_in_focus
from training.checks.views.check_views import CheckView
from training.checks.views.find_check import WrongMethod

SOURCE = "chat"


def count(asking: Asking, command: CountHeads) -> Reply:
    """Heads of the whole class; the latest count holds."""
    check_id = check_in_focus(asking.session, asking.staff)
    try:
        view = count_heads(asking.session, asking.staff, check_id, command.heads, now=counted_at(asking))
    except WrongMethod as refusal:
        return Reply("视频查班记的是人脸", (str(refusal),), (f"{FACES} {command.heads}", PROGRESS))
    return Reply(f"已记到课 {command.heads} 人", (brief(view),), _steps(view), has_card=True)


def mark(asking: Asking, command: MarkPanorama) -> Reply:
    """One's own latest picture shows the room with everybody in it."""
    check_id = check_in_focus(asking.session, asking.staff)
    view = mark_panorama(asking.session, asking.staff, check_id, None, now=asking.now)
    return Reply("已标为全景", ("您最后发的照片：全部学员入镜。", brief(view)), _steps(view), has_card=True)


def keep_pictures(asking: Asking, command: Command) -> Reply:
    """Pictures are evidence of the running check; said with 全景, they are panoramas."""
    check_id, shows_everybody = check_in_focus(asking.session, asking.staff), calls_it_panorama(asking.text)
    received = [ReceivedPicture(each, SOURCE, shows_everybody) for each in asking.pictures]
    view = keep_evidence(asking.session, asking.staff, check_id, *received, now=asking.now)
    if view.video:
        return screenshots.keep(asking, view, command)
    doubts = screenshots.doubts_about(asking, view)
    hint = () if shows_everybody else ("是教室全景、全部学员入镜的，请回“全景”。",)
    buttons = _steps(view) if shows_everybody else (PANORAMA, PROGRESS)
    title = f"已留存 {len(asking.pictures)} 张照片" + ("，标为全景" if shows_everybody else "")
    return Reply(title, (f"本次检查共 {len(view.pictures)} 张。", *doubts, *hint), buttons)


def _steps(view: CheckView) -> tuple[str, ...]:
    return (FINISH, PROGRESS) if not view.missing else (PROGRESS,)
