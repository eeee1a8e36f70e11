"""HEIC, as iPhones keep photos: turned into JPEG where its reader is installed (`chaban[heic]`)."""

from io import BytesIO

from training.files.pictures import BROKEN, HEIC_BRANDS, MOST_PIXELS, BadPicture, too_many_pixels

try:
    from pi_heif import open_heif
except ImportError:
    open_heif = None


def is_readable_heic(content: bytes) -> bool:
    return open_heif is not None and content[4:8] == b"ftyp" and content[8:12] in HEIC_BRANDS


def jpeg_of(content: bytes) -> bytes:
    """The picture upright and without EXIF; raises BadPicture."""
    jpeg = BytesIO()
    try:
        opened = open_heif(BytesIO(content))
        width, height = opened.size
        # The header is asked first: a small file can unfold to gigabytes.
        if width * height > MOST_PIXELS:
            raise too_many_pixels()
        opened.to_pillow().convert("RGB").save(jpeg, "JPEG", quality=92)
    except (*BROKEN, RuntimeError) as error:
        raise BadPicture(
            "这张 HEIC 照片不完整或打不开；请重新发送，或在 iPhone 的“设置-相机-格式”选“兼容性最佳”后重拍。"
        ) from error
    return jpeg.getvalue()
