"""What a file is: told by its first bytes and, of a pack, by the names in it; never by its own name (R27)."""

import re
from collections.abc import Collection
from itertools import pairwise

from training.documents.terms import Media
from training.errors import NotRight

ZIP = b"PK\x03\x04"
MOST_UNPACKED = 200 * 2**20
MOST_TIMES = 100
"""How much larger a pack may become; an honest workbook grows tenfold."""
ACCEPTED = "请交 PDF、照片（JPG、PNG、WebP、HEIC）、xlsx、docx 或 mp4。"
HEADS = {b"%PDF-": Media.PDF, b"\xff\xd8\xff": Media.JPG, b"\x89PNG\r\n\x1a\n": Media.PNG}
HEIC_BRANDS = frozenset((b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"heim", b"heis"))
FILM_BRANDS = frozenset(
    (b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"dash", b"MSNV")
)
MAIN_PARTS = {"word/document.xml": Media.DOCX, "xl/workbook.xml": Media.XLSX}
MACROS = re.compile(r"vbaproject|vbadata|macrosheets/|activex/|customui/|\.bin$")
INSIDE = re.compile(r"/embeddings/|oleobject|/attachedtoolbars|\.(exe|dll|js|vbs|bat|cmd|scr|lnk|hta|ps1)$")
PRINTING = re.compile(r"printersettings\d*\.bin$")
"""What Excel keeps of a printer is a `.bin` and no macro."""


class BadDocumentFile(NotRight):
    """The file cannot be kept as a document; the message says why and what to do."""


def media_of(head: bytes, names: Collection[str] = ()) -> Media:
    """By the first bytes, `names` being the parts of a ZIP; raises BadDocumentFile."""
    for begins, media in HEADS.items():
        if head.startswith(begins):
            return media
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return Media.WEBP
    if head[4:8] == b"ftyp":
        return _by_brand(head[8:12])
    if head.startswith(ZIP):
        return _pack(names)
    raise BadDocumentFile(f"不能识别这个文件是什么，改了后缀的程序、旧版 doc 和 xls 都不收；{ACCEPTED}")


def _by_brand(brand: bytes) -> Media:
    if brand in HEIC_BRANDS:
        return Media.HEIC
    if brand in FILM_BRANDS:
        return Media.MP4
    raise BadDocumentFile("这种视频不能接收；请转成 mp4（H.264）后再交。")


def _pack(names: Collection[str]) -> Media:
    lower = [each.lower().replace("\\", "/") for each in names]
    found = {media for part, media in MAIN_PARTS.items() if part in lower}
    if len(found) != 1 or "[content_types].xml" not in lower:
        raise BadDocumentFile(f"压缩包不能接收，请逐个文件上传；{ACCEPTED}")
    if any(MACROS.search(each) and not PRINTING.search(each) for each in lower):
        raise BadDocumentFile("文件里有宏或控件，不能接收；请另存为不带宏的 docx 或 xlsx 再交。")
    if any(INSIDE.search(f"/{each}") for each in lower):
        raise BadDocumentFile("文件里嵌了别的文件，不能接收；请把嵌入的内容单独导出后再交。")
    return found.pop()


def refuse_bomb(packed: int, unpacked: int) -> None:
    """Both in bytes; raises BadDocumentFile before anything is unpacked."""
    if unpacked > MOST_UNPACKED or unpacked > MOST_TIMES * packed:
        raise BadDocumentFile("文件展开后太大，不能接收；请删掉多余的内容，重新另存后再交。")


def is_whole_film(content: bytes) -> bool:
    """Whether the boxes of an MP4 fill it to its last byte, and say how it is played."""
    ends, kinds = [0], set()
    while ends[-1] < len(content):
        at = ends[-1]
        size, kind = int.from_bytes(content[at : at + 4], "big"), content[at + 4 : at + 8]
        if size == 1:
            size = int.from_bytes(content[at + 8 : at + 16], "big")
        kinds.add(kind)
        # A size of nothing means: until the end.
        ends.append(at + size if size else len(content))
        if ends[-1] < at + 8:
            return False
    return (
        ends[-1] == len(content)
        and {b"ftyp", b"moov", b"mdat"} <= kinds
        and all(a < b for a, b in pairwise(ends))
    )
