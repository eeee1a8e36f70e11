"""The table that is printed and kept."""

import platform
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from os import cpu_count
from pathlib import Path

RESULTS = Path(__file__).with_name("RESULTS.md")


@dataclass(frozen=True)
class Result:
    """One ratio with what it was made of; `goal` as it is read, empty where there is none."""

    what: str
    ours: str
    bare: str
    ratio: str
    goal: str = ""

    def line(self) -> str:
        return f"| {self.what} | {self.ours} | {self.bare} | {self.ratio} | {self.goal} |"


def as_markdown(results: Iterable[Result], today: date) -> str:
    lines = [
        "# Benchmarks",
        "",
        f"`make bench` on {today}: {_machine()}.",
        "Both sides of a ratio ran in this one run; ratios hold on other machines better than times.",
        "[README.md](README.md) says what each line measures and why some miss their goal.",
        "",
        "| what | ours | bare | ratio | goal |",
        "|---|---|---|---|---|",
        *(result.line() for result in results),
    ]
    return "\n".join(lines) + "\n"


def _machine() -> str:
    return (
        f"{cpu_count()} processors ({platform.machine()}), {platform.system()}, "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    )
