"""券款: before a 核销 is taken back somebody says where the money is, for it frees another subsidy (R10)."""

from dataclasses import dataclass
from datetime import date

from training.errors import NotRight
from training.notice.money import yuan
from training.vouchers.terms import FaceMoney

LONGEST = 64


class MoneyMissing(NotRight):
    """Nobody said whether the money went out, and that all of it came back."""

    def __init__(self, lacking: str):
        super().__init__(
            f"撤销核销要先写明券款：{lacking}。券款付出了还没有退回的，不能撤销，学员在这个班仍算已用券结算。"
        )


@dataclass(frozen=True)
class Stated:
    """What is said of it."""

    stand: FaceMoney | None = None
    returned_fen: int | None = None
    returned_on: date | None = None
    reference: str = ""


NOTHING_STATED = Stated()


def read_stated(said: Stated, face_fen: int, days: tuple[date, date]) -> Stated:
    """Whole, or not at all; `days`: of the 核销, and today. Raises MoneyMissing."""
    reference = " ".join(said.reference.split())
    if said.stand is None:
        raise MoneyMissing("没有付出，还是已经全额退回")
    if not 0 < len(reference) <= LONGEST:
        raise MoneyMissing(f"退款回单号；没有付出的，写从哪份结算单看出（不超过 {LONGEST} 个字）")
    if said.stand is FaceMoney.NOT_PAID:
        return Stated(said.stand, reference=reference)
    if said.returned_fen != face_fen:
        raise MoneyMissing(f"退回金额要是面值 {yuan(face_fen)} 元")
    if said.returned_on is None or not days[0] <= said.returned_on <= days[1]:
        raise MoneyMissing(f"退回日期，在核销那天（{days[0]}）和今天之间")
    return Stated(said.stand, said.returned_fen, said.returned_on, reference)
