"""Workbooks and texts as their writers pack them, and what attackers put beside it."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

TYPES = b'<Types><Override PartName="/word/document.xml" ContentType="application/x.main+xml"/></Types>'


def a_pack(main: str = "word/document.xml", **parts: bytes) -> bytes:
    """A docx; `parts` are more of it, with `__` for a slash and `_dot_` for a dot."""
    kept = BytesIO()
    named = {name.replace("__", "/").replace("_dot_", "."): content for name, content in parts.items()}
    with ZipFile(kept, "w", ZIP_DEFLATED) as pack:
        for name, content in {"[Content_Types].xml": TYPES, main: b"<w/>", **named}.items():
            # Without a day of its own every part would bear the clock of the test.
            pack.writestr(ZipInfo(name), content, ZIP_DEFLATED)
    return kept.getvalue()


def a_film(brand: bytes = b"isom") -> bytes:
    """The shortest MP4 whose boxes fill it."""
    return _box(b"ftyp", brand + bytes(4)) + _box(b"moov", bytes(8)) + _box(b"mdat", bytes(100))


def _box(kind: bytes, content: bytes) -> bytes:
    return (8 + len(content)).to_bytes(4, "big") + kind + content
