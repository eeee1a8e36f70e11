"""A provider that is down for hours, or in whatever other way, eats no message that is still of use."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from notifications.delivery import deliver_waiting
from tests.notifications.conftest import Clock, a_post, write
from training.outbox.rules.message_limits import PAUSES
from training.outbox.terms import SmsFate, SmsTrouble
from training.ports.sms import Sms, SmsFailed, SmsReport, SmsTaken
from training.records.outbox.alerts import Alert
from training.records.outbox.messages import OutgoingMessage

MESSAGES = 20
OF_CHANNEL = tuple(trouble for trouble in SmsTrouble if not trouble.is_of_message)


@dataclass
class Provider:
    """Where the network begins: it fails as it is told, and knows by our own number what it took."""

    provider: str = "fake"
    trouble: SmsTrouble | None = None
    takes_it_all_the_same: bool = False
    """Where nobody can tell whether it took a message, it did."""
    knows: bool = True
    """Whether it can be asked what it took."""
    taken: Counter[str] = field(default_factory=Counter)
    asked: int = 0

    def send(self, message: Sms) -> SmsTaken:
        self.asked += 1
        if self.trouble is not SmsTrouble.UNCLEAR and self.trouble is not None:
            raise SmsFailed(self.trouble, "down")
        if self.trouble is None or self.takes_it_all_the_same:
            self.taken[str(message.public_id)] += 1
        if self.trouble is not None:
            raise SmsFailed(self.trouble, "ReadTimeout")
        return SmsTaken(f"ref-{message.public_id}", 1)

    def look_up(self, message: Sms) -> SmsReport | None:
        if not self.knows:
            raise SmsFailed(SmsTrouble.BACK_OFF, "down")
        if not self.taken[str(message.public_id)]:
            return None
        return SmsReport(SmsFate.TAKEN, f"ref-{message.public_id}", segments=1)


def states(database) -> Counter[str]:
    with database.reading() as session:
        return Counter(state.value for state in session.scalars(select(OutgoingMessage.state)))


def outlast(post, clock: Clock, span: timedelta, step: timedelta) -> None:
    """Time passes, and the worker looks as often as anything may become due."""
    ends = clock() + span
    while clock() < ends:
        clock.now = min(clock() + step, ends)
        deliver_waiting(post)


@pytest.mark.parametrize("trouble", OF_CHANNEL)
def test_twenty_messages_outlast_a_provider_that_is_down_for_six_hours(database, clock, figure, trouble):
    provider = Provider(trouble=trouble, knows=False)
    post = a_post(database, provider, clock)
    for place in range(MESSAGES):
        write(database, clock, phone=str(13800000000 + place), minutes=24 * 60)

    outlast(post, clock, timedelta(hours=6), timedelta(minutes=31))
    during = states(database)
    provider.trouble, provider.knows = None, True
    outlast(post, clock, timedelta(hours=2), timedelta(minutes=11))

    lost = MESSAGES - states(database)["sent"]
    assert (during["failed"], during["expired"], lost) == (0, 0, 0)
    assert set(provider.taken.values()) == {1}
    with database.reading() as session:
        assert "待发短信保留，到时自动续发" in session.scalars(select(Alert.text).order_by(Alert.id)).first()
    what = f"messages valid for 24 h lost to a provider down for 6 h ({trouble})"
    figure(what, f"0 of {MESSAGES}", f"{lost} of {MESSAGES}")


EVENTS = st.tuples(
    st.sampled_from([*OF_CHANNEL, None]),
    st.booleans(),
    st.booleans(),
    st.integers(1, 3 * 60 * 60),
)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(EVENTS, min_size=1, max_size=6))
def test_whatever_the_channel_does_a_message_is_sent_exactly_once_when_it_is_back(sqlite, events):
    sqlite.restore()
    clock, provider = Clock(), Provider()
    post = a_post(sqlite.database, provider, clock)
    write(sqlite.database, clock, minutes=24 * 60)

    for trouble, takes, knows, seconds in events:
        provider.trouble, provider.takes_it_all_the_same, provider.knows = trouble, takes, knows
        outlast(post, clock, timedelta(seconds=seconds), timedelta(minutes=10))
    provider.trouble, provider.knows = None, True
    outlast(post, clock, max(PAUSES.values()) + timedelta(minutes=30), timedelta(minutes=5))

    assert states(sqlite.database) == {"sent": 1}
    assert list(provider.taken.values()) == [1]


@pytest.mark.parametrize(("minutes_late", "is_sent"), [(-6, True), (1, False)])
# The channel itself rests for two minutes, and the message for half of what is left.
def test_a_message_ends_with_its_deadline_and_not_before(database, clock, minutes_late, is_sent):
    provider = Provider(trouble=SmsTrouble.BACK_OFF)
    post = a_post(database, provider, clock)
    write(database, clock, minutes=60)

    outlast(post, clock, timedelta(minutes=60 + minutes_late), timedelta(seconds=30))
    provider.trouble = None
    outlast(post, clock, timedelta(minutes=7), timedelta(seconds=10))

    assert states(database) == {"sent" if is_sent else "expired": 1}


def test_like_messages_in_doubt_make_others_wait_and_cancel_none(database, clock):
    provider = Provider(trouble=SmsTrouble.UNCLEAR, knows=False)
    post = a_post(database, provider, clock)
    for place in range(4):
        write(database, clock, half_day=f"{place}", minutes=24 * 60)

    outlast(post, clock, timedelta(hours=1), timedelta(minutes=5))
    assert states(database)["cancelled"] == 0
    provider.trouble, provider.knows = None, True
    outlast(post, clock, timedelta(hours=1), timedelta(minutes=5))

    # Three like messages a day are all that reach one phone; the fourth is told so only then.
    assert states(database) == {"sent": 3, "cancelled": 1}


def test_a_login_code_keeps_its_short_life_through_an_outage(database, clock):
    provider = Provider(trouble=SmsTrouble.BACK_OFF)
    post = a_post(database, provider, clock)
    write(database, clock, "login_code", minutes=5)

    outlast(post, clock, timedelta(minutes=6), timedelta(seconds=10))
    provider.trouble = None
    outlast(post, clock, timedelta(hours=1), timedelta(minutes=5))

    assert states(database) == {"expired": 1}
    assert not provider.taken


def test_a_phone_that_is_switched_off_is_paid_for_eight_times_and_not_for_ever(database, clock):
    provider = Provider()
    provider.look_up = lambda message: SmsReport(SmsFate.FAILED_FOR_NOW, f"ref-{provider.asked}", "30003")
    post = a_post(database, provider, clock)
    write(database, clock, minutes=5 * 24 * 60)

    outlast(post, clock, timedelta(days=2), timedelta(hours=1))

    assert (states(database), provider.asked) == ({"failed": 1}, 8)
