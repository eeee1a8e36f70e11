"""重点产业 of items are those that the city offers, or what stood there before (R49)."""

from collections.abc import Collection, Iterable

from sqlalchemy.orm import Session

from training.choices.rules.offering import NotOffered
from training.choices.terms import ChoiceKind
from training.choices.views.open_choices import open_choices
from training.plans.rules.items import Item


def check_offered(session: Session, items: Iterable[Item], before: Collection[str] = ()) -> None:
    """Raises NotOffered of the first that names another one; nothing is asked where none names any."""
    named = {each.industry for each in items} - {"", *before}
    if not named:
        return
    if others := sorted(named - set(open_choices(session, ChoiceKind.INDUSTRY))):
        raise NotOffered(ChoiceKind.INDUSTRY, others[0])
