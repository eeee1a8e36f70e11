"""Photos that people hand in: checked by content, made small, stripped of where and when they were taken."""

from io import BytesIO

from PIL import Image, ImageOps

from training.errors import Refusal

FORMATS = ("JPEG", "PNG")
LONGEST_SIDE = 1280
QUALITY = 70
# A page of a hundred million points unpacks to 300 MB: a few KB can be made to bring a server down.
MOST_POINTS = 40_000_000


class BadPhoto(Refusal):
    """What was handed in is no photo that can be kept."""


def read_photo(content: bytes) -> bytes:
    """A small upright JPEG without any note of the camera; raises BadPhoto."""
    try:
        with Image.open(BytesIO(content), formats=FORMATS) as photo:
            if photo.width * photo.height > MOST_POINTS:
                raise BadPhoto("照片的像素太大，请用手机默认尺寸拍照，或先缩小再上传。")
            return _small(photo)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise BadPhoto("这个文件不是 JPG 或 PNG 照片，或已损坏，请重新拍照上传。") from error


def _small(photo: Image.Image) -> bytes:
    upright = ImageOps.exif_transpose(photo).convert("RGB")
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    # A new image, so that nothing that the file carried along is kept by mistake.
    bare = Image.new("RGB", upright.size)
    bare.paste(upright)
    kept = BytesIO()
    bare.save(kept, "JPEG", quality=QUALITY, optimize=True)
    return kept.getvalue()
