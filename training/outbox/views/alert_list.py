"""The alerts that somebody may read, as a list asks for them (提醒列表)."""

from datetime import datetime

from sqlalchemy import Select
from sqlalchemy.orm import Session

from training.listing.rules.listing import Listing, Offer
from training.listing.views.between import is_at
from training.listing.views.page_of import Order
from training.outbox.rules.alert_list import GROUP, STATE, TOLD, alert_offer
from training.outbox.rules.groups_of_alerts import AlertGroup
from training.outbox.views.list_alerts import WantedAlerts, wanted_alerts
from training.records.outbox.alerts import Alert
from training.records.staff.staff import Staff


def offered_alerts(session: Session, staff: Staff) -> Offer:
    """The same for everybody; no statement."""
    return alert_offer()


def listed_alerts(staff: Staff, listing: Listing, now: datetime) -> Select[Alert]:
    """With the places that they name."""
    group = AlertGroup.__members__.get(listing.of(GROUP))
    is_told = listing.of(STATE) == TOLD if listing.of(STATE) else None
    return wanted_alerts(staff, WantedAlerts(group, is_told)).where(*is_at(Alert.raised_at, listing))


def order_of_alerts(listing: Listing) -> Order:
    return Order((Alert.raised_at, Alert.id), listing.is_descending)
