"""待审: C1 claims in the chat, for the district's reviewers and the city's second look.

Papers are looked at on the page only: a chat keeps pictures for ever, and everybody's phone shows them.
"""

from bot.answers.asking import Asking
from bot.answers.replies import PAGE, Button, Line, Reply, part_of
from bot.words.claim_commands import ShowClaim, ShowClaims
from bot.words.spellings import CLAIMS, DUE, PASS, REJECT, RETURN
from training.claims.rules.c1_papers import facts_in_words
from training.claims.rules.claim_numbers import SHOWN_DIGITS
from training.claims.terms import Actor, ClaimState, PaperState
from training.claims.views.claim_signs import signs_of
from training.claims.views.claim_views import ClaimView, PaperView
from training.claims.views.find_claim import is_own
from training.claims.views.find_claim_by_number import find_claim_by_number
from training.claims.views.lists.list_claims import ClaimLine, count_waiting_claims, waiting_claims_from
from training.claims.views.see_claim import view_of
from training.notice.class_hours import hours
from training.notice.clock import SHANGHAI
from training.notice.identity import mask_name
from training.notice.permissions import Permission, is_everywhere
from training.records.claims.claims import C1Claim
from training.staff.acts.make_link import make_link

CLAIM_PAGE = "/desk/claims/{}"
SIGNS = {
    PaperState.MISSING: "○",
    PaperState.READY: "○",
    PaperState.IN_REVIEW: "○",
    PaperState.RETURNED: "✗",
    PaperState.PASSED: "✓",
    PaperState.EXPIRED: "✗",
}


def show_claims(asking: Asking, command: ShowClaims) -> Reply:
    """What this person has to decide, what has stood longest first; names are masked."""
    count = count_waiting_claims(asking.session, asking.staff)
    if not count:
        return Reply(CLAIMS, (_nothing_waits(asking),), (DUE,))
    part = part_of(count, command.page, CLAIMS)
    lines = waiting_claims_from(asking.session, asking.staff, part.begin, PAGE, now=asking.now)
    shown = tuple(_claim_line(asking, each) for each in lines)
    note = (part.note,) if part.note else ()
    return Reply(f"{CLAIMS}申领 {count} 份", (*shown, *note), (*part.more, DUE), is_private=True)


def show_claim(asking: Asking, command: ShowClaim) -> Reply:
    """One of them with all that decides, and the way to its papers."""
    claim = find_claim_by_number(asking.session, asking.staff, command.number)
    view = view_of(asking.session, claim, now=asking.now)
    lines = (
        *_head(view),
        *(Line(each, is_strong=True) for each in sent_back(view)),
        _hours(view),
        *(_gate(each.title, each.lacking) for each in view.gates),
        *map(_paper, view.papers),
        *(Line(f"注意：{each}", is_strong=True) for each in signs_of(asking.session, claim)),
        *_what_to_do(asking, claim, view),
    )
    return Reply(f"申领 {view.number}", lines, (*_buttons(asking, claim, view), CLAIMS), is_private=True)


def waiting_claims_line(asking: Asking) -> tuple[Line, ...]:
    """For 待查: that there are claims too, for those who decide about them."""
    if not asking.may(Permission.HANDLE_CLAIMS):
        return ()
    count = count_waiting_claims(asking.session, asking.staff)
    what = "待复查" if asking.may(Permission.LOOK_AGAIN) else "待审"
    return (Line(f"C1 申领{what} {count} 份", command=CLAIMS),) if count else ()


def page_link(asking: Asking, claim: C1Claim) -> Line:
    """The claim's page, signed in at once; used once, within ten minutes, by this reviewer."""
    token = asking.make_token()
    path = CLAIM_PAGE.format(claim.public_id)
    make_link(asking.session, asking.staff, path, token=token, now=asking.now)
    return Line(
        "打开材料逐张看（链接只能用一次）", address=f"{asking.settings.public_url}/desk/enter/{token}"
    )


def in_short(claim: C1Claim) -> str:
    """Whose claim it is, for those who have just seen it."""
    own = claim.enrolment
    return f"{mask_name(own.trainee.name)} {own.training_class.class_number}"


