"""到课, 全景, and pictures: how many are in the room, and the proof of it."""

from dataclasses import replace

from bot.answers import screenshots
from bot.answers.asking import Asking
from bot.answers.calls import explained
from bot.answers.check_lines import brief, which
from bot.answers.late import ask_again
from bot.answers.replies import Button, Line, Reply, about
from bot.words.commands import (
    Command,
    CountHeads,
    CountInPanorama,
    ExplainMismatch,
    MarkPanorama,
    WithdrawPicture,
)
from bot.words.readers import calls_it_panorama
from bot.words.spellings import FACES, FINISH, PANORAMA, PROGRESS, WITHDRAW
from training.checks.acts.calls.resolve_mismatch import Explanation, resolve_mismatch
from training.checks.acts.evidence.count_heads import count_heads
from training.checks.acts.evidence.keep_evidence import ReceivedPicture, keep_evidence
from training.checks.acts.evidence.mark_panorama import mark_panorama
from training.checks.acts.evidence.withdraw_evidence import withdraw_evidence
from training.checks.views.check_views import CheckView, PictureLine
from training.checks.views.evidence.picture_of import picture_at
from training.checks.views.find_check import WrongMethod
from training.errors import Refusal

SOURCE = "chat"
COUNTING = (CountHeads, CountInPanorama)


def count(asking: Asking, command: CountHeads) -> Reply:
    """Heads of the whole class; the latest count holds."""
    try:
        counted = asking.told_at
        view = count_heads(asking.session, asking.staff, asking.check_id, command.heads, now=counted)
    except WrongMethod as refusal:
        buttons = about(asking.meant.number, f"{FACES} {command.heads}", PROGRESS)
        return Reply("视频查班记的是人脸", (str(refusal),), buttons)
    return _counted(view, command.heads)


def count_in_panorama(asking: Asking, command: CountInPanorama) -> Reply:
    """Said after the picture: one's own latest shows all who were counted."""
    mark_panorama(asking.session, asking.staff, asking.check_id, None, now=asking.now)
    view = count_heads(asking.session, asking.staff, asking.check_id, command.heads, now=asking.told_at)
    return _counted(view, command.heads, "您最后发的照片：全部学员入镜。")


def mark(asking: Asking, command: MarkPanorama) -> Reply:
    """The picture that is named, or one's own latest, shows the room with everybody in it."""
    named = picture_at(asking.session, asking.meant, command.picture) if command.picture else None
    view = mark_panorama(
        asking.session, asking.staff, asking.check_id, named.public_id if named else None, now=asking.now
    )
    which_one = f"第 {command.picture} 张" if command.picture else "您最后发的照片"
    lines = (which(view), f"{which_one}：全部学员入镜。", brief(view))
    return Reply("已标为全景", lines, _steps(view), has_card=True)


def withdraw(asking: Asking, command: WithdrawPicture) -> Reply:
    """A picture that came to the wrong check proves nothing in it; it stays, with the reason."""
    picture = picture_at(asking.session, asking.meant, command.picture)
    view = withdraw_evidence(
        asking.session, asking.staff, asking.check_id, picture.public_id, command.reason, now=asking.now
    )
    lines = (
        which(view),
        f"原因：{command.reason}",
        "照片仍留在记录里，不再作为本次检查的证据。",
        brief(view),
    )
    return Reply(f"已撤回第 {command.picture} 张", lines, _steps(view))


def keep_pictures(asking: Asking, command: Command) -> Reply:
    """Pictures are evidence of the check; said with 全景, they are panoramas, with 说明, they explain."""
    shows_everybody = calls_it_panorama(asking.text)
    received = [ReceivedPicture(each, SOURCE, shows_everybody) for each in asking.pictures]
    view = keep_evidence(asking.session, asking.staff, asking.check_id, *received, now=asking.now)
    if view.video:
        return screenshots.keep(asking, view, command)
    kept = [each for each in view.pictures if each.sha256 in {own.sha256 for own in asking.pictures}]
    if isinstance(command, ExplainMismatch) and len(kept) == 1:
        return _explain(asking, command, kept[0])
    reply = _kept(asking, view, kept, shows_everybody=shows_everybody)
    return _count_too(asking, command, reply) if isinstance(command, COUNTING) else reply


def _count_too(asking: Asking, command: CountHeads | CountInPanorama, kept: Reply) -> Reply:
    """Said with the picture. What is refused of the count, or too late for it, leaves the picture kept."""
    if (asked := ask_again(asking, command)) is not None:
        return replace(asked, lines=(kept.title, *asked.lines))
    try:
        with asking.session.begin_nested():
            view = count_heads(
                asking.session, asking.staff, asking.check_id, command.heads, now=asking.told_at
            )
    except Refusal as refusal:
        return replace(kept, lines=(*kept.lines, Line(f"到课没有记：{refusal}", is_strong=True)))
    title, lines = f"已记到课 {command.heads} 人，{kept.title}", (*kept.lines, brief(view))
    return replace(
        kept, title=title, lines=lines, buttons=_steps(view) if view.facts.panoramas else kept.buttons
    )


def _explain(asking: Asking, command: ExplainMismatch, picture: PictureLine) -> Reply:
    """It was taken for this trainee."""
    told = Explanation(command.reason, picture.evidence_id)
    view = resolve_mismatch(
        asking.session, asking.staff, asking.check_id, command.place, told, now=asking.now
    )
    return explained(view, command, picture.place)


def _kept(asking: Asking, view: CheckView, kept: list[PictureLine], *, shows_everybody: bool) -> Reply:
    places = "、".join(f"第 {each.place} 张" for each in kept)
    hint = () if shows_everybody else ("是教室全景、全部学员入镜的，请点“全景”。",)
    panoramas = about(view.number, *(f"{PANORAMA} 第{each.place}张" for each in kept), PROGRESS)
    title = f"已留存 {len(asking.pictures)} 张照片" + ("，标为全景" if shows_everybody else "")
    wrong = f"发错了班的，写“{WITHDRAW} 第{kept[-1].place}张 原因”。" if kept else ""
    doubts = screenshots.doubts_about(asking, view)
    lines = (which(view), f"{places}；本次检查共 {len(view.pictures)} 张。", *doubts, *hint, wrong)
    return Reply(title, lines, _steps(view) if shows_everybody else panoramas)


def _counted(view: CheckView, heads: int, *more: str) -> Reply:
    lines = (which(view), *more, brief(view))
    return Reply(f"已记到课 {heads} 人", lines, _steps(view), has_card=True)


def _steps(view: CheckView) -> tuple[Button, ...]:
    return about(view.number, *((FINISH, PROGRESS) if not view.missing else (PROGRESS,)))
