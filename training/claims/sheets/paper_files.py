"""Files that trainees hand in with a claim: a photo drawn anew without EXIF, or a plain PDF; nothing else."""

from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from PIL import Image

from training.pdfs.plain import BadPaper, refuse_more_than_plain
from training.pictures.heic import read_phone_picture
from training.pictures.pictures import BadPicture

MB = 2**20
MOST_BYTES = 10 * MB
THUMBNAIL_LONGEST = 480
PDF = "application/pdf"
PDF_HEAD, PDF_END = b"%PDF-", b"%%EOF"
HEAD, TAIL = 1024, 65_557
"""Where readers of PDF look for its head, and readers of ZIP for its directory."""
ZIP_DIRECTORY = b"PK\x05\x06"
WATERMARK = Path(__file__).with_name("watermark.png")
ADVICE = "请交 JPG、PNG、WebP 照片或 PDF。"


@dataclass(frozen=True)
class PaperFile:
    """What is kept of a file; width and height are 0 of a PDF, which has no thumbnail."""

    content: bytes
    thumbnail: bytes
    sha256: str
    """Of the file as it came."""
    media_type: str
    width: int
    height: int


def read_paper_file(content: bytes) -> PaperFile:
    """Look at the content, never at a name; raises BadPaper or BadPicture."""
    if not content:
        raise BadPaper(f"没有收到文件，请选择照片后再交。{ADVICE}")
    if len(content) > MOST_BYTES:
        raise BadPaper(f"文件有 {len(content) / MB:.1f} MB，最多 {MOST_BYTES // MB} MB；请拍小一些再交。")
    if content.startswith(PDF_HEAD):
        return _read_pdf(content)
    return _read_photo(content)


def _read_pdf(content: bytes) -> PaperFile:
    if not content.rstrip(b"\r\n\0 \t").endswith(PDF_END):
        raise BadPaper("PDF 不完整或后面带有别的内容；请重新导出，或直接拍照。")
    if ZIP_DIRECTORY in content[-TAIL:]:
        raise BadPaper(f"文件里夹带了别的内容，不能接收；请直接拍照。{ADVICE}")
    refuse_more_than_plain(content)
    return PaperFile(content, b"", sha256(content).hexdigest(), PDF, 0, 0)


def _read_photo(content: bytes) -> PaperFile:
    if PDF_HEAD in content[:HEAD] or ZIP_DIRECTORY in content[-TAIL:]:
        raise BadPaper(f"文件里夹带了别的内容，不能接收；请重新拍照。{ADVICE}")
    picture = read_phone_picture(content, MOST_BYTES)
    if min(picture.width, picture.height) < 200:
        raise BadPicture("照片太小，看不清字；请重新拍照，或发原图。")
    with Image.open(BytesIO(picture.served)) as served:
        width, height = served.size
        thumbnail = _thumbnail(served)
    return PaperFile(
        picture.served, thumbnail, sha256(content).hexdigest(), picture.media_type, width, height
    )


def _thumbnail(served: Image.Image) -> bytes:
    """Small and marked for its one purpose, so that it is of no use elsewhere."""
    small = served.convert("RGB")
    small.thumbnail((THUMBNAIL_LONGEST, THUMBNAIL_LONGEST))
    mark = _watermark()
    for top in range(0, small.height, mark.height):
        for left in range(0, small.width, mark.width):
            small.paste((168, 32, 26), (left, top), mark)
    kept = BytesIO()
    small.save(kept, "JPEG", quality=70)
    return kept.getvalue()


@lru_cache(maxsize=1)
def _watermark() -> Image.Image:
    """仅供C1补贴申领, drawn once as a mask: most machines have no Chinese font."""
    with Image.open(WATERMARK) as drawn:
        return drawn.convert("L")