def paper_name(paper: PaperView) -> str:
    """驾驶证, 工资流水第2张."""
    return f"{paper.kind}第{paper.place}张" if paper.place > 1 else paper.kind.value


def sent_back(view: ClaimView) -> tuple[str, ...]:
    """All its papers were passed before, so without this a tap would approve it once more."""
    return (f"市本级发回：{view.sent_back_because}",) if view.sent_back_because else ()


def is_to_decide(asking: Asking, claim: C1Claim) -> bool:
    """Whether it waits for this very person."""
    reviews = claim.state is ClaimState.WAITING and asking.may(Permission.REVIEW_CLAIMS)
    looks = claim.look_is_due and asking.may(Permission.LOOK_AGAIN)
    return (reviews or looks) and not is_own(claim, asking.staff)


def _nothing_waits(asking: Asking) -> str:
    if not asking.may(Permission.SEE_CLAIMS):
        return "C1 申领由旗县区人社部门审核，您没有要办理的。"
    return "没有待复查的申领。" if asking.may(Permission.LOOK_AGAIN) else "没有待审的申领。"


def _claim_line(asking: Asking, line: ClaimLine) -> Line:
    place = f"，{line.district}" if is_everywhere(asking.staff.role, Permission.SEE_CLAIMS) else ""
    second = "，等第二位审核人" if line.acts_next == Actor.SECOND_REVIEWER else ""
    text = f"{line.days} 天 {mask_name(line.name)} {line.class_name}，{line.school}{place}{second}"
    return Line(text, command=f"{CLAIMS} {line.public_id.hex[:SHOWN_DIGITS]}")


def _head(view: ClaimView) -> tuple[str, str]:
    filed, acts_next = view.filed, f"，由{view.acts_next}办理" if view.acts_next is not Actor.NOBODY else ""
    since = view.since.astimezone(SHANGHAI)
    return (
        f"{mask_name(filed.name)} {filed.phone}，{since:%m月%d日 %H:%M} 起“{view.state}”{acts_next}",
        f"{filed.class_number} {filed.class_name}，{filed.school}，{filed.district}",
    )


def _hours(view: ClaimView) -> str:
    days = f"培训 {view.filed.starts_on} 至 {view.filed.ends_on[5:]}"
    if view.training is None:
        return days
    earned, needed = hours(view.training.credited_halves), hours(view.training.needed_halves)
    return f"{days}，{earned} 课时（需 {needed}）"


def _gate(title: str, lacking: str) -> str:
    return f"✗ {title}：{lacking}" if lacking else f"✓ {title}"


def _paper(paper: PaperView) -> str:
    about = f"：{paper.reason or facts_in_words(paper.facts)}" if paper.reason or paper.facts else ""
    return f"{SIGNS[paper.state]} {paper_name(paper)} {paper.state}{about.rstrip('：')}"


def _what_to_do(asking: Asking, claim: C1Claim, view: ClaimView) -> tuple[Line | str, ...]:
    if not asking.may(Permission.OPEN_PAPERS):
        return ("审计人员只查看，不打开个人材料。",)
    if is_own(claim, asking.staff) and view.state is ClaimState.WAITING:
        return ("由您本人提出或代办，请同事审核。",)
    if not is_to_decide(asking, claim):
        return ("现在不用您办理。", page_link(asking, claim))
    return (page_link(asking, claim),)


def _buttons(asking: Asking, claim: C1Claim, view: ClaimView) -> tuple[Button, ...]:
    """A claim is approved by a tap only once every paper was passed on the page."""
    if not is_to_decide(asking, claim):
        return ()
    if asking.may(Permission.LOOK_AGAIN):
        return (Button("复查确认", f"{PASS} {view.number}"), Button("发回旗县区", f"{RETURN} {view.number}"))
    passes = (Button("审核通过", f"{PASS} {view.number}"),) if all(g.is_met for g in view.gates) else ()
    back = Button("退回补正", f"{RETURN} {view.number}")
    return (*passes, back, Button("审核不通过", f"{REJECT} {view.number}"))
