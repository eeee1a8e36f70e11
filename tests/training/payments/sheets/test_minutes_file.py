"""R20: minutes are a photo or a PDF; whoever hands in something else reads what it was and what is taken."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from PIL import Image

from training.claims.sheets.paper_files import MOST_BYTES
from training.payments.sheets.minutes_file import BadMinutes, read_minutes

OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
TAKEN = "会议纪要只收 JPG、PNG、WebP、HEIC 照片或 PDF，最多 10 MB。"


def a_pack(part: str) -> bytes:
    packed = BytesIO()
    with ZipFile(packed, "w") as own:
        own.writestr(part, "x")
    return packed.getvalue()


def a_photo(longest: int = 600) -> bytes:
    drawn = BytesIO()
    Image.new("RGB", (longest, longest), "white").save(drawn, "JPEG")
    return drawn.getvalue()


def refused(content: bytes, name: str = "纪要.docx") -> str:
    with pytest.raises(BadMinutes) as found:
        read_minutes(content, name)
    return str(found.value)


@pytest.mark.parametrize(
    ("content", "kind", "advice"),
    [
        (a_pack("word/document.xml"), " Word 文档（1 KB）", "另存为 PDF"),
        (a_pack("xl/workbook.xml"), " Excel 表格（1 KB）", "另存为 PDF"),
        (a_pack("照片.jpg"), "压缩包（1 KB）", "解压以后"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000),
            "旧版 Word、Excel 或 WPS 文档（2 KB）",
            "另存为 PDF",
        ),
        ("会议纪要".encode("gb18030"), "文本文件（1 KB）", "另存为 PDF"),
        (b"GIF89a" + bytes(20), " GIF 图片（1 KB）", "另存为 JPG"),
        (b"\0\0\0\x18ftypisom" + bytes(20), "视频（1 KB）", "拍成照片"),
        (bytes(range(1, 256)) + bytes(2), "认不出的文件，可能没有传完整（1 KB）", "重新导出"),
    ],
)
def test_what_is_neither_photo_nor_pdf_is_named_with_what_to_do(
    content: bytes, kind: str, advice: str
) -> None:
    said = refused(content)

    assert f"您给的“纪要.docx”是{kind}，不能作会议纪要" in said
    assert advice in said
    assert said.endswith(TAKEN)


def test_a_pdf_that_is_cut_off_is_said_to_be_no_whole_one() -> None:
    said = refused(b"%PDF-1.7\n1 0 obj", "纪要.pdf")

    assert said.startswith("您给的“纪要.pdf”是 PDF（1 KB），不能作会议纪要：PDF 不完整")
    assert said.endswith(TAKEN)


@pytest.mark.parametrize("more", [0, 1])
def test_up_to_ten_megabytes_are_looked_at(more: int) -> None:
    said = refused(b"%PDF-1.7\n" + b"x" * (MOST_BYTES - 9 + more), "扫描.pdf")

    assert "是 PDF（10.0 MB）" in said
    assert ("最多 10 MB；请拍小一些" in said) is bool(more)


def test_nothing_at_all_is_said_to_be_nothing() -> None:
    assert refused(b"").startswith("没有收到会议纪要，或者文件是空的")


def test_a_long_name_and_one_that_cannot_be_printed_are_cut() -> None:
    assert "“…" + "长" * 35 + ".docx”" in refused(b"GIF89a", "长" * 60 + ".docx")
    assert "“没有名字的文件”" in refused(b"GIF89a", "\n\r")


def test_a_photo_is_kept() -> None:
    assert read_minutes(a_photo(), "纪要.jpg").media_type == "image/jpeg"


def test_a_photo_that_nobody_can_read_is_said_to_be_too_small() -> None:
    said = refused(a_photo(longest=199), "纪要.jpg")

    assert "“纪要.jpg”是 JPG 照片" in said
    assert "照片太小" in said
