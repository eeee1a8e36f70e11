"""Due cards are drawn: created where there is none, updated in place where there is one."""

import logging
from datetime import timedelta

from bot.answers.replies import as_markdown, preview
from bot.cards.checks import changed_card, digest_of, new_card, values_of
from bot.cards.claims import claim_in_words, claim_values_of
from bot.line.house import House
from bot.line.openapi import (
    AlreadyThere,
    ApiFailure,
    ApiRefused,
    ApiUnavailable,
    ApiUnclear,
    NotThere,
    QuotaEmpty,
)
from training.chat.acts.let_go import let_go
from training.chat.acts.note_drawn import note_drawn
from training.chat.acts.put_off_card import put_off_card
from training.chat.acts.take_due_cards import CardToDraw, take_due_cards
from training.chat.views.has_due_cards import has_due_cards
from training.chat.views.see_claim_card import ClaimCard

NEXT_HOUR = timedelta(hours=1)

log = logging.getLogger("chaban.bot")


def draw_cards(house: House) -> None:
    """Whatever is due, by this bot or another; a card is an extra, so none stops the others."""
    with house.database.reading() as session:
        if not has_due_cards(session, now=house.clock()):
            return
    draw_due_cards(house)


def draw_due_cards(house: House) -> None:
    """For those who know that some are."""
    with house.database.writing() as session:
        cards = take_due_cards(session, now=house.clock())
    for card in cards:
        _outlive(house, card)


def _outlive(house: House, card: CardToDraw) -> None:
    """Whatever goes wrong with one, it stays due until the lease is over, and the others have their turn."""
    try:
        _draw(house, card)
    except Exception as fault:
        # The fault's own text may hold the row it failed on, so only its kind is logged.
        log.error("a card was not drawn: %s", type(fault).__name__)


def _draw(house: House, card: CardToDraw) -> None:
    values = _values(card, house.settings.dingtalk.card_template)
    shown = digest_of(values)
    try:
        if shown != card.shown:
            _send(house, card, values)
    except ApiRefused as failure:
        log.error("a card was not drawn: %s", failure)
        _say_instead(house, card, shown)
    except QuotaEmpty as failure:
        house.tell_quota_empty(failure.kind)
        _wait_for_quota(house, card)
    except ApiUnavailable as failure:
        log.warning("a card waits: %s", failure)
        _put_off(house, card, failure)
    else:
        _note_drawn(house, card, shown)


def _say_instead(house: House, card: CardToDraw, shown: str) -> None:
    """A new claim is news to those who decide; of a check every answer says in words what its card shows."""
    if card.is_delivered or not isinstance(card.view, ClaimCard):
        _let_go(house, card)
        return
    reply = claim_in_words(card.view)
    try:
        house.api.send_to_people([card.chat_id], preview(reply), as_markdown(reply))
    except ApiUnavailable as failure:
        log.warning("a claim waits: %s", failure)
        _put_off(house, card, failure)
        return
    except ApiFailure as failure:
        log.error("a claim was not told: %s", failure)
        _let_go(house, card)
        return
    _note_drawn(house, card, shown)


def _wait_for_quota(house: House, card: CardToDraw) -> None:
    """A claim that nobody was shown is still news then; of a check every answer says what its card shows."""
    if card.is_delivered or not isinstance(card.view, ClaimCard):
        _let_go(house, card)
        return
    with house.database.writing() as session:
        put_off_card(session, card, NEXT_HOUR, may_be_there=False, now=house.clock())


def _note_drawn(house: House, card: CardToDraw, shown: str) -> None:
    with house.database.writing() as session:
        note_drawn(session, card, shown, now=house.clock())


def _let_go(house: House, card: CardToDraw) -> None:
    with house.database.writing() as session:
        let_go(session, card)


def _put_off(house: House, card: CardToDraw, failure: ApiUnavailable) -> None:
    with house.database.writing() as session:
        unclear = isinstance(failure, ApiUnclear)
        put_off_card(session, card, failure.pause, may_be_there=unclear, now=house.clock())


def _values(card: CardToDraw, template: str) -> dict[str, str]:
    if isinstance(card.view, ClaimCard):
        return claim_values_of(card.view, template)
    return values_of(card.view, template)


def _send(house: House, card: CardToDraw, values: dict[str, str]) -> None:
    dingtalk = house.settings.dingtalk
    changed = changed_card(card, values)
    new = new_card(card, values, dingtalk.card_template, dingtalk.robot_code)
    # An answer that was lost leaves it open whether the card is there: DingTalk tells, either way.
    if card.is_delivered:
        try:
            house.api.update_card(changed)
        except NotThere:
            if not isinstance(card.view, ClaimCard) or card.view.waits:
                house.api.deliver_card(new)
        return
    try:
        house.api.deliver_card(new)
    except AlreadyThere:
        house.api.update_card(changed)
