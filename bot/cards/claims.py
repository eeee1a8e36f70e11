"""A claim as an interactive card for one of those who decide about it; pure."""

from typing import Any

from bot.answers.claims import SIGNS, paper_name, sent_back
from bot.answers.replies import Button, Reply
from bot.cards.checks import as_values, button
from bot.words.spellings import CLAIMS, PASS, REJECT, RETURN
from training.chat.views.see_claim_card import ClaimCard
from training.claims.terms import ClaimAct, PaperState
from training.claims.views.claim_views import ClaimView, EventView
from training.notice.clock import SHANGHAI
from training.notice.identity import mask_name

MOST_PAPERS = 6
NOT_YOURS = "这份申领现在不归您办理。"


def claim_values_of(card: ClaimCard, template: str) -> dict[str, str]:
    """What it shows: what is to be decided with its buttons, or what came of it with none."""
    return as_values(_title(card), _lines(card), _tips(card.view), _buttons(card, template))


def claim_in_words(card: ClaimCard) -> Reply:
    """The same as a message, for an organisation whose DingTalk refuses cards."""
    return Reply(_title(card), tuple(_lines(card)), tuple(Button(*each) for each in _commands(card)))


def _lines(card: ClaimCard) -> list[str]:
    return _what_came_of_it(card.view, card.outcome) if card.outcome else _what_waits(card.view)


def _title(card: ClaimCard) -> str:
    if card.outcome:
        return f"C1 申领：{card.outcome.act}"
    if card.is_second_look:
        return "C1 申领待复查"
    return "C1 申领待审" if card.view is None or not _is_again(card.view) else "C1 申领补正后待审"


def _is_again(view: ClaimView) -> bool:
    return any(each.act == ClaimAct.RETURN for each in view.events)


def _what_waits(view: ClaimView | None) -> list[str]:
    if view is None:
        return [NOT_YOURS]
    papers = [f"{SIGNS[each.state]} {paper_name(each)} {each.state}" for each in view.papers]
    more = [f"共 {len(papers)} 张材料"] if len(papers) > MOST_PAPERS else []
    since = f"{view.since.astimezone(SHANGHAI):%m月%d日 %H:%M} 起，由{view.acts_next}办理"
    return [*_whose(view), since, *sent_back(view), *papers[:MOST_PAPERS], *more, *_lacking(view)]


def _lacking(view: ClaimView) -> list[str]:
    """What the papers lack is told once all were looked at: until then each line says that it waits."""
    is_looked_at = all(each.state is not PaperState.IN_REVIEW for each in view.papers)
    training, *proved = view.gates
    gates = (training, *(proved if is_looked_at else ()))
    return [f"✗ {each.title}：{each.lacking}" for each in gates if not each.is_met]


def _what_came_of_it(view: ClaimView | None, outcome: EventView) -> list[str]:
    if view is None:
        # Of a claim that was taken back nobody need know any more whose it was.
        return _said(outcome)
    returned = [each for each in view.papers if each.state is PaperState.RETURNED and each.reason]
    reasons = [f"✗ {paper_name(each)}：{each.reason}" for each in returned[:MOST_PAPERS]]
    return [*_whose(view), *_said(outcome), *reasons]


def _said(outcome: EventView) -> list[str]:
    said = [f"{outcome.by} {outcome.at.astimezone(SHANGHAI):%m月%d日 %H:%M} {outcome.act}"]
    return [*said, f"原因：{outcome.reason}"] if outcome.reason else said


def _whose(view: ClaimView) -> list[str]:
    filed = view.filed
    return [f"{mask_name(filed.name)}，{filed.class_number} {filed.class_name}", filed.school]


def _tips(view: ClaimView | None) -> str:
    return f"编号 {view.number}" if view else ""


def _buttons(card: ClaimCard, template: str) -> list[dict[str, Any]]:
    return [button(text, command, template) for text, command in _commands(card)]


def _commands(card: ClaimCard) -> list[tuple[str, str]]:
    """The number in each is that of this moment: pressed on an old card it does nothing."""
    if not card.waits or card.view is None:
        return []
    verbs = [("看申领", CLAIMS), ("通过", PASS), ("退回", RETURN), ("不通过", REJECT)]
    if card.is_second_look:
        verbs = [("看申领", CLAIMS), ("复查确认", PASS), ("发回", RETURN)]
    return [(text, f"{verb} {card.view.number}") for text, verb in verbs]
