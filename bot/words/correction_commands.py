"""What may be said of 补卡, as values."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ShowCorrections:
    """补卡: the requests that wait to be decided."""

    page: int = 1


@dataclass(frozen=True)
class ShowCorrection:
    """补卡 编号: one of them."""

    number: str


@dataclass(frozen=True)
class DecideCorrection:
    """批准 编号, or 不批准 编号 原因."""

    number: str
    is_approved: bool
    note: str = ""


CorrectionCommand = ShowCorrections | ShowCorrection | DecideCorrection
