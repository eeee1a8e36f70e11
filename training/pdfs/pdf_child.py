"""The process that looks through one PDF: its bytes come in, one word goes out, and then it is gone."""

import sys
from io import BytesIO

from pikepdf import Array, PasswordError, Pdf, Stream, StreamDecodeLevel
from pikepdf.exceptions import PikepdfError
from pikepdf.settings import set_qpdf_limits

from training.confined import confine
from training.pdfs.pdf_objects import is_active
from training.pdfs.pdf_words import PdfFinding
from training.pictures.pictures import MOST_PIXELS

MB = 2**20
MOST_PAGES = 300
"""A year of a bank's statements fits."""
MOST_OBJECTS = 200_000
MOST_UNFOLDED = 200 * MB
"""Of one stream: a scanned page of 52 megapixels in colour fits."""
MOST_IN_ALL = 1000 * MB
MOST_FILTERS = 2
"""An honest writer compresses once, and may write that down in letters."""
MILD = ("reported number of objects", "Resources is missing")
MOST_WARNINGS = 20
PICTURES = ("/DCTDecode", "/JPXDecode", "/JBIG2Decode", "/CCITTFaxDecode")


def main(seconds: int, most_mb: int) -> None:
    confine(seconds, most_mb)
    set_qpdf_limits(
        flate_max_memory=MOST_UNFOLDED,
        run_length_max_memory=MOST_UNFOLDED,
        png_max_memory=MOST_UNFOLDED,
        tiff_max_memory=MOST_UNFOLDED,
        max_stream_filters=MOST_FILTERS,
        doc_max_warnings=MOST_WARNINGS,
    )
    sys.stdout.write(finding(sys.stdin.buffer.read()))


def finding(content: bytes) -> PdfFinding:
    """Nothing is mended: what has to be guessed, each reader guesses in its own way."""
    try:
        with Pdf.open(BytesIO(content), attempt_recovery=False) as opened:
            return _finding(opened)
    except PasswordError:
        return PdfFinding.ENCRYPTED
    except MemoryError:
        return PdfFinding.LARGE
    except PikepdfError as error:
        return PdfFinding.LARGE if "memory limit" in str(error) else PdfFinding.DAMAGED
    except (ValueError, TypeError, KeyError):
        return PdfFinding.DAMAGED


def _finding(opened: Pdf) -> PdfFinding:
    if opened.is_encrypted:
        return PdfFinding.ENCRYPTED
    if len(opened.objects) > MOST_OBJECTS:
        return PdfFinding.LARGE
    # Every object of the table, also one that no page leads to: a reader may come to it on another way.
    if is_active(opened.trailer) or any(map(is_active, opened.objects)):
        return PdfFinding.ACTIVE
    if any(map(_is_odd, opened.get_warnings())):
        return PdfFinding.DAMAGED
    if len(opened.pages) > MOST_PAGES:
        return PdfFinding.LONG
    return PdfFinding.LARGE if _unfolds_too_far(opened) else PdfFinding.PLAIN


def _is_odd(warning: object) -> bool:
    """An entry that stands twice is read in two ways; that a page names no fonts, in one."""
    return not any(each in str(warning) for each in MILD)


def _unfolds_too_far(opened: Pdf) -> bool:
    total = 0
    for each in opened.objects:
        if isinstance(each, Stream):
            total += _unfolded(each)
            if total > MOST_IN_ALL or _pixels(each) > MOST_PIXELS:
                return True
    return False


def _unfolded(stream: Stream) -> int:
    """Bytes; a picture's own compression is left to the limit of its pixels."""
    filters = _filters(stream)
    if len(filters) > MOST_FILTERS:
        return MOST_IN_ALL + 1
    if filters and filters[-1] in PICTURES:
        return len(stream.read_raw_bytes())
    return len(stream.read_bytes(StreamDecodeLevel.generalized))


def _filters(stream: Stream) -> tuple[str, ...]:
    named = stream.get("/Filter", ())
    return tuple(map(str, named)) if isinstance(named, Array | tuple) else (str(named),)


def _pixels(stream: Stream) -> int:
    width, height = stream.get("/Width", 0), stream.get("/Height", 0)
    return width * height if isinstance(width, int) and isinstance(height, int) else 0


if __name__ == "__main__":
    try:
        main(*map(int, sys.argv[1:]))
    except Exception as fault:
        # Only its kind: its words may hold what was in the document.
        sys.exit(type(fault).__name__)
