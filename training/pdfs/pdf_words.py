"""What a look through the objects of a PDF may find; the words between the child process and us."""

from enum import StrEnum


class PdfFinding(StrEnum):
    """Why a PDF is no plain one, or that it is."""

    PLAIN = "plain"
    ACTIVE = "active"
    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"
    LONG = "long"
    """More pages than anybody looks at."""
    LARGE = "large"
    """It unfolds to more than a reader can hold."""
