"""What a message says, as the office reads it: the words of its template with the values that were sent."""

from collections.abc import Mapping
from dataclasses import dataclass

LINK = "link"


@dataclass(frozen=True)
class Wording:
    """A template of the catalogue: name, words with places such as {half_day}, the most that it may cost."""

    title: str
    text: str
    most_segments: int = 1

    @property
    def for_approval(self) -> str:
        """As Aliyun asks for it: ${half_day}."""
        return self.text.replace("{", "${")

    def filled(self, parameters: Mapping[str, str]) -> str:
        """The words as they were sent, without signature and link; where a value is gone, its place."""
        return self.text.format_map(_Known(parameters))


class _Known(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return f"{{{name}}}"
