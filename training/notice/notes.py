"""Free text that people write beside an act: notes and reasons."""

from training.errors import NotRight
from training.notice.identity import INVISIBLE

MOST_LETTERS = 255


class TextTooLong(NotRight):
    """The text does not fit; nothing of it is cut off silently."""

    def __init__(self, letters: int):
        super().__init__(f"备注或原因有 {letters} 个字，最多 {MOST_LETTERS} 个字，请写短些。")
        self.letters = letters


class ReasonMissing(NotRight):
    """What is asked for must be explained."""

    def __init__(self, act: str):
        super().__init__(f"{act}要写明原因。")


def read_note(text: str) -> str:
    """The text on one line without invisible letters; raises TextTooLong."""
    seen = "".join(letter if letter.isprintable() else " " for letter in text.translate(INVISIBLE))
    note = " ".join(seen.split())
    if len(note) > MOST_LETTERS:
        raise TextTooLong(len(note))
    return note


def read_reason(text: str, act: str) -> str:
    """A note that may not be empty; raises ReasonMissing or TextTooLong."""
    reason = read_note(text)
    if not reason:
        raise ReasonMissing(act)
    return reason
