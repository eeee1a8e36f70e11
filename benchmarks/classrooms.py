"""Drawn classrooms with drawn faces, as JPEG: pictures of nobody, in which it is known where the faces are.

A detector takes these drawings for faces as it takes photos (measured once beside a portrait of each size).
Everybody looks to the front or to the back of the room; of bowed and hidden heads a real room loses more.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from random import Random

from PIL import Image, ImageDraw, ImageFilter

Colour = tuple[int, int, int]
FULL_HD = (1920, 1080)
COLUMNS = 8
SKINS: tuple[Colour, ...] = ((236, 200, 172), (224, 182, 150), (205, 160, 128), (242, 210, 188))
HAIRS: tuple[Colour, ...] = ((28, 24, 24), (45, 34, 30), (20, 18, 22), (90, 85, 82))
CANVAS, HEAD = (360, 480), (65, 70, 295, 390)
HEAD_WIDTH = HEAD[2] - HEAD[0]
EYES = (131, 229)
DARK = (40, 28, 26)


@dataclass(frozen=True)
class Seat:
    """Where a face is: its middle, in pixels."""

    across: float
    down: float


@dataclass(frozen=True)
class Classroom:
    """The picture, and where the faces in it are, each about `face_width` pixels wide."""

    content: bytes
    seats: tuple[Seat, ...]
    face_width: int

    def count(self, boxes: Iterable[tuple[int, ...]]) -> tuple[int, int]:
        """How many of the faces have a box (left, top, width, height, …), and how many boxes have no face."""
        left = list(boxes)
        found = 0
        for seat in self.seats:
            box = next((box for box in left if self._fits(box, seat)), None)
            if box is not None:
                left.remove(box)
                found += 1
        return found, len(left)

    def _fits(self, box: tuple[int, ...], seat: Seat) -> bool:
        across, down = box[0] + box[2] / 2 - seat.across, box[1] + box[3] / 2 - seat.down
        return abs(across) < self.face_width / 2 and abs(down) < self.face_width


def a_classroom(
    faces: int,
    face_width: int,
    *,
    backs: int = 0,
    seed: int = 1,
    size: tuple[int, int] = FULL_HD,
    quality: int = 75,
) -> Classroom:
    """`backs` are heads seen from behind. The same arguments always give the same picture."""
    chance = Random(seed)
    room = _a_room(chance, size)
    seats = _seats(chance, faces + backs, face_width, size)
    chance.shuffle(seats)
    for place, seat in enumerate(seats):
        _seat_somebody(room, chance, face_width, seat, is_seen=place < faces)
    content = _as_jpeg(_with_noise(room, chance), quality)
    return Classroom(content, tuple(seats[:faces]), face_width)


def _a_room(chance: Random, size: tuple[int, int]) -> Image.Image:
    """A wall that is lit from above, with posters and windows."""
    bright, dark = Image.new("RGB", size, (150, 155, 150)), Image.new("RGB", size, (95, 105, 112))
    room = Image.composite(bright, dark, Image.linear_gradient("L").resize(size))
    pen = ImageDraw.Draw(room)
    for _ in range(25):
        left, top = chance.randrange(size[0]), chance.randrange(size[1] // 3)
        right, bottom = left + chance.randrange(30, 300), top + chance.randrange(20, 150)
        pen.rectangle((left, top, right, bottom), fill=_a_colour(chance))
    return room


def _seats(chance: Random, people: int, face_width: int, size: tuple[int, int]) -> list[Seat]:
    rows = max(1, -(-people // COLUMNS))
    return [
        Seat(
            (place % COLUMNS + 0.5) * size[0] / COLUMNS + chance.uniform(-0.1, 0.1) * face_width,
            (place // COLUMNS + 0.6) * size[1] / rows + chance.uniform(-0.1, 0.1) * face_width,
        )
        for place in range(people)
    ]


def _seat_somebody(room: Image.Image, chance: Random, face_width: int, seat: Seat, *, is_seen: bool) -> None:
    """Behind a desk."""
    person = _a_person(chance, face_width, is_seen=is_seen)
    left, top = round(seat.across - person.width / 2), round(seat.down - person.height / 2)
    room.paste(person, (left, top), person)
    bottom = top + person.height
    desk = (left - 10, bottom - 2, left + person.width + 10, bottom + face_width // 3)
    ImageDraw.Draw(room).rectangle(desk, fill=(120, 90, 60))


def _a_person(chance: Random, face_width: int, *, is_seen: bool) -> Image.Image:
    skin, hair = chance.choice(SKINS), chance.choice(HAIRS)
    person = Image.new("RGBA", CANVAS)
    _draw_shoulders(ImageDraw.Draw(person), chance, skin, hair)
    if is_seen:
        _draw_head(person, skin)
        _draw_features(ImageDraw.Draw(person), chance, skin, hair)
    soft = person.filter(ImageFilter.GaussianBlur(1.5))
    tilted = soft.rotate(chance.uniform(-12, 12), resample=Image.Resampling.BICUBIC)
    scale = face_width / HEAD_WIDTH
    return tilted.resize((round(CANVAS[0] * scale), round(CANVAS[1] * scale)), Image.Resampling.LANCZOS)


def _draw_shoulders(pen: ImageDraw.ImageDraw, chance: Random, skin: Colour, hair: Colour) -> None:
    """Whatever lies behind the face: shoulders, neck, hair to the chin or longer, ears."""
    pen.ellipse((20, 380, 340, 640), fill=_a_colour(chance))
    pen.rectangle((140, 330, 220, 420), fill=_darker(skin, 72))
    pen.ellipse((52, 30, 308, chance.choice((300, 440))), fill=hair)
    for left in (50, 275):
        pen.ellipse((left, 200, left + 35, 270), fill=_darker(skin, 86))


def _draw_head(person: Image.Image, skin: Colour) -> None:
    """Light and shadow are what a detector sees first."""
    shades = Image.new("RGBA", CANVAS)
    pen, shadow = ImageDraw.Draw(shades), _darker(skin, 86)
    pen.ellipse(HEAD, fill=_darker(skin, 72))
    pen.ellipse((85, 80, 280, 370), fill=skin)
    for left in (95, 210):
        pen.ellipse((left, 255, left + 55, 310), fill=(228, 150, 130, 90))
    for left in (98, 195):
        pen.ellipse((left, 185, left + 67, 240), fill=shadow)
    pen.polygon(((180, 200), (158, 285), (202, 285)), fill=shadow)
    pen.ellipse((155, 268, 205, 296), fill=shadow)
    face = Image.new("RGBA", CANVAS, skin)
    face.alpha_composite(shades.filter(ImageFilter.GaussianBlur(9)))
    outline = Image.new("L", CANVAS)
    ImageDraw.Draw(outline).ellipse(HEAD, fill=255)
    person.paste(face, (0, 0), outline)


def _draw_features(pen: ImageDraw.ImageDraw, chance: Random, skin: Colour, hair: Colour) -> None:
    for left in (162, 186):
        pen.ellipse((left, 280, left + 12, 290), fill=_darker(skin, 72))
    for middle in EYES:
        _draw_eye(pen, middle, hair)
    _draw_mouth(pen, chance.randrange(36, 52))
    pen.chord((60, 45, 300, 260), 190, 350, fill=hair)
    if chance.random() < 0.25:
        for middle in EYES:
            pen.ellipse((middle - 42, 178, middle + 42, 248), outline=DARK, width=6)
        pen.line((173, 210, 187, 210), fill=DARK, width=6)


def _draw_eye(pen: ImageDraw.ImageDraw, middle: int, brow: Colour) -> None:
    pen.ellipse((middle - 28, 198, middle + 28, 228), fill=(245, 243, 240))
    pen.ellipse((middle - 13, 199, middle + 13, 227), fill=DARK)
    pen.ellipse((middle - 4, 203, middle + 3, 210), fill=(250, 250, 250))
    pen.arc((middle - 30, 193, middle + 30, 235), 185, 355, fill=DARK, width=6)
    pen.arc((middle - 38, 160, middle + 38, 210), 205, 335, fill=brow, width=11)


def _draw_mouth(pen: ImageDraw.ImageDraw, half: int) -> None:
    pen.chord((180 - half, 310, 180 + half, 350), 0, 180, fill=(175, 80, 80))
    pen.line((180 - half, 330, 180 + half, 330), fill=(120, 50, 50), width=5)
    pen.chord((186 - half, 318, 174 + half, 344), 180, 360, fill=(190, 95, 92))


def _with_noise(room: Image.Image, chance: Random) -> Image.Image:
    """As of a camera in a dim room."""
    noise = Image.frombytes("L", room.size, chance.randbytes(room.width * room.height)).convert("RGB")
    return Image.blend(room, noise, 0.06)


def _as_jpeg(room: Image.Image, quality: int) -> bytes:
    content = BytesIO()
    room.save(content, "JPEG", quality=quality)
    return content.getvalue()


def _a_colour(chance: Random) -> Colour:
    return chance.randrange(60, 210), chance.randrange(60, 210), chance.randrange(60, 210)


def _darker(colour: Colour, percent: int) -> Colour:
    red, green, blue = (each * percent // 100 for each in colour)
    return red, green, blue
