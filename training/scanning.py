"""No file of somebody else's is opened before the scanner has looked at it, by whatever door it comes."""

from training.errors import NotRight
from training.ports.files import Infected, ScannerUnavailable, VirusScanner


class FileRefused(NotRight):
    """The scanner found something, or could not look."""


INFECTED = "文件没有通过安全检查，不能接收；照片请直接用手机拍，表格请在另一台电脑上重新导出再交。"
NOT_SCANNED = "现在不能检查文件是否安全，请过几分钟再交，已交的不会丢失。"


def refuse_infected(scanner: VirusScanner | None, content: bytes) -> None:
    """Raises FileRefused where it finds something, or cannot look; nothing is looked at without one."""
    if scanner is None or not content:
        return
    try:
        scanner.scan(content)
    except Infected as found:
        raise FileRefused(INFECTED) from found
    except ScannerUnavailable as fault:
        raise FileRefused(NOT_SCANNED) from fault
