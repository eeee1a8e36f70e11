"""What an uploaded file is called."""

LONGEST_NAME = 60
"""Letters: file systems allow 255 bytes, and a letter may take four."""


def plain_name(name: str) -> str:
    """Only for people to recognise it by: no folder, nothing invisible, not too long."""
    printable = "".join(each for each in name if each.isprintable()).replace("\\", "/")
    return printable.rpartition("/")[2].strip(" .")[-LONGEST_NAME:] or "未命名"
