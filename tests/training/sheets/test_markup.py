"""Tables of web pages and of XML 2003 that are called .xls, as Chinese web systems hand them out."""

import pytest

from training.errors import UnreadableFile
from training.sheets.books import open_sheets

XML = """<?xml version="1.0"?>
<?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet" xmlns:x="urn:schemas-microsoft-com:office:excel">
 <Worksheet ss:Name="名册"><Table>
  <Row><Cell ss:MergeAcross="1"><Data ss:Type="String">学员名册</Data></Cell></Row>
  <Row ss:Index="4"><Cell><Data ss:Type="String">姓名</Data></Cell>
   <Cell ss:Index="3"><Data ss:Type="Number">13800000001</Data></Cell></Row>
 </Table></Worksheet>
 <Worksheet ss:Name="旧"><Table><Row><Cell><Data ss:Type="String">x</Data></Cell></Row></Table>
  <x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions></Worksheet>
</Workbook>"""


def sheets_of(tmp_path, content: str, encoding: str = "utf-8") -> dict[str, list[tuple[int, list[object]]]]:
    path = tmp_path / "导出.xls"
    path.write_bytes(content.encode(encoding))
    return {sheet.name: list(sheet.rows) for sheet in open_sheets(path)}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
@pytest.mark.parametrize(
    "begin",
    ["<html><body>", "<!DOCTYPE html>\n<html>", "\n  <TABLE>", '<meta charset="utf-8">',
     "<?xml version='1.0'?><html>",
     '<div><style>td {mso-number-format:"\\@"}</style>'],
)  # fmt: skip
def test_a_page_is_told_by_its_content_in_every_encoding(tmp_path, begin, encoding):
    page = f"{begin}<table><tr><th>姓名</th><th>电话</th></tr><tr><td>王芳</td><td>1</td></tr></table>"

    assert sheets_of(tmp_path, page, encoding) == {"": [(1, ["姓名", "电话"]), (2, ["王芳", "1"])]}


def test_merged_cells_take_the_room_that_they_take_in_the_page(tmp_path):
    page = """<table>
      <tr><td colspan=3>名册</td></tr>
      <tr><td rowspan="2">姓名</td><td colspan="2">电话</td></tr>
      <tr><td>手机</td><td>固定</td></tr>
      <tr><td>王&nbsp;芳</td><td>08:12<br>11:40</td><td rowspan=x>2</td></tr></table>"""

    assert sheets_of(tmp_path, page) == {
        "": [
            (1, ["名册", "", ""]),
            (2, ["姓名", "电话", ""]),
            (3, ["", "手机", "固定"]),
            (4, ["王\xa0芳", "08:12\n11:40", "2"]),
        ]
    }


def test_tables_that_lay_out_others_are_none_and_several_are_several_sheets(tmp_path):
    inner = "<table><tr><td>甲</td></tr></table>"
    page = f"<table><tr><td>{inner}</td></tr></table><table><tr><td>乙</td></tr></table>"

    assert sheets_of(tmp_path, page) == {"表1": [(1, ["甲"])], "表2": [(1, ["乙"])]}


def test_xml_of_2003_is_read_with_its_places_and_its_hidden_sheets(tmp_path):
    path = tmp_path / "导出.xls"
    path.write_text(XML, encoding="utf-8")

    first, second = open_sheets(path)

    assert (first.name, first.is_visible) == ("名册", True)
    assert list(first.rows) == [(1, ["学员名册", ""]), (4, ["姓名", "", "13800000001"])]
    assert (second.name, second.is_visible) == ("旧", False)


@pytest.mark.parametrize(
    ("content", "hint"),
    [
        (
            "<html><body>登录已过期，请重新登录</body></html>",
            "里面没有看到表格；请用 Excel 或 WPS 打开后另存为 .xlsx",
        ),
        ("MIME-Version: 1.0\nContent-Type: multipart/related\n\n<table>", "是网页归档（.mht）"),
        (XML[:300], "不是完好的 Excel 文件"),
        ("<html><table>" + "<tr><td colspan=999999999>" * 3, ""),
    ],
    ids=["no table", "an archive", "cut off", "absurd"],
)
def test_what_holds_no_table_is_refused_with_the_way_out(tmp_path, content, hint):
    if hint:
        with pytest.raises(UnreadableFile, match=hint):
            sheets_of(tmp_path, content)
    else:
        assert sheets_of(tmp_path, content) == {"": []}


def test_no_file_of_the_machine_is_read_through_a_document(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("geheim", encoding="utf-8")
    hostile = XML.replace(
        '<?xml version="1.0"?>', f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file://{secret}">]>'
    ).replace("学员名册", "&e;")

    try:
        read = sheets_of(tmp_path, hostile)
    except UnreadableFile:
        return
    assert "geheim" not in str(read)
