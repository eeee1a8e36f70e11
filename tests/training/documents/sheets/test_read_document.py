"""A file is opened and looked through before it is kept, whatever it is called (R27)."""

from io import BytesIO

import pytest
from PIL import Image

from tests.pdfs import a_pdf
from tests.training.documents.packs import a_film, a_pack
from training.documents.rules.media import BadDocumentFile
from training.documents.sheets.read_document import read_document
from training.documents.terms import Media
from training.pdfs.plain import BadPaper
from training.pictures.pictures import BadPicture


def a_jpeg() -> bytes:
    kept = BytesIO()
    Image.new("RGB", (40, 30), "white").save(kept, "JPEG")
    return kept.getvalue()


def test_each_kind_is_taken_for_what_it_is():
    found = [
        read_document(each) for each in (a_pdf(), a_jpeg(), a_film(), a_pack(), a_pack("xl/workbook.xml"))
    ]

    assert found == [Media.PDF, Media.JPG, Media.MP4, Media.DOCX, Media.XLSX]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"MZ\x90\0" + bytes(100),
        a_pack(word__vbaProject_dot_bin=b"x"),
        a_pack(word__embeddings__a_dot_xlsx=b"x"),
        a_pack(word__big_dot_xml=bytes(10**6)),
        a_pack()[:-30],
        a_film()[:-1],
        a_jpeg() + a_pack(),
    ],
    ids=["nothing", "program", "macro", "embedded", "bomb", "cut pack", "cut film", "two in one"],
)
def test_what_acts_or_is_no_document_is_refused(content):
    with pytest.raises(BadDocumentFile):
        read_document(content)


def test_a_pack_with_a_damaged_part_is_refused():
    pack = a_pack(word__styles_dot_xml=b"style" * 10)
    at = pack.index(b"word/styles.xml") + len(b"word/styles.xml") + 3

    with pytest.raises(BadDocumentFile, match="不完整或已损坏"):
        read_document(pack[:at] + bytes([pack[at] ^ 0xFF]) + pack[at + 1 :])


def test_a_pdf_with_a_script_and_a_picture_that_is_cut_are_refused_as_everywhere():
    with pytest.raises(BadPaper):
        read_document(a_pdf(b"/OpenAction<</S/JavaScript/JS(app.alert(1))>>"))
    with pytest.raises(BadPicture):
        read_document(a_jpeg()[:200])
