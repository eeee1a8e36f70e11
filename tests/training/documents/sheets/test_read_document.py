"""A file is opened and looked through before it is kept, whatever it is called (R27)."""

from hashlib import shake_256
from io import BytesIO

import pytest
from PIL import Image

from tests.pdfs import a_pdf
from tests.training.documents.packs import TYPES, a_film, a_pack
from training.documents.rules.media import BadDocumentFile
from training.documents.sheets.declarations import MOST
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


OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
TEMPLATE = f'Type="{OFFICE}/attachedTemplate" Target="http://y/a.dotm"'
ELSEWHERE = f'{TEMPLATE} TargetMode="External"'


def with_relations(
    inside: str, encoding: str = "utf-8", root: str = "Relationships", before: str = ""
) -> bytes:
    """A docx whose settings are related so."""
    text = (
        f'<?xml version="1.0" encoding="{encoding}"?>{before}<{root} xmlns="{PACKAGE}" xmlns:r="{PACKAGE}">'
    )
    content = f"{text}{inside}</{root}>".encode(encoding)
    return a_pack(word___rels__settings_dot_xml_dot_rels=content)


def test_a_link_a_picture_inside_and_a_comment_lead_nowhere_by_themselves():
    honest = (
        f"<!-- <Relationship {ELSEWHERE}/> -->"
        f'<Relationship Id="a" Type="{OFFICE}/image" Target="media/1.png"/>'
        f'<Relationship Id="b" Type="{OFFICE}/hyperlink" Target="http://y" TargetMode="External"/>'
    )

    assert read_document(with_relations(honest)) is Media.DOCX
    assert read_document(with_relations(honest, "utf-16")) is Media.DOCX


@pytest.mark.parametrize(
    "pack",
    [
        with_relations(f"<Relationship {ELSEWHERE}/>"),
        with_relations(f"<Relationship {ELSEWHERE}/>".replace('"', "'")),
        with_relations(f"<Relationship {ELSEWHERE}/>".replace("=", " = ")),
        with_relations(f"<r:Relationship {ELSEWHERE}/>", root="r:Relationships"),
        with_relations(f"<Relationship {ELSEWHERE}/>", "utf-16"),
        with_relations(f'<Relationship Id="a>b" Decoy="/hyperlink&quot;" {ELSEWHERE}/>'),
        with_relations(f'<Relationship r:Type="/hyperlink" r:TargetMode="Internal" {ELSEWHERE}/>'),
        with_relations(f"<Relationship {ELSEWHERE.replace('External', '&#69;xternal')}/>"),
        with_relations(f'<Relationship Type="{OFFICE}/oleObject" Target="a.dat"/>'),
        with_relations(f'<Relationship Type="{OFFICE}/aFChunk" Target="a.html"/>'),
        with_relations("", before="<!DOCTYPE x [<!ENTITY e 'x'>]>"),
        with_relations("<Relationship"),
    ],
    ids=[
        *("as usual", "single quotes", "blanks", "prefix", "utf-16", "decoy", "two attributes", "reference"),
        *("object", "chunk", "doctype", "no xml"),
    ],
)
def test_a_relation_that_leads_elsewhere_or_embeds_is_found_however_it_is_written(pack):
    with pytest.raises(BadDocumentFile):
        read_document(pack)


@pytest.mark.parametrize(("beyond", "is_kept"), [(0, True), (1, False)])
def test_so_many_relations_are_read_and_no_more(beyond, is_kept):
    picture = shake_256(b"a picture").digest(MOST // 50)
    relations = b"<a/>".ljust(MOST - len(TYPES) + beyond)
    pack = a_pack(word__media__1_dot_png=picture, word___rels__a_dot_rels=relations)

    if is_kept:
        assert read_document(pack) is Media.DOCX
        return
    with pytest.raises(BadDocumentFile, match="链接太多"):
        read_document(pack)


def test_macros_are_found_in_the_types_of_parts_in_any_encoding():
    types = (
        '<?xml version="1.0" encoding="utf-16"?><Types><Default ContentType="a/x.macroEnabled.main"/></Types>'
    )

    with pytest.raises(BadDocumentFile, match="宏"):
        read_document(a_pack(**{"[Content_Types].xml": types.encode("utf-16")}))


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
