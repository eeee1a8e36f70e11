"""Pictures that are handed in as evidence: told by their content, measured, and a copy without EXIF made."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from io import BytesIO

from PIL import ExifTags, Image

from training.confined import NoAnswer
from training.errors import Next, NotRight
from training.notice.clock import SHANGHAI
from training.pictures.drawing import draw_anew, memory_of, png_notes, webp_pixels
from training.pictures.large import LARGE, MOST_UNFOLDED, draw_confined

FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}
HEIC = "image/heic"
SEALED_FOLDER = "pictures"
"""Of the store: whatever lies in it is encrypted at rest; older rows name files beside it, which are not."""
ENDINGS = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp", HEIC: "heic"}
MB = 2**20
MOST_PIXELS = 52_000_000
"""A phone of 50 megapixels fits; a small file can unfold to gigabytes, so the header is asked first."""
MOST_JPEG_PIXELS = 110_000_000
"""Phones of 108 megapixels make JPEG, of which only a sixteenth has to be unfolded."""
MOST_WEBP_PIXELS = 20_000_000
"""Its decoder takes sixteen bytes a pixel; no screenshot has as many."""
# Pillow warns of more, which some run as an error, and refuses twice as much.
Image.MAX_IMAGE_PIXELS = MOST_JPEG_PIXELS
HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"heim", b"heis")
BROKEN = (OSError, ValueError, SyntaxError, EOFError, IndexError, KeyError, TypeError, OverflowError)
"""What Pillow raises over damaged bytes, depending on where they are damaged."""


class BadPicture(NotRight):
    """The bytes are no picture that can be kept as evidence."""

    leads_to = (Next.PROGRESS, Next.HELP)


@dataclass(frozen=True)
class Picture:
    """A readable picture: the bytes as they came, and the copy without EXIF that may be shown."""

    original: bytes
    served: bytes
    sha256: str
    """Of the original."""
    original_type: str
    media_type: str
    """Of the copy that is shown: browsers do not show every kind of picture that phones make."""
    width: int
    height: int
    taken_at: datetime | None
    taken_place: str

    @property
    def original_key(self) -> str:
        return self._key("original", self.original_type)

    @property
    def served_key(self) -> str:
        return self._key("served", self.media_type)

    def _key(self, kind: str, media_type: str) -> str:
        return f"{SEALED_FOLDER}/{kind}/{self.sha256[:2]}/{self.sha256}.{ENDINGS[media_type]}"


def read_picture(content: bytes, most_bytes: int) -> Picture:
    """Look at the content, never at a name; raises BadPicture with what to do."""
    refuse_too_large(content, most_bytes)
    if content[4:8] == b"ftyp" and content[8:12] in HEIC_BRANDS:
        raise BadPicture(
            "这是 HEIC 格式，无法查看；请在 iPhone 的“设置-相机-格式”选“兼容性最佳”后重拍，或发截屏。"
        )
    opened = _open(content)
    width, height = opened.size
    takes = _memory_of(opened, content)
    taken_at, taken_place = _when_and_where(opened, content)
    # A JPEG with a second picture inside (MPO, of some phones) is shown as the JPEG that it begins with.
    media_type = Image.MIME.get(str(opened.format), "") if opened.format != "MPO" else "image/jpeg"
    return Picture(
        original=content,
        served=_without_exif(content, FORMATS[media_type], takes),
        sha256=sha256(content).hexdigest(),
        original_type=media_type,
        media_type=media_type,
        width=width,
        height=height,
        taken_at=taken_at,
        taken_place=taken_place,
    )


def refuse_too_large(content: bytes, most_bytes: int) -> None:
    if len(content) > most_bytes:
        raise BadPicture(
            f"照片有 {len(content) / 2**20:.1f} MB，最多 {most_bytes // 2**20} MB；请压缩后再发。"
        )


def _open(content: bytes) -> Image.Image:
    if content[8:12] == b"WEBP" and webp_pixels(content) > MOST_WEBP_PIXELS:
        raise too_many_pixels(MOST_WEBP_PIXELS)
    try:
        opened = Image.open(BytesIO(content), formats=tuple(FORMATS.values()))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise too_many_pixels() from error
    except BROKEN as error:
        raise BadPicture("不是能识别的照片；请发 JPG、PNG 或 WebP 格式的照片或截屏。") from error
    if opened.width * opened.height > (MOST_JPEG_PIXELS if opened.format == "JPEG" else MOST_PIXELS):
        raise too_many_pixels()
    return opened


def too_many_pixels(most: int = MOST_PIXELS) -> BadPicture:
    return BadPicture(f"照片的尺寸太大（最多 {most // 10_000} 万像素）；请缩小后再发。")


def _memory_of(opened: Image.Image, content: bytes) -> int:
    takes = memory_of(opened, content)
    if takes > MOST_UNFOLDED:
        raise BadPicture("照片展开后太大；请缩小，或存成普通 JPG 后再发。")
    return takes


def _without_exif(content: bytes, form: str, takes: int) -> bytes:
    """None of a large picture is ever unfolded in the server itself."""
    try:
        return draw_confined(content, form) if takes > LARGE else draw_anew(content, form)
    except (*BROKEN, NoAnswer) as error:
        raise BadPicture("照片不完整，可能没有传完；请重新发送。") from error


def _when_and_where(opened: Image.Image, content: bytes) -> tuple[datetime | None, str]:
    """What the camera noted; whatever it noted wrongly is as good as nothing."""
    try:
        if opened.format == "PNG" and "exif" not in opened.info:
            # Else Pillow unfolds all of the pixels to look behind them.
            opened.info["exif"] = png_notes(content)
        exif = opened.getexif()
        return _taken_at(exif), _taken_place(exif)
    except (*BROKEN, ZeroDivisionError, AttributeError):
        return None, ""


def _taken_at(exif: Image.Exif) -> datetime | None:
    details = exif.get_ifd(ExifTags.IFD.Exif)
    noted = details.get(ExifTags.Base.DateTimeOriginal) or exif.get(ExifTags.Base.DateTime)
    if not noted:
        return None
    naive = datetime.strptime(str(noted).strip("\0 "), "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007  (zone follows)
    offset = str(details.get(ExifTags.Base.OffsetTimeOriginal) or "").strip("\0 ")
    zone = datetime.strptime(offset, "%z").tzinfo if offset else SHANGHAI
    return naive.replace(tzinfo=zone)


def _taken_place(exif: Image.Exif) -> str:
    place = exif.get_ifd(ExifTags.IFD.GPSInfo)
    latitude, longitude = place.get(ExifTags.GPS.GPSLatitude), place.get(ExifTags.GPS.GPSLongitude)
    if not latitude or not longitude:
        return ""
    north = _degrees(latitude, place.get(ExifTags.GPS.GPSLatitudeRef) == "S")
    east = _degrees(longitude, place.get(ExifTags.GPS.GPSLongitudeRef) == "W")
    return f"{north:.6f},{east:.6f}" if abs(north) <= 90 and abs(east) <= 180 else ""


def _degrees(parts: tuple[float, float, float], is_negative: bool) -> float:
    degrees, minutes, seconds = (float(part) for part in parts)
    whole = degrees + minutes / 60 + seconds / 3600
    return -whole if is_negative else whole
