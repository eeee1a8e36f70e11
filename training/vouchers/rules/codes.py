"""领用码: what the person tells the school, without which nobody books the voucher (R10)."""

from collections.abc import Sequence
from datetime import timedelta
from hmac import compare_digest

from training.certificates.rules.numbers import compact_number
from training.errors import NotRight, TooOften

DIGITS = 6
MOST_OF_STAFF, SPAN_OF_STAFF = 20, timedelta(hours=1)
MOST_OF_VOUCHER, SPAN_OF_VOUCHER = 5, timedelta(hours=24)
NAMED = 3
ASK = "请学员打开手机上“我的培训券”，照着念"


class CodeMissing(NotRight):
    """A school books nothing upon its own word."""

    def __init__(self, number: str):
        super().__init__(f"券 {number} 没有填领用码：{ASK} {DIGITS} 位领用码；这次一张也没有登记。")


class WrongCodes(NotRight):
    """They are not those that the people read on their phones."""

    def __init__(self, numbers: Sequence[str]):
        named = "、".join(numbers[:NAMED])
        more = f"等 {len(numbers)} 张" if len(numbers) > NAMED else ""
        super().__init__(f"领用码不对：{named}{more}。{ASK}；这次一张也没有登记。")


class TooManyWrongCodes(TooOften):
    """Somebody tries codes out; `retry_after` says how long to wait at most."""

    def __init__(self, why: str, retry_after: timedelta):
        super().__init__(why)
        self.retry_after = retry_after


def code_of_digest(digest: bytes) -> str:
    """Six digits out of what only the house can make."""
    return f"{int.from_bytes(digest) % 10**DIGITS:0{DIGITS}}"


def is_code(said: str, code: str) -> bool:
    """Whatever stands between its digits."""
    return compare_digest(compact_number(said).encode(), code.encode())


def check_tries(number: str, of_staff: int, of_voucher: int) -> None:
    """`of_staff` wrong codes in an hour, `of_voucher` in a day; raises TooManyWrongCodes."""
    if of_staff >= MOST_OF_STAFF:
        raise TooManyWrongCodes(f"您一小时内输错了 {of_staff} 个领用码，请一小时后再登记。", SPAN_OF_STAFF)
    if of_voucher >= MOST_OF_VOUCHER:
        raise TooManyWrongCodes(
            f"券 {number} 的领用码 24 小时内已输错 {of_voucher} 次，请明天再试，"
            "或请旗县区人社部门当面核对后登记。",
            SPAN_OF_VOUCHER,
        )
