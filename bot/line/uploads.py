"""Files that are handed in through the chat: kept, read and shown as on the desk, before the act begins."""

from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from bot.answers.handlers import staff_of
from bot.line.heard import Heard
from bot.line.house import House
from bot.words.import_commands import ConfirmImport
from training.errors import UnreadableFile
from training.intake.acts.keep_upload import keep_upload
from training.intake.judging import Desk, judge, rows_shown
from training.intake.receiving import Reception, receive
from training.intake.rules.confirming import READ_AT_ONCE
from training.intake.sheets.handed_rows import HandedRows
from training.intake.sheets.recognise import recognise
from training.intake.terms import FileKind
from training.intake.views.find_upload import find_by_code
from training.notice.permissions import Permission, may
from training.sheets.books import open_sheets
from training.turns import Busy


def may_hand_in(house: House, heard: Heard) -> bool:
    """Whether whoever wrote hands files in at all."""
    with house.database.reading() as session:
        staff = staff_of(session, heard.sender)
    return staff is not None and may(staff.role, Permission.HAND_IN_FILES)


def is_to_be_handed_in(house: House, heard: Heard, content: bytes) -> bool:
    """Any table but live statistics, which an inspector sends for the check in hand."""
    with house.database.reading() as session:
        staff = staff_of(session, heard.sender)
    checks = staff is not None and may(staff.role, Permission.CHECK_CLASSES)
    return not checks or any(kind is not FileKind.WATCHING for kind in _kinds(content))


def keep_file(house: House, heard: Heard, content: bytes) -> UUID:
    """Kept and read, by the worker where it is large; raises FileRefused or StoreUnavailable."""
    new = receive(Reception(house.papers, house.scanner), heard.document_name, content)
    with house.database.writing() as session:
        staff = staff_of(session, heard.sender)
        if staff is None:
            return new.public_id
        number = keep_upload(session, staff, new, now=house.clock()).id
    if len(content) <= READ_AT_ONCE:
        try:
            judge(_desk(house), number, house.clock())
        except Busy:
            return new.public_id
    return new.public_id


def rows_to_confirm(house: House, heard: Heard, command: ConfirmImport) -> HandedRows | None:
    """None where the worker is to write them, or nobody is known; raises NotFound and as `rows_shown`."""
    with house.database.reading() as session:
        staff = staff_of(session, heard.sender)
        if staff is None:
            return None
        upload = find_by_code(session, staff, command.code)
    if upload.size > READ_AT_ONCE or not upload.state.is_open:
        return None
    return rows_shown(_desk(house), upload.id, house.clock())


def _desk(house: House) -> Desk:
    return Desk(house.database, house.papers)


def _kinds(content: bytes) -> tuple[FileKind, ...]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "文件"
        path.write_bytes(content)
        try:
            return recognise(path, open_sheets(path))
        except UnreadableFile:
            return ()
