"""Where backups go, and how many of them are kept."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from training.settings.environ import number


def backups(environ: Mapping[str, str]) -> dict[str, Any]:
    folder = environ.get("CHABAN_BACKUP_FOLDER")
    return {
        "backup_folder": Path(folder).absolute() if folder else None,
        "backups_kept": number(environ, "CHABAN_BACKUPS_KEPT", 14, lowest=1),
    }
