"""Refusals: the rules say no, in words for the person who asked. They know nothing of HTTP or DingTalk."""


class Refusal(Exception):
    """The rules say no. The message is Chinese and says why and what to do next."""


class UnreadableFile(Refusal):
    """The file cannot be read at all, or lacks what it must have."""


class NotFound(Refusal):
    """There is no such thing, or none that this person may see."""

    def __init__(self, what: str):
        super().__init__(f"没有找到{what}。")
        self.what = what
