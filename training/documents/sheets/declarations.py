"""What a pack says of itself in `[Content_Types].xml` and every `.rels`, read as XML is, however written."""

from collections.abc import Callable, Mapping
from zipfile import ZipFile, ZipInfo

from lxml import etree

from training.documents.rules.declared import Relation, refuse_declared
from training.documents.rules.media import BadDocumentFile

TYPES, RELATIONS = "[content_types].xml", ".rels"
MOST = 8 * 2**20
"""Bytes of all of them: a sheet with as many links as a workbook may hold stays below."""
AT_ONCE = 1 << 16
Said = Mapping[str, list[str]]
"""Attributes of one element by their local names."""
Look = Callable[[str, Said], None]


def refuse_by_declarations(pack: ZipFile) -> None:
    """Also where a name stands in the pack twice. Raises BadDocumentFile or etree.XMLSyntaxError."""
    told = [each for each in pack.infolist() if each.filename.lower().endswith((TYPES, RELATIONS))]
    if sum(each.file_size for each in told) > MOST:
        raise BadDocumentFile("文件里的链接太多，不能接收；请去掉链接、另存后再交。")
    for each in told:
        _read(pack, each, _refuse_type if each.filename.lower().endswith(TYPES) else _refuse_relation)


def _refuse_type(name: str, said: Said) -> None:
    refuse_declared(said.get("contenttype", ()), ())


def _refuse_relation(name: str, said: Said) -> None:
    if name == "relationship":
        refuse_declared((), [Relation(said.get("type", ()), said.get("targetmode", ()))])


def _read(pack: ZipFile, part: ZipInfo, look: Look) -> None:
    parser = etree.XMLParser(
        target=_Elements(look), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    with pack.open(part) as content:
        while block := content.read(AT_ONCE):
            parser.feed(block)
    parser.close()


class _Elements:
    """Told of each element as it begins, so that no tree is built of what somebody sent."""

    def __init__(self, look: Look) -> None:
        self.look = look

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """By local names: a prefix hides nothing, and beside an honest attribute stands no second one."""
        said: dict[str, list[str]] = {}
        for name, value in attributes.items():
            said.setdefault(_local(name), []).append(value)
        self.look(_local(tag), said)

    def doctype(self, name: str, public: str | None, system: str | None) -> None:
        """No writer of these formats declares one; it could say of an attribute what nobody reads there."""
        raise BadDocumentFile("文件里有不该有的声明，不能接收；请用 Word、Excel 或 WPS 重新另存后再交。")

    def close(self) -> None:
        """Nothing is built."""


def _local(name: str) -> str:
    return name.rpartition("}")[2].lower()
