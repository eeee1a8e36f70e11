"""What a file is stands in its bytes, and what it may not hold is told by the names in it (R27)."""

import pytest

from tests.training.documents.packs import a_film
from training.documents.rules.media import (
    MOST_UNPACKED,
    ZIP,
    BadDocumentFile,
    is_whole_film,
    media_of,
    refuse_bomb,
)
from training.documents.terms import Media

DOCX = ("[Content_Types].xml", "word/document.xml")
XLSX = ("[Content_Types].xml", "xl/workbook.xml")


@pytest.mark.parametrize(
    ("head", "names", "media"),
    [
        (b"%PDF-1.7", (), Media.PDF),
        (b"\xff\xd8\xff\xe0", (), Media.JPG),
        (b"\x89PNG\r\n\x1a\n", (), Media.PNG),
        (b"RIFF\0\0\0\0WEBPVP8 ", (), Media.WEBP),
        (b"\0\0\0\x18ftypheic", (), Media.HEIC),
        (b"\0\0\0\x18ftypisom", (), Media.MP4),
        (ZIP, DOCX, Media.DOCX),
        (ZIP, XLSX, Media.XLSX),
        (ZIP, (*XLSX, "xl/printerSettings/printerSettings1.bin"), Media.XLSX),
    ],
)
def test_it_is_told_by_its_content(head, names, media):
    assert media_of(head, names) is media


@pytest.mark.parametrize(
    ("head", "names", "why"),
    [
        (b"MZ\x90\0", (), "改了后缀的程序"),
        (b"\x7fELF", (), "改了后缀的程序"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", (), "旧版 doc 和 xls"),
        (b"", (), "不能识别"),
        (b"\0\0\0\x18ftypqt  ", (), "转成 mp4"),
        (ZIP, ("a.txt",), "压缩包"),
        (ZIP, ("word/document.xml",), "压缩包"),
        (ZIP, (*DOCX, "xl/workbook.xml"), "压缩包"),
        (ZIP, (*DOCX, "word/vbaProject.bin"), "宏"),
        (ZIP, (*DOCX, "word\\VBAPROJECT.BIN"), "宏"),
        (ZIP, (*XLSX, "xl/macrosheets/sheet1.xml"), "宏"),
        (ZIP, (*DOCX, "word/activeX/activeX1.xml"), "控件"),
        (ZIP, (*DOCX, "word/embeddings/Microsoft_Excel.xlsx"), "嵌了别的文件"),
        (ZIP, (*DOCX, "word/media/setup.exe"), "嵌了别的文件"),
    ],
)
def test_what_is_none_of_these_or_carries_more_is_refused_with_what_to_do(head, names, why):
    with pytest.raises(BadDocumentFile, match=why):
        media_of(head, names)


@pytest.mark.parametrize(
    ("packed", "unpacked", "is_bomb"),
    [
        (1_000, 99_999, False),
        (1_000, 100_000, False),
        (1_000, 100_001, True),
        (MOST_UNPACKED, MOST_UNPACKED, False),
        (MOST_UNPACKED, MOST_UNPACKED + 1, True),
    ],
)
def test_a_pack_unfolds_to_a_hundred_times_its_size_and_200_mb_and_no_further(packed, unpacked, is_bomb):
    if not is_bomb:
        assert refuse_bomb(packed, unpacked) is None
        return
    with pytest.raises(BadDocumentFile, match="展开后太大"):
        refuse_bomb(packed, unpacked)


def test_a_film_that_is_cut_anywhere_is_no_whole_one():
    film = a_film()

    assert is_whole_film(film)
    assert not any(is_whole_film(film[:end]) for end in range(len(film)))
