"""HEIC, as iPhones keep photos: turned into JPEG where its reader is installed (`chaban[heic]`)."""

from importlib.util import find_spec

from training.files.confined import NoAnswer, module, run_confined
from training.files.heic_child import TOO_LARGE
from training.files.pictures import HEIC_BRANDS, MOST_PIXELS, BadPicture, too_many_pixels

SECONDS = 20
MOST_MB = 1024
# Its library crashes over some damaged files, which must not take the server down.
CHILD = module("training.files.heic_child", SECONDS, MOST_MB)


def is_installed() -> bool:
    return find_spec("pi_heif") is not None


def is_readable_heic(content: bytes) -> bool:
    return content[4:8] == b"ftyp" and content[8:12] in HEIC_BRANDS and is_installed()


def jpeg_of(content: bytes) -> bytes:
    """The picture upright and without EXIF, read in a process of its own; raises BadPicture."""
    try:
        return run_confined((*CHILD, str(MOST_PIXELS)), content, SECONDS)
    except NoAnswer as end:
        if str(end).endswith(TOO_LARGE):
            raise too_many_pixels() from end
        raise BadPicture(
            "这张 HEIC 照片不完整或打不开；请重新发送，或在 iPhone 的“设置-相机-格式”选“兼容性最佳”后重拍。"
        ) from end
