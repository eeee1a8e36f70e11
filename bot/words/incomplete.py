"""A command that says too little; pure."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Incomplete:
    """A command that lacks something, or has something else in its place; `example` would be right."""

    verb: str
    why: str
    example: str
    ways: tuple[tuple[str, object], ...] = field(default=(), compare=False)
    """Whole commands that it may mean: the words of each, and what is read in them."""
