from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from training.attendance.acts.devices.tell_of_upload import tell_of_upload
from training.attendance.sheets.pushed import UnreadPush
from training.notice.clock import SHANGHAI
from training.records.attendance.devices import Device


def tell_unread(session: Session, device: Device, unread: Sequence[UnreadPush], *, now: datetime) -> None:
    """Lines that were kept and not read are told within the hour, once an hour for one reason (R43)."""
    if unread:
        reason = unread[0].reason
        text = (
            f"考勤机 {device.serial}（{device.class_room}）送来 {len(unread)} 行看不懂的内容（{reason}），"
            "已原样留存，还没有计入打卡。请在“看不懂的上传”里查看；系统更新后可以重读。"
        )
        tell_of_upload(session, device, f"{reason}:{now.astimezone(SHANGHAI):%Y%m%d%H}", text, now=now)
