"""The chat is a port of the subject: only bot/ knows which office platform stands behind it."""

from pathlib import Path

from tests.checkout import CHECKOUT

SUBJECT = CHECKOUT / "training"
VENDOR = ("dingtalk", "钉钉")
ELSEWHERE = {SUBJECT / "records" / "carrying_over.py"}
"""Names what stood in tables of version 0.1, before the chat was a port."""


def test_no_file_of_the_subject_names_the_platform_of_the_chat():
    naming = [path for path in _own_files() if _names_the_vendor(path)]

    assert [str(path.relative_to(CHECKOUT)) for path in naming] == [], (
        "say what the chat, its platform or the vendor of meetings does; what people read takes the name "
        "from training.ports.platform, which bot.words.platform fills in"
    )


def test_what_may_name_it_still_does():
    """An exception that nothing needs any more is taken back."""
    sheets = [path for path in SUBJECT.rglob("sheets/*.py") if _names_the_vendor(path)]

    assert all(_names_the_vendor(path) for path in ELSEWHERE)
    assert [str(path.relative_to(SUBJECT)) for path in sheets] == ["checks/sheets/statistics.py"]


def _own_files() -> list[Path]:
    """Readers of files (sheets) may say from where a file is exported."""
    files = sorted(SUBJECT.rglob("*.py"))
    assert files
    return [path for path in files if path not in ELSEWHERE and path.parent.name != "sheets"]


def _names_the_vendor(path: Path) -> bool:
    said = path.read_text("utf-8").lower()
    return any(name in said or name in path.name.lower() for name in VENDOR)
