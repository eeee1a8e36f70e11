"""Files that attack: a PDF that acts, carries or hides something, or unfolds without end."""

import os
import zlib
from collections.abc import Iterable
from io import BytesIO

import pytest
from pikepdf import Encryption, Pdf
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from tests.pdfs import a_pdf, a_stream, in_object_streams, updated
from training.claims.sheets.paper_files import read_paper_file
from training.pdfs.pdf_child import MOST_PAGES, finding
from training.pdfs.pdf_words import PdfFinding
from training.pdfs.plain import BadPaper

SUBMIT = b"<</S/SubmitForm/F(http://x.cn/)>>"
OPENS = {
    "a script": b"<</S/JavaScript/JS(app.alert(1))>>",
    "a script that stands elsewhere": b"<</S/JavaScript/JS 4 0 R>>",
    "a program": b"<</S/Launch/F(cmd.exe)>>",
    "a form that is sent": SUBMIT,
    "data that is fetched": b"<</S/ImportData/F(x.fdf)>>",
    "an address": b"<</S/URI/URI(http://x.cn/)>>",
    "another document": b"<</S/GoToR/F(x.pdf)/D[0/Fit]>>",
    "an embedded document": b"<</S/GoToE/T<</R/C>>>>",
    "a sound": b"<</S/Sound/Sound 4 0 R>>",
    "a film": b"<</S/Rendition/OP 0>>",
    "a jump and then a script": b"<</S/GoTo/D[3 0 R/Fit]/Next[<</S/JavaScript/JS(x)>>]>>",
    "a kind that nobody knows": b"<</S/Whatever>>",
    "a jump and then one of several": b"<</S/GoTo/D[3 0 R/Fit]/Next[<</S/GoTo/D(x)>><</S/Hide/T(x)>>]>>",
}
CARRIES = {
    "its page acts": a_pdf(page=b"/AA<</O 4 0 R>>", more=[SUBMIT]),
    "its page links": a_pdf(
        page=b"/Annots[<</Type/Annot/Subtype/Link/A 4 0 R>>]", more=[b"<</S/URI/URI(x:)>>"]
    ),
    "its form is of XFA": a_pdf(b"/AcroForm<</XFA 4 0 R/Fields[]>>", more=[a_stream(b"<xdp/>")]),
    "it names scripts": a_pdf(b"/Names<</JavaScript<</Names[(a)4 0 R]>>>>", more=[b"<<>>"]),
    "it embeds a file": a_pdf(b"/Names<</EmbeddedFiles 4 0 R>>", more=[b"<</Names[]>>"]),
    "a file without a name": a_pdf(more=[a_stream(b"MZ", b"/Type/EmbeddedFile")]),
    "an associated file": a_pdf(b"/AF[4 0 R]", more=[b"<</Type/Filespec/F(x.exe)>>"]),
    "a page with a file": a_pdf(page=b"/Annots[<</Subtype/FileAttachment>>]"),
    "rich media": a_pdf(page=b"/Annots[<</Subtype/RichMedia>>]"),
    "a screen": a_pdf(page=b"/Annots[<</Subtype/Screen>>]"),
    "a portfolio": a_pdf(b"/Collection<</View/D>>"),
    "a stream that lies elsewhere": a_pdf(more=[a_stream(b"", b"/F(http://x.cn/)")]),
    "a name in numbers": a_pdf(b"/Open#41ction<</#53/J#61va#53cript/#4aS(x)>>"),
    "a kind by reference": a_pdf(b"/OpenAction<</S 4 0 R>>", more=[b"/Submit#46orm"]),
    "an action by two references": a_pdf(b"/OpenAction 4 0 R", more=[b"<</S/GoTo/Next 5 0 R>>", SUBMIT]),
    "what no page leads to": a_pdf(more=[SUBMIT]),
    "what was written behind the end": updated(
        a_pdf(), {1: b"<</Type/Catalog/Pages 2 0 R/OpenAction 4 0 R>>", 4: SUBMIT}
    ),
    "a drawing that lies elsewhere": a_pdf(
        page=b"/Resources<</XObject<</X 4 0 R>>>>",
        more=[a_stream(b"", b"/Type/XObject/Subtype/Form/Ref<</F(http://x.cn/x.pdf)/Page 0>>")],
    ),
    "an image that a printer fetches": a_pdf(
        page=b"/Resources<</XObject<</X 4 0 R>>>>",
        more=[a_stream(b"", b"/Type/XObject/Subtype/Image/OPI<</1.3<</F(x)>>>>")],
    ),
    "another image instead": a_pdf(
        page=b"/Resources<</XObject<</X 4 0 R>>>>",
        more=[a_stream(b"", b"/Type/XObject/Subtype/Image/Alternates[<</Image 3 0 R>>]")],
    ),
    "deep inside": a_pdf(b"/X" + b"[" * 200 + b"<</JS(x)>>" + b"]" * 200),
}


