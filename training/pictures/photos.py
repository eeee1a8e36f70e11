"""Photos that trainees add to what they ask for: small, upright, without any note of the camera."""

from io import BytesIO

from PIL import Image

from training.pictures.heic import read_phone_picture
from training.pictures.pictures import MB

MOST_BYTES = 6 * MB
LONGEST_SIDE = 1280
QUALITY = 70


def read_photo(content: bytes) -> bytes:
    """A JPEG of at most 1280 pixels a side; raises BadPicture with what to do."""
    picture = read_phone_picture(content, MOST_BYTES)
    with Image.open(BytesIO(picture.served)) as served:
        small = served.convert("RGB")
    small.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    kept = BytesIO()
    small.save(kept, "JPEG", quality=QUALITY, optimize=True)
    return kept.getvalue()
