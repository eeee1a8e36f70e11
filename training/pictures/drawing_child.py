"""The process that draws one large picture anew: its bytes come in, the small copy goes out."""

import sys

from training.confined import confine
from training.pictures.drawing import draw_anew


def main(seconds: int, most_mb: int, form: str) -> None:
    confine(seconds, most_mb)
    sys.stdout.buffer.write(draw_anew(sys.stdin.buffer.read(), form))


if __name__ == "__main__":
    try:
        main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
    except Exception as fault:
        # Only its kind: its words may hold what was in the picture.
        sys.exit(type(fault).__name__)
