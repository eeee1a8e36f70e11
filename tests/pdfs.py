"""Documents written by hand, object by object, as a scanner, a clerk or an attacker would."""

from collections.abc import Sequence
from io import BytesIO

from pikepdf import ObjectStreamMode, Pdf, StreamDecodeLevel

PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]%s>>"
PAGES = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"


def a_pdf(catalog: bytes = b"", page: bytes = b"", more: Sequence[bytes] = ()) -> bytes:
    """One empty page; `catalog` and `page` are more entries of these, `more` are objects from number 4 on."""
    objects = (b"<</Type/Catalog/Pages 2 0 R%s>>" % catalog, PAGES, PAGE % page, *more)
    return _with_objects(b"%PDF-1.7\n", dict(enumerate(objects, start=1)), before=None)


def updated(pdf: bytes, objects: dict[int, bytes]) -> bytes:
    """The same document with these objects written anew behind its end."""
    return _with_objects(pdf, objects, before=int(pdf.rsplit(b"startxref", 1)[1].split()[0]))


def in_object_streams(pdf: bytes) -> bytes:
    """The same objects, compressed together, so that none of their names stands in the file."""
    kept = BytesIO()
    with Pdf.open(BytesIO(pdf)) as opened:
        opened.save(
            kept,
            object_stream_mode=ObjectStreamMode.generate,
            stream_decode_level=StreamDecodeLevel.none,
        )
    return kept.getvalue()


def a_stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries, len(content), content)


def _with_objects(start: bytes, objects: dict[int, bytes], before: int | None) -> bytes:
    written, table = bytearray(start), b"xref\n"
    for number, each in objects.items():
        table += b"%d 1\n%010d 00000 n \n" % (number, len(written))
        written += b"%d 0 obj%s\nendobj\n" % (number, each)
    previous = b"" if before is None else b"/Prev %d" % before
    if before is None:
        table = table.replace(b"xref\n", b"xref\n0 1\n0000000000 65535 f \n")
    size = max(objects) + 1
    trailer = b"trailer<</Root 1 0 R/Size %d%s>>\nstartxref\n%d\n%%%%EOF\n" % (size, previous, len(written))
    return bytes(written) + table + trailer
