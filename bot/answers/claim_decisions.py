"""通过, 退回, 不通过: a claim is decided by a word or a tap, and never by one that was meant for before."""

from bot.answers.asking import Asking, links_of
from bot.answers.claims import in_short, page_link, paper_name
from bot.answers.replies import Button, Line, Reply
from bot.words.claim_commands import PassClaim, RejectClaim, ReturnClaim
from bot.words.spellings import AS_MARKED, CLAIMS, DUE, PASS, REJECT, RETURN
from training.claims.acts.approve_claim import approve_claim
from training.claims.acts.confirm_claim import confirm_claim
from training.claims.acts.reject_claim import reject_claim
from training.claims.acts.return_claim import return_claim
from training.claims.acts.return_paper import return_paper
from training.claims.rules.c1_acts import check_role, next_state
from training.claims.rules.c1_claims import GatesNotMet
from training.claims.rules.claim_numbers import SHOWN_DIGITS, ClaimNumber
from training.claims.rules.claim_reasons import READY_REASONS, REJECTIONS, SEND_BACKS, as_trainees_read
from training.claims.terms import ClaimAct, PaperState
from training.claims.views.claim_to_review import claim_to_review
from training.claims.views.claim_views import PaperView
from training.claims.views.find_claim_by_number import claim_to_act_on, number_of_claim
from training.claims.views.see_claim import view_of
from training.claims.views.which_number import refuse_number_of_correction
from training.eligibility.acts.send_claim_back import send_claim_back
from training.errors import NotFound
from training.notice.permissions import Permission
from training.records.claims.claims import C1Claim

MARKED = (PaperState.RETURNED, PaperState.EXPIRED)


def pass_claim(asking: Asking, command: PassClaim) -> Reply:
    """The district approves what every gate allows; the city confirms what was drawn."""
    if command.number is None:
        return _number_is_missing(PASS)
    claim = _claim(asking, command.number)
    if asking.may(Permission.LOOK_AGAIN):
        confirm_claim(asking.session, asking.staff, claim.public_id, now=asking.now)
        return _done("已复查确认", claim)
    try:
        _approve(asking, claim)
    except GatesNotMet as refusal:
        lines = (*refusal.reasons, "请先在网页里逐张看材料、点“通过这张”，再审核通过。")
        return Reply("还不能通过", (*lines, page_link(asking, claim)), (CLAIMS,), is_private=True)
    drawn = ("已抽中复查，由市本级确认。",) if claim.look_is_due else ()
    return _done("已审核通过", claim, *drawn)


def return_to_mend(asking: Asking, command: ReturnClaim) -> Reply:
    """Back to the trainee, or from the city to the district; where no reason is given, some are offered."""
    if command.number is None:
        return _number_is_missing(RETURN)
    if asking.may(Permission.LOOK_AGAIN):
        return _send_back(asking, _claim(asking, command.number), command)
    claim = _claim_to_review(asking, command.number, ClaimAct.RETURN)
    if command.reason:
        return _return(asking, claim, command)
    return _ask_which(asking, claim) if command.kind is None else _ask_why(asking, claim, command)


def reject(asking: Asking, command: RejectClaim) -> Reply:
    """For good, so never without a reason."""
    if command.number is None:
        return _number_is_missing(REJECT)
    claim = _claim_to_review(asking, command.number, ClaimAct.REJECT)
    if not command.reason:
        warning = "不通过就办结了，不能再补；还能补正的请“退回”。"
        return _ask("审核不通过", claim, _beginning(asking, claim, REJECT), REJECTIONS, warning)
    session, staff, links = asking.session, asking.staff, links_of(asking)
    reason = as_trainees_read(command.reason, REJECTIONS)
    reject_claim(session, staff, claim.public_id, reason, links=links, now=asking.now)
    return _done("已审核不通过", claim, f"原因：{reason}")


def _approve(asking: Asking, claim: C1Claim) -> None:
    session, staff, links = asking.session, asking.staff, links_of(asking)
    approve_claim(session, staff, claim.public_id, seed=asking.make_seed(), links=links, now=asking.now)


def _return(asking: Asking, claim: C1Claim, command: ReturnClaim) -> Reply:
    session, staff, links = asking.session, asking.staff, links_of(asking)
    ready = READY_REASONS[command.kind] if command.kind else ()
    reason = as_trainees_read(command.reason, ready)
    note = "" if command.kind or reason == AS_MARKED else reason
    if command.kind is not None:
        paper = _named_paper(asking, claim, command)
        return_paper(session, staff, paper.public_id, reason, now=asking.now)
    return_claim(session, staff, claim.public_id, note, links=links, now=asking.now)
    view = view_of(session, claim, now=asking.now)
    back = (f"{paper_name(each)}：{each.reason or each.state}" for each in view.papers if _is_marked(each))
    return _done("已退回补正", claim, *back, *((f"原因：{note}",) if note else ()))


