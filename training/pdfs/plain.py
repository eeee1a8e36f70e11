"""A PDF is a paper only if it is plain: no action, no link, no file inside, nothing that readers guess."""

from training.confined import NoAnswer, module, run_confined
from training.errors import NotRight
from training.pdfs.pdf_words import PdfFinding
from training.turns import own_turn

SECONDS = 10
MOST_MB = 640
"""Measured: 300 pages in 10 MB take 60 MB; the rest is for what has to be unfolded to be measured."""
# The library is compiled, and a document of 10 MB can ask for any amount of memory.
CHILD = module("training.pdfs.pdf_child", SECONDS, MOST_MB)
OR_PHOTO = "或直接拍照。"
REFUSALS = {
    PdfFinding.ACTIVE: "PDF 里有脚本、链接、表单动作或附件，不能接收；请打印成普通 PDF，",
    PdfFinding.ENCRYPTED: "PDF 有密码，打不开；请去掉密码后再交，",
    PdfFinding.DAMAGED: "PDF 不完整或已损坏；请重新导出，",
    PdfFinding.LONG: "PDF 页数太多；请只交需要的几页，",
    PdfFinding.LARGE: "PDF 展开后太大；请降低清晰度重新导出，",
}


class BadPaper(NotRight):
    """The file cannot be kept as a paper; the message says what to do."""


def refuse_more_than_plain(content: bytes) -> None:
    """Raises BadPaper with why and what to do, or Busy; the document is read in a process of its own."""
    found = _look_through(content)
    if found is not PdfFinding.PLAIN:
        raise BadPaper(REFUSALS[found] + OR_PHOTO)


def _look_through(content: bytes) -> PdfFinding:
    try:
        with own_turn():
            return PdfFinding(run_confined(CHILD, content, SECONDS).decode())
    except NoAnswer as end:
        # What crashes a reader, or keeps it busy, would do so on the clerk's desk.
        is_large = str(end).endswith(("MemoryError", "timeout"))
        return PdfFinding.LARGE if is_large else PdfFinding.DAMAGED
