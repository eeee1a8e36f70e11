"""A file sent to the robot: what was found in it, and its confirmation, by the acts of the desk (R43)."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from bot.answers.asking import Asking
from bot.answers.replies import Button, Line, Reply
from bot.words.import_commands import ConfirmImport
from bot.words.spellings import CONFIRM_IMPORT, HELP
from training.intake.acts.ask_to_store import ask_to_store
from training.intake.acts.confirm_upload import Confirmation, confirm_upload
from training.intake.rules.confirming import NotReadYet
from training.intake.sheets.preview import masked
from training.intake.terms import UploadState
from training.intake.views.find_upload import find_by_code, find_upload, newest_reading
from training.notice.terms import Severity
from training.records.uploads import Upload, UploadReading
from training.staff.acts.make_link import make_link

CODE_LETTERS = 8
MOST_FINDINGS = 10
SIGNS = {Severity.ERROR.value: "✗", Severity.WARNING.value: "▲"}


def show(asking: Asking) -> Reply:
    """Counts, the first findings, the way to the page, and the button where something can be written."""
    if asking.upload is None:
        raise NotReadYet
    upload = find_upload(asking.session, asking.staff, asking.upload)
    reading = newest_reading(asking.session, upload)
    link = _link(asking, upload)
    if upload.state is UploadState.WAITS:
        return Reply("已收到文件", (upload.file_name, "文件较大，后台读完以后请到网页核对。", link), (HELP,))
    found = json.loads(reading.found or "{}")
    kind = reading.choices["kind"] or "认不出的文件"
    lines: tuple[Line | str, ...] = (
        upload.file_name,
        *_counts(found),
        *_findings(found),
        *_foot(reading),
        link,
    )
    return Reply(f"核对：{kind}", lines, _buttons(reading, found))


def confirm(asking: Asking, command: ConfirmImport) -> Reply:
    """Whoever sent it, within half an hour; raises what `confirm_upload` raises."""
    upload = find_by_code(asking.session, asking.staff, command.code)
    digest = newest_reading(asking.session, upload).digest
    if asking.handed is None:
        ask_to_store(asking.session, upload, digest, now=asking.now)
        return Reply("已确认", (upload.file_name, "文件较大，后台正在写入。", _link(asking, upload)), (HELP,))
    said = Confirmation(digest, asking.told_at)
    report = confirm_upload(asking.session, asking.staff, upload, asking.handed, said, now=asking.now)
    counts = f"新写入 {report.stored} 行，已有 {report.known} 行，退回 {report.refused} 行。"
    return Reply("已导入", (upload.file_name, counts, *report.notices, _link(asking, upload)), (HELP,))


def _counts(found: Mapping[str, Any]) -> Iterator[str]:
    counts = found.get("counts")
    if counts:
        yield (
            f"读取 {counts['read']} 行：新写入 {counts['stored']}，已有 {counts['known']}，"
            f"对不上人 {counts['quarantined']}，退回 {counts['refused']}"
        )
    for count, why in found.get("waits", ()):
        yield f"其中 {count} 次打卡要等旗县区或市级接受（{why}），接受以前不计学时。"
    if found.get("failure"):
        yield str(found["failure"])


def _findings(found: Mapping[str, Any]) -> Iterator[str]:
    listed = found.get("findings", ())
    for severity, _, row, column, _, message in listed[:MOST_FINDINGS]:
        place = f"第 {row} 行 {column}" if row else column
        yield f"{SIGNS[severity]} {place}：{masked(message)}"
    if len(listed) > MOST_FINDINGS:
        yield f"共发现 {len(listed)} 处，其余请到网页看。"


def _foot(reading: UploadReading) -> Iterator[str]:
    if reading.is_acceptable:
        yield f"还没有写入。确认的就是上面看到的：指纹 {reading.digest[:CODE_LETTERS]}，30 分钟内有效。"


def _buttons(reading: UploadReading, found: Mapping[str, Any]) -> tuple[Button | str, ...]:
    if not reading.is_acceptable:
        return (HELP,)
    counts = found["counts"]
    good = counts["stored"] + counts["known"] + counts["quarantined"]
    words = f"接受合格的 {good} 行" if counts["refused"] else CONFIRM_IMPORT
    return (Button(words, f"{CONFIRM_IMPORT} {reading.digest[:CODE_LETTERS]}"), HELP)


def _link(asking: Asking, upload: Upload) -> Line:
    path = f"/desk/imports/{upload.public_id}"
    token = asking.make_token()
    make_link(asking.session, asking.staff, path, token=token, now=asking.now)
    return Line(
        "在网页上逐格核对（链接只能用一次）", address=f"{asking.settings.public_url}/desk/enter/{token}"
    )
