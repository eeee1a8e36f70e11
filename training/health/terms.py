"""The words of how the installation is."""

from enum import StrEnum


class Part(StrEnum):
    """What tells from time to time that it is at work."""

    WORKER = "worker"
    STORE = "store"
    """The store of files, written to by the worker."""


class State(StrEnum):
    """运行状况: whether somebody must come, and how soon."""

    OK = "正常"
    DEGRADED = "要处理"
    """Everybody is served, but something is wrong that gets worse by itself."""
    FAILING = "故障"
    """Somebody is not served."""
