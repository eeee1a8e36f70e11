"""`make hold`: run all of it, the long ones too, and write the figures into docs/reliability.md."""

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.checkout import CHECKOUT
from tests.hold.conftest import LONG
from tests.hold.figures import KEPT_IN, kept_figures, table_of

PAGE = CHECKOUT / "docs" / "reliability.md"
BEGIN, END = "<!-- figures -->\n", "\n<!-- end of figures -->"


def main(arguments: list[str]) -> int:
    """The status of the tests; the page changes only where all of them passed."""
    with TemporaryDirectory() as folder:
        kept = Path(folder) / "figures.jsonl"
        kept.touch()
        environ = {**os.environ, LONG: "1", KEPT_IN: str(kept)}
        command = [sys.executable, "-m", "pytest", "-n", "2", "tests/hold", *arguments]
        status = subprocess.run(command, cwd=CHECKOUT, env=environ, check=False).returncode
        if status == 0 and not arguments:
            write_table(PAGE, table_of(kept_figures(kept)))
    return status


def write_table(page: Path, table: str) -> None:
    """Between its two marks; what people wrote around it stays."""
    before, _, rest = page.read_text(encoding="utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    page.write_text(f"{before}{BEGIN}{table}{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
