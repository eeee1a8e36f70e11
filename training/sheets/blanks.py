"""A file of nothing but empty rows is read for minutes and holds nothing: at some row one stops reading."""

from training.errors import UnreadableFile

MOST_BLANK_ROWS = 200_000
"""Of one file; as many rows as one table may have."""


class TooManyBlanks(UnreadableFile):
    """The file goes on with empty rows for longer than anybody's table does."""

    def __init__(self, name: str, row: int):
        super().__init__(
            f"{name} 到第 {row:,} 行已有 {MOST_BLANK_ROWS:,} 多个空行，没有往下读；"
            "请只把有内容的行复制到一个新文件，另存后再上传。"
        )


class BlankRows:
    """Counts them while a file is read."""

    def __init__(self, name: str):
        self._name = name
        self._count = 0

    def pass_over(self, row: int) -> None:
        """Raises TooManyBlanks where there have been too many, this one included."""
        self._count += 1
        if self._count > MOST_BLANK_ROWS:
            raise TooManyBlanks(self._name, row)
