"""What the district may decide of one person, and with what reason (R19)."""

from collections.abc import Sequence
from dataclasses import dataclass

from training.eligibility.rules.reasons import Reason
from training.errors import NotNow, NotRight, NotYours
from training.notice.notes import read_note, read_reason


class OnlyTheDistrictJudges(NotYours):
    """由各旗县区确定符合领取补贴的培训班次和合格人员."""

    def __init__(self) -> None:
        super().__init__("补贴由班级所在旗县区核定，请联系他们办理。")


class ReasonIsHard(NotRight):
    """What our own records say is mended, not overridden."""

    def __init__(self, name: str, reason: Reason):
        super().__init__(
            f"{name}因“{reason.exclusion.value}”不能补贴，不能另定为可补贴；"
            "记录有错的，请先更正记录（课时、班级、名单或原来的补贴），再核定。"
        )


class ClaimedByItself(NotNow):
    """C1: its people claim the subsidy themselves."""

    def __init__(self) -> None:
        super().__init__("C1 班的补贴由学员自己申领、旗县区审核，不在这里核定；请到“C1 补贴审核”办理。")


class NotToJudge(NotNow):
    """The verdict, or the list, comes first."""

    def __init__(self) -> None:
        super().__init__("班级要先评估为合格、确认合格人员名单，才能核定补贴；请先在“结业”页办完。")


class ListDiffers(NotNow):
    """Nobody is paid for by a list that is no longer so."""

    def __init__(self) -> None:
        super().__init__(
            "合格名单和现在的累计课时或成绩不一致，或者有新的一版在等第二人签字；请先在“结业”页办完，再核定补贴。"
        )


class NotJudgedYet(NotNow):
    """Nothing was judged that could be taken away."""

    def __init__(self) -> None:
        super().__init__("这个班还没有核定补贴；合格名单确认以后，由旗县区核定。")


class SecondIsAwaited(NotNow):
    """Somebody else has to sign what one has signed."""

    def __init__(self, by: str):
        super().__init__(f"{by}已核定，正在等第二人签字；请由另一位同事同意或退回后再办。")


class ObjectionAwaited(NotNow):
    """Another judgement would let an objection vanish (R21)."""

    def __init__(self, names: Sequence[str]):
        super().__init__(f"{'、'.join(names)}有异议还没有处理，请先在“上会和拨付”里处理异议，再重新核定。")


class NothingForSecond(NotNow):
    """There is nothing that wants a second signature, or it has one."""

    def __init__(self) -> None:
        super().__init__("现在没有等第二人签字的核定，可能已有人签过；请刷新后再看。")


class JudgementMoved(NotNow):
    """Nobody agrees to what is no longer so."""

    def __init__(self) -> None:
        super().__init__(
            "第一人核定以后情况有变化（名单、课时、补贴记录或比对名单），不能同意这一次；请退回，按现在的重新核定。"
        )


class SeenOtherwise(NotNow):
    """What it rests on is no longer what the page showed."""

    def __init__(self) -> None:
        super().__init__("您打开页面以后情况有变化（名单、课时、补贴记录或比对名单），请看过新的情况再核定。")


class JudgedAlready(NotNow):
    """It stands, and nothing has changed since."""

    def __init__(self, by: str):
        super().__init__(f"这个班已由{by}核定，情况和结论都没有变化，不用再核定。")


@dataclass(frozen=True, slots=True)
class Wish:
    """What the district wants to decide of one person other than is proposed, and why."""

    is_eligible: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Decided:
    """What a line says of one person."""

    is_eligible: bool
    reason: str = ""
    """Empty where it is as proposed."""
    needs_second: bool = False


def decide(name: str, against: Sequence[Reason], wish: Wish | None) -> Decided:
    """The proposal, or what is decided otherwise: paid for against a reason by two, not paid for by one.

    Raises ReasonIsHard, ReasonMissing or TextTooLong.
    """
    proposed = not against
    if wish is None or wish.is_eligible is proposed:
        read_note(wish.reason if wish else "")
        return Decided(proposed)
    hard = next((each for each in against if not each.is_soft), None)
    if wish.is_eligible and hard is not None:
        raise ReasonIsHard(name, hard)
    other = "可补贴" if wish.is_eligible else "不可补贴"
    return Decided(wish.is_eligible, read_reason(wish.reason, f"{name}另定为{other}"), wish.is_eligible)
