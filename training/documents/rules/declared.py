"""What a docx or xlsx says of its own parts: none may act, be a file of its own or lie elsewhere (R27)."""

from collections.abc import Collection
from dataclasses import dataclass

from training.documents.rules.media import BadDocumentFile

MACROS = "文件里有宏或控件，不能接收；请另存为不带宏的 docx 或 xlsx 再交。"
INSIDE = (
    "文件里嵌了别的文件（图表带的工作簿也算），不能接收；请把图表改成图片，嵌入的内容单独导出，另存后再交。"
)
ELSEWHERE = "文件引用了别处的模板、图片、工作簿或数据，不能接收；请断开链接，把图片改为直接插入，另存后再交。"
RUNS = ("macroenabled", "vbaproject", "vbadata", "macrosheet", "activex")
"""In the type of a part."""
HYPERLINK = "hyperlink"
"""Opens nothing until somebody follows it."""
FORBIDDEN = {
    **dict.fromkeys(("vbaproject", "wordvbadata", "xlmacrosheet", "xlintlmacrosheet"), MACROS),
    **dict.fromkeys(("attachedtoolbars", "extensibility", "control", "activexcontrolbinary"), MACROS),
    **dict.fromkeys(("webextension", "webextensiontaskpanes"), MACROS),
    **dict.fromkeys(("oleobject", "package", "afchunk", "subdocument"), INSIDE),
    **dict.fromkeys(("attachedtemplate", "externallink", "externallinkpath", "connections"), ELSEWHERE),
}
"""By the last word of a relation's type, wherever its target lies."""


@dataclass(frozen=True)
class Relation:
    """One part refers to another: every type and every place that it is said to have."""

    types: Collection[str]
    modes: Collection[str] = ()

    @property
    def kinds(self) -> frozenset[str]:
        """`…/relationships/oleObject` is an `oleobject`, in every version of the format."""
        return frozenset(each.strip().rstrip("/").rpartition("/")[2].lower() for each in self.types)

    @property
    def is_external(self) -> bool:
        return any(each.strip().lower() == "external" for each in self.modes)


def refuse_declared(types: Collection[str], relations: Collection[Relation]) -> None:
    """`types` are those of the parts. Raises BadDocumentFile."""
    if any(word in each.lower() for each in types for word in RUNS):
        raise BadDocumentFile(MACROS)
    for each in relations:
        for kind in sorted(each.kinds & FORBIDDEN.keys()):
            raise BadDocumentFile(FORBIDDEN[kind])
        if each.is_external and each.kinds != {HYPERLINK}:
            raise BadDocumentFile(ELSEWHERE)
