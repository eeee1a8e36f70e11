"""Pictures that cost a server its memory: what is read of them, in which process, and what is left unread."""

import struct
import subprocess
import sys
import zlib
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import pytest
from PIL import Image

from tests.checkout import CHECKOUT
from training.pictures.large import MOST_MB

MOST_OF_SERVER = 128
"""MB that one picture may add to a server process."""
READER = """
import resource, sys
from training.pictures.heic import read_phone_picture
from training.pictures.pictures import BadPicture

def peak():
    told = next(each for each in open("/proc/self/status") if each.startswith("VmHWM"))
    return int(told.split()[1]) // 1024

content = open(sys.argv[1], "rb").read()
before = peak()
try:
    picture = read_phone_picture(content, 64 << 20)
    said = f"{picture.width}x{picture.height}"
except BadPicture:
    said = "refused"
print(peak() - before, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024, said)
"""
"""In a process of its own: memory that was given back once is not counted again."""


class Cost(NamedTuple):
    """MB at the peak."""

    of_server: int
    of_child: int
    said: str


def cost_of(content: bytes, folder: Path) -> Cost:
    path = folder / "picture"
    path.write_bytes(content)
    command = [sys.executable, "-c", READER, str(path)]
    done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, check=True, text=True)
    of_server, of_child, said = done.stdout.split()
    return Cost(int(of_server), int(of_child), said)


def a_png(width: int, height: int, colours: int, depth: int) -> bytes:
    """All of its pixels, written line by line: a few KB that unfold to hundreds of MB."""
    samples = {0: 1, 2: 3, 6: 4}[colours]
    line, packed = bytes(1 + width * samples * depth // 8), zlib.compressobj(1)
    pixels = b"".join(packed.compress(line) for _ in range(height)) + packed.flush()
    header = struct.pack(">IIBBBBB", width, height, depth, colours, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", pixels), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_part(name, content) for name, content in parts)


def _part(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def a_jpeg(width: int, height: int, mode: str = "L", **more: object) -> bytes:
    kept = BytesIO()
    Image.new(mode, (width, height)).save(kept, "JPEG", **more)
    return kept.getvalue()


def a_webp(width: int, height: int) -> bytes:
    """Only a header, which is all that is read of it."""
    size = (width - 1 | (height - 1) << 14).to_bytes(4, "little")
    return b"RIFF" + struct.pack("<I", 22) + b"WEBPVP8L" + struct.pack("<I", 10) + b"\x2f" + size + bytes(5)


def pictures() -> Iterable[tuple[str, bytes, str]]:
    """Name, content, and what is said of it."""
    yield "a screenshot with transparency", a_png(8000, 6500, 6, 8), "8000x6500"
    yield "sixteen bits of grey", a_png(8000, 6500, 0, 16), "8000x6500"
    yield "sixteen bits of each colour", a_png(8000, 6500, 6, 16), "8000x6500"
    yield "a phone of 50 megapixels", a_jpeg(8160, 6120, "RGB"), "8160x6120"
    yield "a phone of 108 megapixels", a_jpeg(12000, 9000), "12000x9000"
    yield "one that loads in scans", a_jpeg(8160, 6120, "RGB", progressive=True), "8160x6120"
    yield "a long and narrow one", a_jpeg(50_000, 1000), "50000x1000"
    yield "more than any phone makes", a_png(10_000, 5300, 0, 8), "refused"
    yield "a film of one frame", a_webp(16_000, 16_000), "refused"


def test_no_picture_costs_the_server_more_than_a_photo_of_today(tmp_path, figure):
    costs = {name: (cost_of(content, tmp_path), said) for name, content, said in pictures()}

    assert {name: cost.said for name, (cost, _) in costs.items()} == {
        name: said for name, (_, said) in costs.items()
    }
    of_server = max(cost.of_server for cost, _ in costs.values())
    of_child = max(cost.of_child for cost, _ in costs.values())
    assert of_server <= MOST_OF_SERVER
    assert of_child <= MOST_MB
    figure("a picture of 52 megapixels, in the server", f"≤ {MOST_OF_SERVER} MB", f"{of_server} MB")
    figure("a picture of 52 megapixels, in a process of its own", f"≤ {MOST_MB} MB", f"{of_child} MB")


@pytest.mark.parametrize("width", [4000, 4096])
def test_a_usual_photo_costs_no_process_of_its_own(tmp_path, width):
    cost = cost_of(a_jpeg(width, 3000, "RGB"), tmp_path)

    assert (cost.of_child, cost.said) == (0, f"{width}x3000")
    assert cost.of_server <= MOST_OF_SERVER