def _send_back(asking: Asking, claim: C1Claim, command: ReturnClaim) -> Reply:
    reason = as_trainees_read(f"{command.kind or ''} {command.reason}".strip(), SEND_BACKS)
    if not command.reason:
        check_role(asking.staff.role, ClaimAct.SEND_BACK)
        next_state(claim.state, ClaimAct.SEND_BACK)
        return _ask("发回旗县区", claim, _beginning(asking, claim, RETURN), SEND_BACKS)
    send_claim_back(asking.session, asking.staff, claim.public_id, reason, now=asking.now)
    return _done("已发回旗县区", claim, f"原因：{reason}")


def _ask_which(asking: Asking, claim: C1Claim) -> Reply:
    view = view_of(asking.session, claim, now=asking.now)
    beginning = f"{RETURN} {view.number}"
    marked = "、".join(paper_name(each) for each in view.papers if _is_marked(each))
    as_marked = (
        [Line(f"就退回已标的：{marked}", f"{beginning} {AS_MARKED}", is_strong=True)] if marked else []
    )
    papers = [
        Line(f"{paper_name(each)}（{each.state}）", f"{beginning} {paper_name(each)}") for each in view.papers
    ]
    lines: tuple[Line | str, ...] = (
        f"{in_short(claim)}，退回哪一张？",
        *as_marked,
        *papers,
        f"缺材料请写：{beginning} 请补什么",
        "要退回几张，请在网页里逐张退回：",
        page_link(asking, claim),
    )
    return Reply("退回补正", lines, (_back_to(claim),), is_private=True)


def _ask_why(asking: Asking, claim: C1Claim, command: ReturnClaim) -> Reply:
    paper = _named_paper(asking, claim, command)
    beginning = f"{_beginning(asking, claim, RETURN)} {paper_name(paper)}"
    return _ask(f"退回{paper_name(paper)}", claim, beginning, READY_REASONS[paper.kind])


def _ask(title: str, claim: C1Claim, beginning: str, reasons: tuple[str, ...], first: str = "") -> Reply:
    """The reasons, each a tap; whoever has another one writes it."""
    taps = [Line(each, f"{beginning} {each}") for each in reasons]
    intro = (in_short(claim), *((first,) if first else ()), "选一个原因，对方会看到：")
    lines: tuple[Line | str, ...] = (*intro, *taps, f"或自己写：{beginning} 原因")
    return Reply(title, lines, (_back_to(claim),), is_private=True)


def _named_paper(asking: Asking, claim: C1Claim, command: ReturnClaim) -> PaperView:
    view = view_of(asking.session, claim, now=asking.now)
    found = [each for each in view.papers if (each.kind, each.place) == (command.kind, command.place)]
    if not found:
        raise NotFound(f"这份申领里的{command.kind}第 {command.place} 张")
    return found[0]


def _claim(asking: Asking, number: ClaimNumber) -> C1Claim:
    try:
        return claim_to_act_on(asking.session, asking.staff, number)
    except NotFound:
        refuse_number_of_correction(asking.session, asking.staff, number.begins)
        raise


def _claim_to_review(asking: Asking, number: ClaimNumber, act: ClaimAct) -> C1Claim:
    """Before any reason is asked for: whether this person may, and whether it is still possible."""
    check_role(asking.staff.role, act)
    claim = claim_to_review(asking.session, asking.staff, _claim(asking, number).public_id)
    next_state(claim.state, act)
    return claim


def _is_marked(paper: PaperView) -> bool:
    return paper.state in MARKED


def _beginning(asking: Asking, claim: C1Claim, verb: str) -> str:
    return f"{verb} {number_of_claim(asking.session, claim)}"


def _back_to(claim: C1Claim) -> Button:
    return Button("看申领", f"{CLAIMS} {claim.public_id.hex[:SHOWN_DIGITS]}")


def _number_is_missing(verb: str) -> Reply:
    reason = "" if verb == PASS else " 原因"
    lines = ("要写申领的编号，编号见“待审”。", f"例如：{verb} 3f2a91bc{reason}")
    return Reply(f"“{verb}”还差一点", lines, (CLAIMS,))


def _done(title: str, claim: C1Claim, *more: str) -> Reply:
    return Reply(title, (in_short(claim), *more), (CLAIMS, DUE), is_private=True, has_card=True)
