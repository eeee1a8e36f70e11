"""The words of cameras in classrooms."""

from enum import StrEnum


class CameraTrouble(StrEnum):
    """无画面: why a camera gave no still."""

    UNREACHABLE = "连不上摄像机"
    SLOW = "摄像机没有及时应答"
    ACCOUNT = "账号或密码不对"
    REFUSED = "摄像机没有给出画面"
    REDIRECTED = "摄像机让去别的地址"
    CERTIFICATE = "证书不可信"
    NOT_ALLOWED = "地址不在允许的网段"
    TOO_LARGE = "画面太大"
    NO_PICTURE = "给出的不是照片"
