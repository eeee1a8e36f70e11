"""HEIC, as iPhones keep photos: turned into JPEG where its reader is installed (`chaban[heic]`)."""

from dataclasses import replace
from hashlib import sha256
from importlib.util import find_spec

from training.confined import NoAnswer, module, run_confined
from training.pictures.heic_child import TOO_LARGE
from training.pictures.pictures import (
    HEIC,
    HEIC_BRANDS,
    MOST_PIXELS,
    BadPicture,
    Picture,
    read_picture,
    refuse_too_large,
    too_many_pixels,
)
from training.turns import own_turn

SECONDS = 20
MOST_MB = 1024
# Its library crashes over some damaged files, which must not take the server down.
CHILD = module("training.pictures.heic_child", SECONDS, MOST_MB)


def is_installed() -> bool:
    return find_spec("pi_heif") is not None


def read_phone_picture(content: bytes, most_bytes: int) -> Picture:
    """As `read_picture`; a HEIC is kept as it came and shown as JPEG. Raises BadPicture with what to do."""
    if not _is_readable_heic(content):
        return read_picture(content, most_bytes)
    refuse_too_large(content, most_bytes)
    jpeg = _jpeg_of(content)
    # The limit is for what is sent: the same picture as JPEG is larger.
    shown = read_picture(jpeg, len(jpeg))
    return replace(shown, original=content, sha256=sha256(content).hexdigest(), original_type=HEIC)


def _is_readable_heic(content: bytes) -> bool:
    return content[4:8] == b"ftyp" and content[8:12] in HEIC_BRANDS and is_installed()


def _jpeg_of(content: bytes) -> bytes:
    """The picture upright, with what the camera noted, read in its own process; raises BadPicture or Busy."""
    try:
        with own_turn():
            return run_confined((*CHILD, str(MOST_PIXELS)), content, SECONDS)
    except NoAnswer as end:
        if str(end).endswith(TOO_LARGE):
            raise too_many_pixels() from end
        raise BadPicture(
            "这张 HEIC 照片不完整或打不开；请重新发送，或在 iPhone 的“设置-相机-格式”选“兼容性最佳”后重拍。"
        ) from end
