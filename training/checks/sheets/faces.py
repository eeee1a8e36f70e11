"""Faces in a picture: found by a detector in a few looks, and drawn as boxes on a copy."""

from collections.abc import Callable, Iterable
from io import BytesIO

from PIL import Image, ImageDraw

from training.checks.rules.faces import Look, closer_looks, first_looks, needs_closer_look, without_doubles
from training.ports.faces import Box

Detect = Callable[[int, int, bytes], Iterable[Box]]
"""Width, height and RGB bytes of a picture; gives what looks like faces in it."""
SHOWN_LONGEST = 1280
"""Pixels of the copy with boxes: a phone's screen, twice as sharp."""
BOX_COLOUR = (255, 214, 0)
EDGE_COLOUR = (0, 0, 0)


def find_faces(content: bytes, detect: Detect) -> tuple[Box, ...]:
    """Look at the whole picture, and where faces are small at its enlarged tiles too."""
    with Image.open(BytesIO(content)) as opened:
        picture = opened.convert("RGB")
    faces = _look(picture, first_looks(*picture.size), detect)
    if needs_closer_look(faces):
        faces = without_doubles((*faces, *_look(picture, closer_looks(*picture.size), detect)))
    return faces


def draw_boxes(content: bytes, faces: Iterable[Box]) -> bytes:
    """A smaller JPEG of a picture that this house has drawn itself, with every face in a box."""
    with Image.open(BytesIO(content)) as opened:
        width = opened.width
        opened.draft("RGB", (SHOWN_LONGEST, SHOWN_LONGEST))
        opened.thumbnail((SHOWN_LONGEST, SHOWN_LONGEST))
        shown = opened.convert("RGB")
    pen, scale = ImageDraw.Draw(shown), shown.width / width
    for face in faces:
        _draw_box(pen, face, scale)
    drawn = BytesIO()
    shown.save(drawn, "JPEG", quality=80)
    return drawn.getvalue()


def _look(picture: Image.Image, looks: Iterable[Look], detect: Detect) -> tuple[Box, ...]:
    return without_doubles(box for look in looks for box in look.placed(_detect(picture, look, detect)))


def _detect(picture: Image.Image, look: Look, detect: Detect) -> Iterable[Box]:
    part = (look.left, look.top, look.left + look.width, look.top + look.height)
    seen = picture if look.size == picture.size else picture.resize(look.size, box=part)
    return detect(seen.width, seen.height, seen.tobytes())


def _draw_box(pen: ImageDraw.ImageDraw, face: Box, scale: float) -> None:
    """A bright line between two dark ones, seen on any picture; thicker around a large face."""
    left, top = round(face.left * scale), round(face.top * scale)
    right, bottom = round((face.left + face.width) * scale), round((face.top + face.height) * scale)
    line = max(2, (right - left) // 20)
    pen.rectangle((left - line, top - line, right + line, bottom + line), outline=EDGE_COLOUR, width=line + 2)
    pen.rectangle(
        (left - line + 1, top - line + 1, right + line - 1, bottom + line - 1), outline=BOX_COLOUR, width=line
    )
