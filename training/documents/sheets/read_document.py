"""A file is read as what it is before it is kept: nothing in it may act, lead elsewhere or swell (R27)."""

import zlib
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from lxml import etree

from training.documents.rules.media import (
    ZIP,
    BadDocumentFile,
    is_whole_film,
    media_of,
    refuse_bomb,
)
from training.documents.sheets.declarations import refuse_by_declarations
from training.documents.terms import Media
from training.pdfs.plain import refuse_more_than_plain
from training.pictures.heic import read_phone_picture

PICTURES = frozenset((Media.JPG, Media.PNG, Media.WEBP, Media.HEIC))
PDF_HEAD, ZIP_DIRECTORY = b"%PDF-", b"PK\x05\x06"
HEAD, TAIL = 1024, 65_557
"""Where readers of PDF look for its head, and readers of ZIP for its directory."""
MOST_PARTS = 5_000
ENCRYPTED = 0x1
FAULTS = (
    *(BadZipFile, zlib.error, etree.XMLSyntaxError, EOFError, RuntimeError),
    *(NotImplementedError, ValueError, OSError),
)
DAMAGED = "文件不完整或已损坏，可能没有传完；请重新导出后再交。"
CARRIES = "文件里夹带了别的内容，不能接收；请重新导出或重新拍照。"


def read_document(content: bytes) -> Media:
    """What it is; it is kept as it came. Raises BadDocumentFile, BadPaper, BadPicture or Busy."""
    if not content:
        raise BadDocumentFile("没有收到文件，或文件是空的；请选择文件后再交。")
    if content.startswith(ZIP):
        return _read_pack(content)
    media = media_of(content[:HEAD])
    if media is Media.MP4:
        if not is_whole_film(content):
            raise BadDocumentFile(f"视频{DAMAGED}")
        return media
    _refuse_two_in_one(content, media)
    if media in PICTURES:
        read_phone_picture(content, len(content))
    else:
        refuse_more_than_plain(content)
    return media


def _refuse_two_in_one(content: bytes, media: Media) -> None:
    """What one reader takes for a picture and another for a document or a pack."""
    is_pdf_inside = media is not Media.PDF and PDF_HEAD in content[:HEAD]
    if is_pdf_inside or ZIP_DIRECTORY in content[-TAIL:]:
        raise BadDocumentFile(CARRIES)


def _read_pack(content: bytes) -> Media:
    try:
        with ZipFile(BytesIO(content)) as pack:
            return _looked_through(pack, len(content))
    except FAULTS as fault:
        raise BadDocumentFile(DAMAGED) from fault


def _looked_through(pack: ZipFile, packed: int) -> Media:
    parts = pack.infolist()
    if len(parts) > MOST_PARTS:
        raise BadDocumentFile("文件由太多部分组成，不能接收；请重新另存后再交。")
    if any(each.flag_bits & ENCRYPTED for each in parts):
        raise BadDocumentFile("文件有密码，打不开；请去掉密码后再交。")
    refuse_bomb(packed, sum(each.file_size for each in parts))
    media = media_of(ZIP, [each.filename for each in parts])
    # A part that unfolds to more than it says fails its checksum, and no more of it is read than it says.
    if pack.testzip() is not None:
        raise BadDocumentFile(DAMAGED)
    refuse_by_declarations(pack)
    return media
