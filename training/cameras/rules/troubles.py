"""What to do where a camera gave no still (无画面)."""

from collections.abc import Mapping

from training.cameras.terms import CameraTrouble

TO_DO: Mapping[CameraTrouble, str] = {
    CameraTrouble.UNREACHABLE: "请机构看摄像机是否通电、联网，地址有没有变。",
    CameraTrouble.SLOW: "请稍后再取一次；一直这样，请机构检查网络。",
    CameraTrouble.ACCOUNT: "请机构给一个能抓图的账号，停用这台摄像机后重新登记。",
    CameraTrouble.REFUSED: "请核对抓图的网址和账号的权限。",
    CameraTrouble.REDIRECTED: "请按它真正的抓图网址重新登记。",
    CameraTrouble.CERTIFICATE: "请系统管理员把它的证书写进 CAMERA_CERTIFICATES，或改用 http 地址。",
    CameraTrouble.NOT_ALLOWED: "请系统管理员核对 CAMERA_NETWORKS。",
    CameraTrouble.TOO_LARGE: "请在摄像机里把抓图的分辨率调低。",
    CameraTrouble.NO_PICTURE: "请核对抓图的网址，应直接给出一张 JPG。",
}


def tell_trouble(trouble: CameraTrouble, code: str = "") -> str:
    """Why there is none and what to do, as one line."""
    told = f"（{code}）" if code else ""
    return f"{trouble.value}{told}，{TO_DO[trouble]}"
