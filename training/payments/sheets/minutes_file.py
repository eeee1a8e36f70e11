"""会议纪要 as it is handed in: a photo or a PDF; anything else is refused by what it is (R20)."""

from collections.abc import Callable

from training.claims.sheets.paper_files import MB, MOST_BYTES, PaperFile, read_paper_file
from training.errors import NotRight
from training.pdfs.plain import BadPaper
from training.pictures.pictures import HEIC_BRANDS, BadPicture

TAKEN = f"会议纪要只收 JPG、PNG、WebP、HEIC 照片或 PDF，最多 {MOST_BYTES // MB} MB。"
SAVE_AS = "请在原来的软件里另存为 PDF，或打印后拍照再交。"
UNPACK = "请解压以后，交里面的照片或 PDF。"
LONGEST_NAME = 40
GOOD = {
    b"%PDF-": "PDF",
    b"\xff\xd8\xff": "JPG 照片",
    b"\x89PNG\r\n\x1a\n": "PNG 图片",
}
OTHERS = {
    b"\xd0\xcf\x11\xe0": ("旧版 Word、Excel 或 WPS 文档", SAVE_AS),
    b"{\\rtf": ("RTF 文档", SAVE_AS),
    b"Rar!": ("RAR 压缩包", UNPACK),
    b"7z\xbc\xaf": ("7z 压缩包", UNPACK),
    b"GIF8": ("GIF 图片", "请另存为 JPG 或 PNG，或重新拍照再交。"),
    b"BM": ("BMP 图片", "请另存为 JPG 或 PNG，或重新拍照再交。"),
    b"II*\0": ("TIFF 图片", "请另存为 JPG 或 PNG，或重新拍照再交。"),
    b"MM\0*": ("TIFF 图片", "请另存为 JPG 或 PNG，或重新拍照再交。"),
    b"%OFD": ("OFD 文件", SAVE_AS),
}
PACKS = {
    b"word/document.xml": ("Word 文档", SAVE_AS),
    b"xl/workbook.xml": ("Excel 表格", SAVE_AS),
    b"OFD.xml": ("OFD 文件", SAVE_AS),
}


class BadMinutes(NotRight):
    """The file cannot be kept as minutes; says what was given and what is taken."""


def read_minutes(content: bytes, name: str) -> PaperFile:
    """Told by its content, named by its name; raises BadMinutes."""
    if not content:
        raise BadMinutes(f"没有收到会议纪要，或者文件是空的；请选择文件后再交。{TAKEN}")
    try:
        return read_paper_file(content)
    except (BadPaper, BadPicture) as refusal:
        kind, advice = _kind_of(content)
        gap = " " if kind[0].isascii() else ""
        said = f"您给的“{_short(name)}”是{gap}{kind}（{_size(content)}），不能作会议纪要"
        why = f"；{advice}" if advice else f"：{refusal}"
        raise BadMinutes(f"{said}{why}{TAKEN}") from refusal


def _kind_of(content: bytes) -> tuple[str, str]:
    """What it is, and what to do; nothing to do of what would be taken if it were whole."""
    for begins, kind in GOOD.items():
        if content.startswith(begins):
            return kind, ""
    for begins, told in OTHERS.items():
        if content.startswith(begins):
            return told
    return next((told for is_it, told in LOOKS if is_it(content)), UNKNOWN)


def _is_text(content: bytes) -> bool:
    if b"\0" in content:
        return False
    for coding in ("utf-8", "gb18030"):
        try:
            content.decode(coding)
        except UnicodeDecodeError:
            continue
        return True
    return False


def _of_pack(part: bytes) -> Callable[[bytes], bool]:
    return lambda content: content.startswith(b"PK") and part in content


LOOKS: tuple[tuple[Callable[[bytes], bool], tuple[str, str]], ...] = (
    (lambda content: content[:4] == b"RIFF" and content[8:12] == b"WEBP", ("WebP 图片", "")),
    (lambda content: content[4:8] == b"ftyp" and content[8:12] in HEIC_BRANDS, ("HEIC 照片", "")),
    (lambda content: content[4:8] == b"ftyp", ("视频", "请拍成照片再交。")),
    *((_of_pack(part), told) for part, told in PACKS.items()),
    (lambda content: content.startswith(b"PK"), ("压缩包", UNPACK)),
    (_is_text, ("文本文件", SAVE_AS)),
)
UNKNOWN = ("认不出的文件，可能没有传完整", "请核对选的文件，重新导出或拍照再交。")


def _short(name: str) -> str:
    seen = "".join(letter for letter in name if letter.isprintable()) or "没有名字的文件"
    return seen if len(seen) <= LONGEST_NAME else f"…{seen[-LONGEST_NAME:]}"


def _size(content: bytes) -> str:
    return f"{len(content) / MB:.1f} MB" if len(content) >= MB else f"{-(-len(content) // 1024)} KB"
