"""非本人, and 线索: what is asked before it is recorded, and what trainees said that is to be looked into."""

from bot.answers.asking import Asking
from bot.answers.office.page_link import page_link
from bot.answers.replies import PAGE, Button, Reply, part_of
from bot.words.lead_commands import ShowLeads, WhoAnswered
from bot.words.spellings import CORRECT, DUE, LEADS, OUTCOMES, RECORD
from bot.words.stamps import Stamp
from training.checks.rules.calls import WHO_ELSE
from training.checks.terms import CallOutcome
from training.checks.views.calls.count_calls import count_calls
from training.checks.views.leads.list_leads import LeadLine, count_leads, list_leads
from training.errors import NotYours
from training.notice.clock import SHANGHAI
from training.notice.permissions import Permission

LEADS_PAGE = "/leads"
WHAT_IT_PROVES = {
    CallOutcome.FAMILY_ANSWERED: "不算核实，另找时间再打",
    CallOutcome.CALL_LATER: "本人接了，请过一会儿再打，不算核实",
    CallOutcome.NOT_THEIR_NUMBER: "接的人不认识学员，记为不一致",
}


class NotForLeads(NotYours):
    """What trainees say of an institution is not for its eyes."""

    def __init__(self) -> None:
        super().__init__("线索由市本级和旗县区的工作人员核查；您可以发“帮助”看能办什么。")


def ask_who_answered(asking: Asking, command: WhoAnswered) -> Reply:
    """Nothing is recorded before it is said which of the three it was; each button says all of it."""
    verb = CORRECT if command.is_correction else RECORD
    lines = [f"{OUTCOMES[outcome][0]}：{proves}" for outcome, proves in WHAT_IT_PROVES.items()]
    own = asking.meant
    seen = count_calls(asking.session, own.number, command.place) if asking.seen is None else asking.seen
    stamp = Stamp(own.number, seen)
    said = f"{verb} {command.place}"
    buttons = tuple(_button(said, outcome, command.note, stamp) for outcome in WHO_ELSE)
    which = f"{own.number} {own.training_class.name}"
    return Reply(f"{command.place}号 是哪一种？", (which, "还没有记。", *lines), buttons)


def _button(said: str, outcome: CallOutcome, note: str, stamp: Stamp) -> Button:
    """It names its check and counts its calls, as any other does."""
    spelling = OUTCOMES[outcome][0]
    words = f"{said} {spelling} {note}".strip()
    return Button(spelling, f"{words} {stamp}")


def show_leads(asking: Asking, command: ShowLeads) -> Reply:
    """Those that are open, what waits longest first; nobody is named in a chat, which keeps everything."""
    if not asking.may(Permission.SEE_LEADS):
        raise NotForLeads
    count = count_leads(asking.session, asking.staff, is_open=True)
    part = part_of(count, command.page, LEADS)
    some = list_leads(asking.session, asking.staff, is_open=True, begin=part.begin, most=PAGE)
    lines = (*map(_lead_line, some), *((part.note,) if part.note else ()))
    return Reply(
        f"{LEADS} {count} 条待核查" if count else LEADS,
        (*(lines or ("没有待核查的线索。",)), page_link(asking, LEADS_PAGE, "核查")),
        (*part.more, DUE),
    )


def _lead_line(line: LeadLine) -> str:
    lead, own = line.lead, line.of_class
    raised = f"{lead.raised_at.astimezone(SHANGHAI):%m月%d日}"
    return f"{raised} {own.number} {lead.position}号 {lead.kind}，{lead.state}（{own.institution}）"
