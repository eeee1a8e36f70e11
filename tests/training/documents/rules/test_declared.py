"""What a docx or xlsx says of its own parts decides whether it is kept (R27)."""

import pytest

from training.documents.rules.declared import Relation, refuse_declared
from training.documents.rules.media import BadDocumentFile

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@pytest.mark.parametrize(
    ("kind", "mode"),
    [("styles", ""), ("image", "Internal"), ("chart", ""), ("hyperlink", "External"), ("hyperlink", "")],
)
def test_what_honest_programs_write_passes(kind, mode):
    assert refuse_declared(["application/xml"], [Relation([f"{OFFICE}/{kind}"], [mode])]) is None


@pytest.mark.parametrize(
    ("kind", "mode", "why"),
    [
        ("oleObject", "", "嵌了别的文件"),
        ("package", "", "图表带的工作簿"),
        ("aFChunk", "", "嵌了别的文件"),
        ("subDocument", "External", "嵌了别的文件"),
        ("control", "", "控件"),
        ("VBAPROJECT", "", "宏"),
        ("xlMacrosheet", "", "宏"),
        ("externalLink", "", "断开链接"),
        ("attachedTemplate", "External", "断开链接"),
        ("image", " external ", "断开链接"),
        ("frame", "EXTERNAL", "断开链接"),
        ("xhyperlink", "External", "断开链接"),
    ],
)
def test_what_acts_is_a_file_of_its_own_or_lies_elsewhere_is_refused_with_what_to_do(kind, mode, why):
    with pytest.raises(BadDocumentFile, match=why):
        refuse_declared([], [Relation([f" {OFFICE}/{kind}/ "], [mode])])


def test_of_two_types_that_a_relation_has_the_worse_one_counts():
    link, image = f"{OFFICE}/hyperlink", f"{OFFICE}/image"

    for types in ([link, f"{OFFICE}/oleObject"], [link, image]):
        with pytest.raises(BadDocumentFile):
            refuse_declared([], [Relation(types, ["Internal", "External"])])


@pytest.mark.parametrize(
    "kind", ["ms-word.document.macroEnabled.main", "ms-office.vbaProject", "x.macrosheet"]
)
def test_a_pack_that_says_itself_that_it_has_macros_is_refused_whatever_its_parts_are_called(kind):
    with pytest.raises(BadDocumentFile, match="宏"):
        refuse_declared([f"application/vnd.{kind}+xml"], [])
