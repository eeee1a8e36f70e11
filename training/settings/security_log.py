"""Where security events go, and for how long."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from training.settings.environ import choice, number

SHORTEST = 180
"""Days: 网络安全法第二十一条 asks for no less than six months."""


def security_log(environ: Mapping[str, str], instance: Path) -> dict[str, Any]:
    return {
        "security_log": choice(environ, "SECURITY_LOG", ("file", "stderr", "syslog")),
        "security_log_folder": Path(environ.get("SECURITY_LOG_FOLDER") or instance / "logs").absolute(),
        "security_log_days": number(environ, "SECURITY_LOG_DAYS", 400, lowest=SHORTEST),
        "syslog_address": environ.get("SYSLOG_ADDRESS") or "/dev/log",
    }
