"""The words of what leaves the house."""

from enum import StrEnum


class Audience(StrEnum):
    """Who an alert (提醒事项) is for."""

    INSPECTORS = "inspectors"
    """The district of the class, and the city."""
    INSTITUTION = "institution"
    ADMINISTRATOR = "administrator"
    """Whoever runs the installation."""


class MessageState(StrEnum):
    """What became of a message; the last five are final."""

    CREATED = "created"
    """Waits to be sent, or to be sent again."""
    SENDING = "sending"
    """A worker holds it under a lease."""
    SENT = "sent"
    """The provider took it; a receipt may follow."""
    UNKNOWN = "unknown"
    """Nobody knows whether the provider took it; it is looked up before anything else is done."""
    DELIVERED = "delivered"
    FAILED = "failed"
    """The provider took it and it did not arrive; or a code that nobody sends twice."""
    REJECTED = "rejected"
    """The provider says no for good."""
    EXPIRED = "expired"
    """Of no use any more, so not sent."""
    CANCELLED = "cancelled"
    """Its cause is gone, so not sent."""


class SmsTrouble(StrEnum):
    """How the handing over of a message failed; decides what happens next."""

    REJECTED = "rejected"
    """The provider says no to this message for good."""
    MISCONFIGURED = "misconfigured"
    """Our account, sender or template is wrong: no message can go, somebody must mend it."""
    BACK_OFF = "back_off"
    """Certainly not taken; trying later is safe."""
    PAUSE = "pause"
    """Certainly not taken, and neither will others be for a while."""
    UNCLEAR = "unclear"
    """Nobody knows whether it was taken; trying again may send it twice."""
    OPTED_OUT = "opted_out"
    """The provider says no to whatever is sent to this number: its owner wants no more."""

    @property
    def is_of_message(self) -> bool:
        """It says nothing of the channel, and trying again is of no use."""
        return self in (SmsTrouble.REJECTED, SmsTrouble.OPTED_OUT)


class SmsFate(StrEnum):
    """What the provider says became of a message that it took."""

    TAKEN = "taken"
    """On its way."""
    DELIVERED = "delivered"
    FAILED_FOR_NOW = "failed_for_now"
    """It did not arrive, but another try may."""
    FAILED = "failed"
