"""How certificates are numbered and printed."""

import re
from collections.abc import Mapping
from typing import Any

from training.settings.environ import SettingsError, short

DEFAULT_TEMPLATE = "{area}{year}{kind}{serial:06}{check:02}"
AREA = re.compile(r"[0-9A-Z]{1,12}")


def certificates(environ: Mapping[str, str]) -> dict[str, Any]:
    """Whether a template may be used is asked when a number is issued."""
    area = short(environ, "CHABAN_CERTIFICATE_AREA", "150200")
    if not AREA.fullmatch(area):
        raise SettingsError("CHABAN_CERTIFICATE_AREA: 1 to 12 digits or capital letters")
    return {
        "certificate_area": area,
        "certificate_template": short(environ, "CHABAN_CERTIFICATE_TEMPLATE", DEFAULT_TEMPLATE),
        "certificate_font": environ.get("CHABAN_CERTIFICATE_FONT", ""),
    }
