"""Refusals: the rules say no, in words for the person who asked. They know nothing of HTTP or chat."""

import errno

REASONS = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EEXIST: "已有同名的文件",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.ENOTDIR: "路径中有一段是文件，不是文件夹",
    errno.ENOSPC: "磁盘已满",
    errno.EROFS: "磁盘只读",
    errno.ENAMETOOLONG: "文件名太长",
    errno.EADDRINUSE: "已被占用",
    errno.EADDRNOTAVAIL: "本机没有这个地址",
}


def reason_of(error: OSError) -> str:
    """Why the machine says no, for a clerk; a rare reason stays in the machine's own words."""
    return REASONS.get(error.errno or 0) or error.strerror or str(error)


class Refusal(Exception):
    """The rules say no. The message is Chinese and says why and what to do next."""


class UnreadableFile(Refusal):
    """The file cannot be read at all, or lacks what it must have."""


class NotFound(Refusal):
    """There is no such thing, or none that this person may see."""

    def __init__(self, what: str):
        super().__init__(f"没有找到{what}。")
        self.what = what
