"""A command that says too little; pure."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Incomplete:
    """A command that lacks something, or has something else in its place; `example` would be right."""

    verb: str
    why: str
    example: str