def by_a_writer() -> bytes:
    """As institutions print their letters: text, outline, a jump within."""
    kept = BytesIO()
    canvas = Canvas(kept)
    canvas.drawString(100, 700, "2026")
    canvas.bookmarkPage("one")
    canvas.addOutlineEntry("one", "one")
    canvas.linkAbsolute("", "one", (0, 0, 9, 9))
    canvas.showPage()
    canvas.save()
    return kept.getvalue()


def by_a_scanner() -> bytes:
    kept = BytesIO()
    pages = [Image.effect_noise((600, 800), 60) for _ in range(3)]
    pages[0].save(kept, "PDF", save_all=True, append_images=pages[1:])
    return kept.getvalue()


HARMLESS = {
    "a writer": by_a_writer(),
    "a scanner": by_a_scanner(),
    "one page": a_pdf(),
    "a first look at the first page": a_pdf(b"/OpenAction[3 0 R/Fit]"),
    "a first jump": a_pdf(b"/OpenAction<</Type/Action/S/GoTo/D[3 0 R/Fit]>>"),
    "a page that fades in": a_pdf(page=b"/Trans<</S/Dissolve>>"),
    "words that only speak of it": a_pdf(b"/X(/JavaScript /JS /URI)", more=[a_stream(b"/JS (/Launch) Tj")]),
    "a table that is called too long": a_pdf().replace(b"/Size 4", b"/Size 40"),
    "a second version": updated(a_pdf(), {4: b"<</Title(x)>>"}),
}


@pytest.mark.parametrize("action", OPENS.values(), ids=OPENS)
@pytest.mark.parametrize("way", [bytes, in_object_streams])
def test_a_pdf_that_does_something_when_it_opens_is_refused(action, way):
    document = way(a_pdf(b"/OpenAction " + action, more=[b"(app.alert(1))"]))

    assert finding(document) is PdfFinding.ACTIVE


@pytest.mark.parametrize("document", CARRIES.values(), ids=CARRIES)
def test_a_pdf_that_acts_or_carries_something_anywhere_is_refused(document):
    assert finding(document) is PdfFinding.ACTIVE


def test_names_that_stand_nowhere_in_the_file_are_found_in_its_object_streams(figure):
    hidden = {name: in_object_streams(each) for name, each in CARRIES.items() if name not in UNREACHABLE}

    assert all(b"/SubmitForm" not in each and b"/JavaScript" not in each for each in hidden.values())
    missed = [name for name, each in hidden.items() if finding(each) is not PdfFinding.ACTIVE]
    assert missed == []
    figure(
        "PDFs with an action, a link or a file inside, also in object streams",
        "0 kept",
        f"{len(missed)} kept",
    )


UNREACHABLE = ("a file without a name", "a stream that lies elsewhere", "what no page leads to")
"""Writing a document anew leaves them out."""


