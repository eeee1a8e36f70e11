"""R29: the certificate shows on any machine, with the letters of rare names, or it is not printed at all."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from pikepdf import Pdf

from tests.printed import codes_on
from training.certificates.rules.papers import Paper
from training.certificates.sheets.certificate_pdf import write_certificates
from training.certificates.sheets.faces import LettersMissing, NoFace, find_face

PAPER = Paper(
    "1502002026P00000160",
    "㛃䶮𬭩",
    "身份证号",
    "150203199005170018",
    "电工",
    "五级",
    date(2026, 9, 1),
    date(2026, 9, 20),
    "120",
    "包头市鹿鸣职业技能培训学校",
    "包头市人力资源和社会保障局",
    date(2026, 9, 25),
    "https://example.cn/verify/certificates/abcdefghijklmnopqrstuv",
)
A4 = (595, 842)
SONG = Path(__file__).parents[4] / "training" / "feedback" / "sheets" / "fonts" / "song.ttf"


def test_one_page_of_a4_with_only_the_letters_that_it_uses_embedded():
    with Pdf.open(BytesIO(write_certificates([PAPER], find_face("")))) as pdf:
        (page,) = pdf.pages
        fonts = [
            font["/DescendantFonts"][0]["/FontDescriptor"] for font in page["/Resources"]["/Font"].values()
        ]
        embedded = [len(each.get("/FontFile3", each.get("/FontFile2")).read_bytes()) for each in fonts]

    assert tuple(round(float(each)) for each in page.mediabox[2:]) == A4
    assert len(embedded) == 1
    assert 1_000 < embedded[0] < 200_000


def test_a_class_is_one_file_and_the_same_papers_give_the_same_bytes():
    papers = [replace(PAPER, number=f"{each:019}") for each in range(5)]

    first = write_certificates(papers, find_face(""))

    assert first == write_certificates(papers, find_face(""))
    with Pdf.open(BytesIO(first)) as pdf:
        assert len(pdf.pages) == 5


def test_each_page_of_a_class_bears_a_code_that_leads_to_its_own_certificate():
    addresses = [f"https://example.cn/verify/certificates/{each * 22}" for each in "ab"]

    printed = write_certificates([replace(PAPER, address=each) for each in addresses], find_face(""))

    assert codes_on(printed) == addresses


def test_a_name_with_a_letter_that_the_face_lacks_is_refused_and_named():
    song = find_face(str(SONG))

    with pytest.raises(LettersMissing, match=r"𬭩.*㛃䶮𬭩"):
        write_certificates([PAPER], song)


@pytest.mark.parametrize("setting", ["/nowhere/face.ttf", __file__])
def test_a_face_that_cannot_be_read_is_refused_in_words(setting):
    with pytest.raises(NoFace, match="CHABAN_CERTIFICATE_FONT"):
        find_face(setting)


def test_without_any_face_on_the_machine_nothing_is_printed(monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    find_face.cache_clear()

    with pytest.raises(NoFace, match="fonts-noto-cjk"):
        find_face("")
    find_face.cache_clear()


def test_the_paper_says_the_seven_things_and_two_strokes_for_what_is_empty():
    said = dict(replace(PAPER, institution="", level="").lines)

    assert said == {
        "证书编号": "1502002026P00000160",
        "姓　　名": "㛃䶮𬭩",
        "身份证号": "150203199005170018",
        "培训项目": "电工",
        "培训课时": "120 课时",
        "起止日期": "2026年9月1日至2026年9月20日",
        "培训机构": "--",
        "发证日期": "2026年9月25日",
    }
