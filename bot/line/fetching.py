"""What a message brings along is fetched before its act begins: nobody waits with the database in hand."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from sqlalchemy.orm import Session

from bot.answers.handlers import staff_of
from bot.answers.its_check import check_meant
from bot.line.api_answers import ApiThrottled
from bot.line.heard import Heard
from bot.line.house import House
from bot.line.uploads import is_to_be_handed_in, keep_file, may_hand_in, rows_to_confirm
from bot.words.commands import FetchStatistics
from bot.words.import_commands import ConfirmImport
from bot.words.platform import DINGTALK
from training.chat.terms import UsageKind
from training.checks.sheets.statistics import StatisticsFile, read_statistics, statistics_of_watchers
from training.checks.views.evidence.refuse_evidence import refuse_evidence
from training.checks.views.video.refuse_statistics import refuse_statistics
from training.intake.sheets.handed_rows import HandedRows
from training.meetings.terms import MeetingTrouble
from training.pictures.heic import read_phone_picture
from training.pictures.pictures import Picture
from training.ports.meetings import MeetingFailed
from training.records.staff.staff import Staff
from training.scanning import refuse_infected


@dataclass(frozen=True)
class Sent:
    """Kept in the store before any row names it."""

    pictures: tuple[Picture, ...] = ()
    statistics: StatisticsFile | None = None
    upload: UUID | None = None
    """A file that is handed in; its row stands already, and nothing of it counts."""
    handed: HandedRows | None = None
    """The rows of the file that is confirmed now."""


def fetch(house: House, heard: Heard) -> Sent:
    """Raises Refusal, ApiFailure or MeetingFailed."""
    wanted = heard.command
    if isinstance(wanted, ConfirmImport):
        return Sent(handed=rows_to_confirm(house, heard, wanted))
    if heard.document:
        return _document(house, heard)
    live_id = wanted.live_id if isinstance(wanted, FetchStatistics) else ""
    if not (heard.downloads or live_id) or not _has_check(house, heard):
        return Sent()
    if live_id and not heard.downloads:
        return Sent(statistics=_watchers(house, heard, live_id))
    return Sent(_pictures(house, heard))


def _has_check(house: House, heard: Heard) -> bool:
    """Whoever has no check in hand fills no store, and asks DingTalk for nothing; raises Refusal."""
    with house.database.reading() as session:
        staff = staff_of(session, heard.sender)
        if staff is not None:
            check_meant(session, staff, heard.stamp, heard.said_at)
    return staff is not None


def _pictures(house: House, heard: Heard) -> tuple[Picture, ...]:
    most = house.settings.evidence_most_mb * 2**20
    pictures = tuple(read_phone_picture(house.api.download(code), most) for code in heard.downloads)
    for picture in pictures:
        _refuse(house, heard, partial(refuse_evidence, sha256=picture.sha256))
    for picture in pictures:
        house.files.put(picture.original_key, picture.original, picture.original_type)
        house.files.put(picture.served_key, picture.served, picture.media_type)
    return pictures


def _document(house: House, heard: Heard) -> Sent:
    """Live statistics are of the check in hand; any other table is handed in, by whoever may do that."""
    hands_in = may_hand_in(house, heard)
    if not hands_in and not _has_check(house, heard):
        return Sent()
    content = house.api.download(heard.document, "文件")
    refuse_infected(house.scanner, content)
    if hands_in and is_to_be_handed_in(house, heard, content):
        return Sent(upload=keep_file(house, heard, content))
    if not _has_check(house, heard):
        return Sent()
    most = house.settings.evidence_most_mb * 2**20
    return Sent(statistics=_kept(house, heard, read_statistics(content, heard.document_name, most)))


def _watchers(house: House, heard: Heard, live_id: str) -> StatisticsFile:
    try:
        asker = house.address_book.account_id_of(heard.sender)
        found = statistics_of_watchers(live_id, house.meetings.watchers(live_id, asker))
        return _kept(house, heard, found)
    except MeetingFailed as failure:
        if failure.trouble is MeetingTrouble.QUOTA:
            house.tell_quota_empty(UsageKind.CALLS)
        if failure.trouble is MeetingTrouble.TOO_FAST:
            words = DINGTALK.troubles[failure.trouble]
            raise ApiThrottled(words, failure.code, pause=failure.pause) from None
        raise


def _kept(house: House, heard: Heard, file: StatisticsFile) -> StatisticsFile:
    _refuse(house, heard, partial(refuse_statistics, file=file))
    house.papers.put(file.key, file.content, file.media_type)
    return file


def _refuse(house: House, heard: Heard, refuse: Callable[[Session, Staff, UUID], None]) -> None:
    """What the act would refuse fills no store; raises what the act would raise."""
    with house.database.reading() as session:
        staff = staff_of(session, heard.sender)
        if staff is not None:
            refuse(session, staff, check_meant(session, staff, heard.stamp, heard.said_at).public_id)