@pytest.mark.parametrize("document", HARMLESS.values(), ids=HARMLESS)
@pytest.mark.parametrize("way", [bytes, in_object_streams])
def test_what_scanners_and_printers_write_is_plain(document, way):
    assert finding(way(document)) is PdfFinding.PLAIN


@pytest.mark.parametrize("password", ["", "secret"])
def test_a_locked_pdf_is_refused_also_where_everybody_may_read_it(password):
    kept = BytesIO()
    with Pdf.open(BytesIO(a_pdf())) as opened:
        opened.save(kept, encryption=Encryption(user=password, owner="owner"))

    with pytest.raises(BadPaper, match="PDF 有密码，打不开；请去掉密码后再交"):
        read_paper_file(kept.getvalue())


@pytest.mark.parametrize("end", [40, 200, -30])
def test_a_pdf_that_did_not_arrive_whole_is_refused(end):
    with pytest.raises(BadPaper, match=r"PDF 不完整.*请重新导出"):
        read_paper_file(by_a_writer()[:end])


def test_a_table_of_objects_that_readers_would_have_to_guess_is_refused():
    document = a_pdf().replace(b"startxref\n", b"startxref\n9")

    with pytest.raises(BadPaper, match="已损坏；请重新导出，或直接拍照"):
        read_paper_file(document)


@pytest.mark.parametrize(("pages", "expected"), [(0, PdfFinding.PLAIN), (1, PdfFinding.LONG)])
def test_more_pages_than_anybody_looks_at_are_refused(pages, expected):
    kept, canvas = BytesIO(), None
    canvas = Canvas(kept)
    for _ in range(MOST_PAGES + pages):
        canvas.showPage()
    canvas.save()

    assert finding(kept.getvalue()) is expected


def test_an_entry_that_stands_twice_is_refused_for_readers_choose_differently():
    assert finding(a_pdf(b"/OpenAction[3 0 R/Fit]/OpenAction[3 0 R/FitH]")) is PdfFinding.DAMAGED


def test_pages_that_are_their_own_parents_come_to_an_end():
    document = a_pdf(more=[b"<</Type/Pages/Kids[4 0 R]/Count 1>>"]).replace(b"/Kids[3 0 R]", b"/Kids[2 0 R]")

    assert finding(document) is PdfFinding.DAMAGED


def bombs() -> Iterable[tuple[str, bytes]]:
    once = zlib.compress(bytes(210 << 20), 1)
    yield "once", a_stream(once, b"/Filter/FlateDecode")
    yield "twice", a_stream(zlib.compress(once), b"/Filter[/FlateDecode/FlateDecode]")
    yield "thrice", a_stream(zlib.compress(b"x"), b"/Filter[/FlateDecode/FlateDecode/FlateDecode]")
    size = b"/Subtype/Image/Width 60000/Height 60000/Filter/DCTDecode"
    yield "a picture", a_stream(b"\xff\xd8\xff", size)


def test_a_small_pdf_that_unfolds_without_end_is_refused_and_takes_no_memory_of_ours(figure):
    before = resident()

    for name, bomb in bombs():
        with pytest.raises(BadPaper, match="展开后太大"):
            read_paper_file(a_pdf(page=b"/Contents 4 0 R", more=[bomb]))
        assert len(bomb) < 3 << 20, name

    grown = (resident() - before) >> 20
    assert grown < 64
    figure(
        "PDFs that unfold to 200 MB and more", "refused; the server grows by < 64 MB", f"{max(grown, 0)} MB"
    )


def resident() -> int:
    """Bytes of this process."""
    with open("/proc/self/statm", encoding="ascii") as kept:
        return int(kept.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def test_a_plain_pdf_is_kept_as_it_came():
    document = by_a_scanner()

    kept = read_paper_file(document)

    assert (kept.content, kept.media_type, kept.thumbnail) == (document, "application/pdf", b"")
