from datetime import datetime

from sqlalchemy.orm import Session

from training.attendance.acts.devices.tell_of_upload import tell_of_upload
from training.attendance.sheets.push_fields import printable
from training.notice.clock import SHANGHAI
from training.records.attendance.devices import Device


def tell_unserved(session: Session, device: Device, table: str, *, now: datetime) -> None:
    """A table that is not taken in is told once a day; the machine keeps it and goes on trying (R43)."""
    name = printable(table, 32) or "（没有名称）"
    text = (
        f"考勤机 {device.serial}（{device.class_room}）上传的数据表 {name} 系统不接收，机器会一直重试。"
        "请在机器的“云服务器/上传设置”里关闭这一项，或把型号和固件告诉管理员。"
    )
    tell_of_upload(session, device, f"{name}:{now.astimezone(SHANGHAI):%Y%m%d}", text, now=now)
