"""What may be said of a camera when it is registered."""

from training.errors import NotRight
from training.notice.notes import read_note

LONGEST = 64


class BadCamera(NotRight):
    """What was said of the camera cannot be."""


def read_class_room(typed: str) -> str:
    """The name of the room; raises BadCamera or TextTooLong."""
    room = read_note(typed)
    if not 0 < len(room) <= LONGEST:
        raise BadCamera(f"请写明教室（不超过 {LONGEST} 个字），看画面的人要知道是哪一间。")
    return room


def check_account(account: str, password: str) -> None:
    """Raises BadCamera."""
    if max(len(account), len(password)) > LONGEST or not (account + password).isprintable():
        raise BadCamera(f"账号或密码不对：各不超过 {LONGEST} 个字，不能有换行。")
    if password and not account:
        raise BadCamera("填了密码就要填账号；摄像机不要账号的，两格都不填。")
