"""The stand-in of the cameras in classrooms: draws a room, with the time and what the address says of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from urllib.parse import parse_qs, urlsplit

from PIL import Image, ImageDraw, ImageFont

from training.cameras.terms import CameraTrouble
from training.notice.clock import SHANGHAI
from training.ports.cameras import CameraAccess, CameraFailed

SIZE = (640, 360)
WALL, FLOOR, BOARD, CHALK, WINDOW, DESK = "#8b939c", "#6d665e", "#31473e", "#b9c7bf", "#b7c3cf", "#a08d75"
SHIRTS = ("#5a3f3f", "#2e3a4d", "#6a5a44", "#3e4f45", "#4b4560")
HAIRS = ("#3a302a", "#2b2622", "#211f20")
SKIN, COAT = "#d9c1ab", "#2f3b52"
LETTERS = ImageFont.load_default(22)
# Of each row from the front of the room: where, how large, how many seats.
ROWS = ((196, 6, 9), (232, 8, 8), (276, 10, 7), (330, 13, 6))
MOST = sum(seats for _, _, seats in ROWS)
QUALITY = 80


@dataclass(frozen=True)
class DrawnCameras:
    """Where nobody has a camera; `silent` in the address is one that does not answer."""

    clock: Callable[[], datetime]

    def still(self, camera: CameraAccess) -> bytes:
        """A JPEG of 640 by 360; raises CameraFailed."""
        parts = urlsplit(camera.address)
        told = parse_qs(parts.query, keep_blank_values=True)
        if "silent" in told:
            raise CameraFailed(CameraTrouble.SLOW)
        chance = sha256(camera.address.encode()).digest()
        heads = told.get("heads", [""])[0]
        seen = int(heads) if heads.isdecimal() else 12 + chance[0] % 12
        name = told.get("class", [parts.hostname or ""])[0]
        return _room(
            min(seen, MOST), chance, (f"{self.clock().astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}", name)
        )


def _room(heads: int, chance: bytes, told: tuple[str, str]) -> bytes:
    picture = Image.new("RGB", SIZE, WALL)
    drawn = ImageDraw.Draw(picture)
    drawn.rectangle((0, 192, *SIZE), fill=FLOOR)
    _front(drawn)
    taken = _seats(heads, chance)
    for row, (y, size, seats) in enumerate(ROWS):
        for seat in range(seats):
            x = SIZE[0] * (2 * seat + 1) // (2 * seats)
            _seat(drawn, (x, y), size, chance[(row + seat) % 32] if (row, seat) in taken else None)
    drawn.text((12, 8), told[0], fill="white", font=LETTERS, stroke_width=1, stroke_fill="black")
    drawn.text(
        (628, 352), told[1], fill="white", font=LETTERS, anchor="rs", stroke_width=1, stroke_fill="black"
    )
    return _jpeg(picture)


def _front(drawn: ImageDraw.ImageDraw) -> None:
    drawn.rectangle((172, 44, 468, 140), fill=BOARD)
    for y, width in ((68, 120), (88, 180), (108, 108)):
        drawn.line((192, y, 192 + width, y), fill=CHALK, width=3)
    for left in (16, 516):
        drawn.rectangle((left, 40, left + 108, 150), fill=WINDOW)
    drawn.pieslice((396, 146, 428, 240), 180, 360, fill=COAT)
    drawn.ellipse((401, 120, 423, 146), fill=SKIN)


def _seats(heads: int, chance: bytes) -> set[tuple[int, int]]:
    """Whoever is there sits here and there, the same ones every time."""
    every = [(row, seat) for row, (_, _, seats) in enumerate(ROWS) for seat in range(seats)]
    return set(sorted(every, key=lambda each: sha256(chance + bytes(each)).digest())[:heads])


def _seat(drawn: ImageDraw.ImageDraw, at: tuple[int, int], size: int, who: int | None) -> None:
    x, y = at
    drawn.polygon(
        (
            (x - 3 * size, y + size),
            (x + 3 * size, y + size),
            (x + 4 * size, y + 2 * size),
            (x - 4 * size, y + 2 * size),
        ),
        fill=DESK,
    )
    if who is not None:
        drawn.pieslice((x - 2 * size, y - size, x + 2 * size, y + 4 * size), 180, 360, fill=SHIRTS[who % 5])
        drawn.ellipse((x - size, y - 3 * size, x + size, y - size // 2), fill=HAIRS[who % 3])


def _jpeg(picture: Image.Image) -> bytes:
    content = BytesIO()
    picture.save(content, "JPEG", quality=QUALITY)
    return content.getvalue()
