"""The process that reads one HEIC photo: its bytes come in, a JPEG goes out, and then it is gone."""

import sys
from io import BytesIO

from training.confined import confine

TOO_LARGE = "TooLarge"
MOST_NOTES = 65_000
"""Bytes: a JPEG holds no longer ones."""


def main(seconds: int, most_mb: int, most_pixels: int) -> None:
    confine(seconds, most_mb)
    sys.stdout.buffer.write(jpeg_of(sys.stdin.buffer.read(), most_pixels))


def jpeg_of(content: bytes, most_pixels: int) -> bytes:
    from pi_heif import open_heif

    opened, jpeg = open_heif(BytesIO(content)), BytesIO()
    width, height = opened.size
    # The header is asked first: a small file can unfold to gigabytes.
    if width * height > most_pixels:
        sys.exit(TOO_LARGE)
    # It is turned upright here, and its notes say so.
    upright = opened.to_pillow()
    notes = upright.info.get("exif") or b""
    fitting = notes if len(notes) <= MOST_NOTES else b""
    upright.convert("RGB").save(jpeg, "JPEG", quality=92, exif=fitting)
    return jpeg.getvalue()


if __name__ == "__main__":
    try:
        main(*map(int, sys.argv[1:]))
    except Exception as fault:
        # Only its kind: its words may hold what was in the picture.
        sys.exit(type(fault).__name__)
