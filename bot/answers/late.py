"""What was said long ago, or before something newer, is asked again in place of being done."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import func, select

from bot.answers.asking import Asking
from bot.answers.its_check import again
from bot.answers.replies import Button, Reply, about
from bot.words.batch_commands import DecideBatch, DecideBatchDay
from bot.words.claim_commands import PassClaim, RejectClaim, ReturnClaim
from bot.words.commands import (
    CancelCheck,
    Command,
    CountFaces,
    CountHeads,
    CountInPanorama,
    DrawMore,
    FinishCheck,
    RecordCall,
    WithdrawPicture,
)
from bot.words.confirmation_commands import AnswerConfirmation
from bot.words.correction_commands import DecideCorrection
from bot.words.spellings import DUE, PROGRESS
from bot.words.stamps import split_stamp
from training.notice.clock import SHANGHAI
from training.records.checks.evidence import HeadCount
from training.records.checks.video_checks import FaceCount

# A message waits so long where a line was down; whoever said it has seen since that nothing came of it.
LATE_AFTER = timedelta(minutes=10)
LONGEST_QUOTE = 60
FINAL = (
    *(AnswerConfirmation, CancelCheck, DecideBatch, DecideBatchDay, DecideCorrection, DrawMore, FinishCheck),
    *(PassClaim, RejectClaim, ReturnClaim, WithdrawPicture),
)
COUNTS: Mapping[type, type[HeadCount] | type[FaceCount]] = {
    CountHeads: HeadCount,
    CountInPanorama: HeadCount,
    CountFaces: FaceCount,
}


def ask_again(asking: Asking, command: Command) -> Reply | None:
    """The question, with the same command as its button; None where it may be done at once."""
    newer = _newest_count(asking, command) if asking.said_at else None
    if asking.said_at is None or not is_too_late(command, asking.said_at, newer, asking.now):
        return None
    said, words = f"{asking.said_at.astimezone(SHANGHAI):%m月%d日 %H:%M:%S}", asking.text.strip()
    quoted = words[:LONGEST_QUOTE]
    why = f"在它之后已经记了别的数（{newer.astimezone(SHANGHAI):%H:%M:%S}），" if newer else ""
    lines = (f"“{quoted}”是您 {said} 说的，现在才收到。", f"{why}还没有办。仍要办的，请点下面的按钮。")
    # Said again it is about the same check, whatever was shown meanwhile.
    check = asking.check.number if asking.check else ""
    if not check:
        return Reply("还要办吗", lines, (Button(quoted, words), DUE))
    button = Button(quoted, words if asking.seen is not None else _stamped(asking, words, command))
    return Reply("还要办吗", (check, *lines), (button, *about(check, PROGRESS)))


def _stamped(asking: Asking, words: str, command: Command) -> str:
    """What counts nothing yet counts now, so that a tap on it twice does it once."""
    return again(asking.session, asking.meant.number, split_stamp(words)[0], command).command


def is_too_late(command: Command, said_at: datetime, newest_count: datetime | None, now: datetime) -> bool:
    """Pure: no older count takes a newer one's place; what ends, voids or overwrites is not done late."""
    if type(command) in COUNTS:
        return newest_count is not None and said_at < newest_count
    is_correction = isinstance(command, RecordCall) and command.is_correction
    return (isinstance(command, FINAL) or is_correction) and now - said_at > LATE_AFTER


def _newest_count(asking: Asking, command: Command) -> datetime | None:
    """Of the check that is meant."""
    record = COUNTS.get(type(command))
    if record is None:
        return None
    own = select(func.max(record.counted_at)).where(record.check_id == asking.meant.id)
    newest: datetime | None = asking.session.scalar(own)
    return newest
