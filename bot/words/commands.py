"""What an inspector may want of the chat, as values; `bot.words.readers` tells it from words."""

from dataclasses import dataclass, field

from bot.words.batch_commands import BatchCommand
from bot.words.claim_commands import ClaimCommand
from bot.words.confirmation_commands import ConfirmationCommand
from bot.words.correction_commands import CorrectionCommand
from bot.words.import_commands import ImportCommand
from bot.words.incomplete import Incomplete
from bot.words.lead_commands import LeadCommand
from bot.words.round_commands import RoundCommand
from bot.words.work_commands import WorkCommand
from training.checks.rules.class_choice import Shown
from training.checks.terms import CallOutcome, FallbackReason, FiledItem


@dataclass(frozen=True)
class Help:
    """帮助; 帮助 全部 also while a check runs."""

    everything: bool = False


@dataclass(frozen=True)
class Due:
    """待查: what is in session now, and what is owed; 待查 青山区 未查 2: what all of these words fit."""

    page: int = 1
    words: tuple[str, ...] = ()
    shown: Shown = Shown.ALL


@dataclass(frozen=True)
class ShowClass:
    """班级 班号: a number, a part of one, or a part of a name."""

    said: str


@dataclass(frozen=True)
class PrepareCheck:
    """查班 班号: which class, which lesson, which method; nothing begins before that was seen."""

    said: str


@dataclass(frozen=True)
class StartCheck:
    """电话查班 班号, with a reason while an online lesson is on; 轮外查班 where a round drew others."""

    said: str
    outside_reason: str = ""


@dataclass(frozen=True)
class StartVideoCheck:
    """视频查班 班号; 视频查班 班号 原因 where no online lesson is on."""

    said: str
    outside_reason: str = ""


@dataclass(frozen=True)
class ShowRoster:
    """名单: who was drawn, in the order of the draw; in a video check who is in the meeting."""

    page: int = 1


@dataclass(frozen=True)
class NextCall:
    """下一位, or 拨 3: whom to call, with the number."""

    place: int | None = None
    anyway: bool = False
    """Outside the hours in which trainees are called."""


@dataclass(frozen=True)
class RecordCall:
    """记 3 不符 身份证后四位: what came of the call to number 3, and the items that differ."""

    place: int
    outcome: CallOutcome
    fields: tuple[FiledItem, ...] = ()
    note: str = ""
    is_correction: bool = False


@dataclass(frozen=True)
class ExplainMismatch:
    """说明 3 第2张 原因: that picture explains why number 3 does not match; or the one that comes with it."""

    place: int
    reason: str
    picture: int | None = None


@dataclass(frozen=True)
class DrawMore:
    """补抽: the next of the reserve."""


@dataclass(frozen=True)
class CountHeads:
    """到课 26: heads counted in the room."""

    heads: int


@dataclass(frozen=True)
class CountInPanorama:
    """到课 26 全景: counted, and the picture shows all of them; with the picture it is one message."""

    heads: int


@dataclass(frozen=True)
class CountFaces:
    """在线 25, 在线 25 第2张: faces counted on the latest screenshot, or on that one."""

    faces: int
    place: int | None = None


@dataclass(frozen=True)
class RemindAbsent:
    """提醒: those who are not in the meeting are called or texted."""


@dataclass(frozen=True)
class LookAtCameras:
    """看镜头: ask DingTalk whose camera is on."""


@dataclass(frozen=True)
class ReopenMeeting:
    """重新发起: another meeting, where the one before failed or broke."""


@dataclass(frozen=True)
class ReportFailure:
    """会议失败 原因: from now on the live statistics of the day may decide."""

    reason: FallbackReason
    explanation: str


@dataclass(frozen=True)
class FetchStatistics:
    """直播统计 编号: ask DingTalk who watched that live lesson; without a number, how to hand them in."""

    live_id: str = ""


@dataclass(frozen=True)
class MarkPanorama:
    """全景, 全景 第2张: the picture shows the whole room with everybody in it."""

    picture: int | None = None
    """None: one's own latest."""


@dataclass(frozen=True)
class WithdrawPicture:
    """撤回 第2张 原因: a picture that came to the wrong check."""

    picture: int
    reason: str


@dataclass(frozen=True)
class ShowProgress:
    """进度."""


@dataclass(frozen=True)
class FinishCheck:
    """结束: ask for the verdict; 结束 无法完成 where there can be none."""

    as_unable: bool = False


@dataclass(frozen=True)
class CancelCheck:
    """作废 原因."""

    reason: str


@dataclass(frozen=True)
class ShowHours:
    """学时 姓名, or the last digits of a phone."""

    said: str


@dataclass(frozen=True)
class ShowMe:
    """我的."""


@dataclass(frozen=True)
class NotUnderstood:
    """No command; the nearest right ones are offered, with what stood behind the verb."""

    nearest: tuple[str, ...] = ()
    meant: tuple["Command | None", ...] = field(default=(), compare=False)
    """What each of the nearest would be."""


Command = (
    Help
    | Due
    | ShowClass
    | PrepareCheck
    | StartCheck
    | StartVideoCheck
    | ShowRoster
    | NextCall
    | RecordCall
    | ExplainMismatch
    | DrawMore
    | CountHeads
    | CountInPanorama
    | CountFaces
    | RemindAbsent
    | LookAtCameras
    | ReopenMeeting
    | ReportFailure
    | FetchStatistics
    | MarkPanorama
    | WithdrawPicture
    | ShowProgress
    | FinishCheck
    | CancelCheck
    | ShowHours
    | BatchCommand
    | ImportCommand
    | CorrectionCommand
    | ShowMe
    | ClaimCommand
    | ConfirmationCommand
    | LeadCommand
    | RoundCommand
    | WorkCommand
    | Incomplete
    | NotUnderstood
)
