from datetime import datetime

from sqlalchemy.orm import Session

from training.attendance.terms import CommandKind
from training.errors import NotNow
from training.records.attendance.devices import Device, DeviceCommand


class OtherProtocol(NotNow):
    """A machine in access-control mode understands none of these commands."""

    def __init__(self, serial: str):
        super().__init__(
            f"考勤机 {serial} 工作在门禁模式，不接受下发、补传和核对。请在机器的菜单里把“设备类型”改为考勤，"
            "或在机器上登记人员、用 U 盘导出打卡。"
        )


def queue_command(
    session: Session, device: Device, kind: CommandKind, text: str, *, asked_by: str, now: datetime
) -> DeviceCommand:
    """Queue it for the machine's next contact; raises OtherProtocol for one in access-control mode."""
    if device.is_access_control:
        raise OtherProtocol(device.serial)
    command = DeviceCommand(device_id=device.id, kind=kind, text=text, queued_at=now, queued_by=asked_by)
    session.add(command)
    return command
