"""待核定: what the district has to sign before money is spoken about; it is signed on its page (R19)."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select

from bot.answers.asking import Asking
from bot.answers.office.waiting import Waiting, check_may, listed, named
from bot.answers.replies import Line, Reply
from bot.words.spellings import CLASS, TO_SUBSIDISE
from bot.words.work_commands import ShowClassesToSubsidise
from training.eligibility.rules.standards import NoStandard
from training.eligibility.views.proposals import ClassProposal, propose_classes
from training.eligibility.views.waiting import classes_for_district, judgement_waits
from training.notice.money import yuan
from training.notice.permissions import Permission
from training.records.classes.classes import TrainingClass

ELIGIBILITY_PAGE = "/desk/eligibility"
SUBSIDISE = Waiting(
    *(TO_SUBSIDISE, "个班", "没有等补贴核定的班。", (TrainingClass.ends_on, TrainingClass.id)),
    *(ELIGIBILITY_PAGE, {Permission.JUDGE_LINES: "核定"}),
)


def show_classes_to_subsidise(asking: Asking, command: ShowClassesToSubsidise) -> Reply:
    """The earliest first, each with how many would be paid for; nobody is named."""
    check_may(asking, TO_SUBSIDISE, Permission.SEE_EXCLUSIONS)

    def lines(found: Sequence[TrainingClass]) -> Iterable[Line]:
        keys = [each.id for each in found]
        signed = set(
            asking.session.scalars(
                select(TrainingClass.id).where(TrainingClass.id.in_(keys), judgement_waits())
            )
        )
        proposals = propose_classes(asking.session, found, now=asking.now)
        return (_line(proposals[each.id], waits=each.id in signed) for each in found)

    return listed(asking, SUBSIDISE, classes_for_district(asking.staff), command.page, lines)


def _line(proposal: ClassProposal, *, waits: bool) -> Line:
    own, price = proposal.training_class, proposal.price
    each = "没有补贴标准" if isinstance(price, NoStandard) else f"每人 {yuan(price.amount_fen)} 元"
    what = (
        "待第二人签字"
        if waits
        else f"合格 {len(proposal.people)} 人，建议可补贴 {proposal.fitting} 人，{each}"
    )
    text = f"{own.ends_on:%m月%d日} 结业 {named(own)}：{what}"
    return Line(text, f"{CLASS} {own.class_number}", is_strong=waits)
