"""R32: from whatever DingTalk told, in whatever order, the same presence."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.factories import MONDAY, at
from training.meetings.rules.meeting_presence import ABSENT, Stay, Told, presence_of
from training.meetings.terms import PresenceSource

NINE, TEN = at(MONDAY, "09:00"), at(MONDAY, "10:00")
EVENT, LOOK, MEMBERS = PresenceSource.EVENT, PresenceSource.LOOK, PresenceSource.MEMBERS


def minute(number: int):
    return NINE + timedelta(minutes=number)


def joined(number: int, sequence: int) -> Told:
    return Told(EVENT, minute(number), True, joined_at=minute(number), sequence=sequence)


def left(number: int, sequence: int, since: int | None = None) -> Told:
    began = None if since is None else minute(since)
    return Told(EVENT, minute(number), False, began, minute(number), sequence=sequence)


def seen(number: int, *, is_in: bool = True) -> Told:
    return Told(LOOK, minute(number), is_in)


def listed(begin: int, end: int, stayed: int) -> Told:
    times = (minute(begin), minute(end))
    return Told(MEMBERS, TEN, False, *times, stayed=timedelta(minutes=stayed))


def now(*told: Told, number: int = 30):
    return presence_of([told], is_over=False, at=minute(number))


def over(*told: Told):
    return presence_of([told], is_over=True, at=TEN)


def test_whoever_was_never_told_of_was_never_there():
    assert presence_of([], is_over=False, at=TEN) == ABSENT
    assert now(seen(1, is_in=False)) == ABSENT


def test_whoever_joined_is_in_until_leaving():
    assert (now(joined(1, 1)).is_in, now(joined(1, 1)).left_at) == (True, None)

    gone = now(joined(1, 1), left(11, 2))
    assert (gone.is_in, gone.joined_at, gone.left_at) == (False, minute(1), minute(11))
    assert gone.stayed == timedelta(minutes=10)


def test_leaving_and_coming_back_leaves_a_gap():
    told = now(joined(0, 1), left(5, 2), joined(20, 3))

    assert told.is_in
    assert told.stayed == timedelta(minutes=15)
    assert told.stays == (Stay(minute(0), minute(5)), Stay(minute(20), minute(30)))
    seen = {each for each in range(31) for stay in told.stays if stay.covers(minute(each))}
    assert seen == {*range(6), *range(20, 31)}


def test_numbers_order_events_where_clocks_do_not():
    late_clock = Told(EVENT, minute(9), True, joined_at=minute(1), sequence=1)

    assert not now(late_clock, left(5, 2)).is_in


def test_the_event_of_leaving_alone_tells_the_stay():
    told = now(left(11, 2, since=1))

    assert told.stays == (Stay(minute(1), minute(11)),)


def test_a_look_tells_where_events_do_not_come():
    told = now(seen(3), seen(10), seen(20, is_in=False))

    assert (told.is_in, told.joined_at, told.left_at) == (False, minute(3), minute(20))


def test_a_look_that_still_sees_somebody_is_believed_after_the_event_of_leaving():
    assert now(joined(1, 1), left(5, 2), seen(6)).is_in
    assert not now(joined(1, 1), seen(4), left(5, 2)).is_in


def test_at_the_end_nobody_is_in_and_open_stays_end_with_the_meeting():
    told = over(joined(10, 1))

    assert (told.is_in, told.left_at, told.stayed) == (False, TEN, timedelta(minutes=50))


def test_the_list_of_members_mends_what_events_did_not_tell():
    alone, mended = over(listed(10, 50, 35)), over(joined(10, 1), listed(10, 50, 40))

    assert (alone.joined_at, alone.left_at, alone.stayed) == (minute(10), minute(50), timedelta(minutes=35))
    assert (mended.left_at, mended.stayed) == (minute(50), timedelta(minutes=40))


def test_two_devices_at_once_are_one_person():
    both = presence_of([[joined(0, 1)], [joined(10, 2)]], is_over=False, at=minute(30))

    assert (both.is_in, both.joined_at, both.stayed) == (True, minute(0), timedelta(minutes=30))


def test_whoever_changes_the_device_is_still_in():
    changed = presence_of([[joined(0, 1), left(10, 3)], [joined(9, 2)]], is_over=False, at=minute(30))

    assert (changed.is_in, changed.left_at, changed.stayed) == (True, None, timedelta(minutes=30))


@st.composite
def comings_and_goings(draw):
    """What really happened, as minutes in order: in, out, in, out …"""
    minutes = sorted(draw(st.sets(st.integers(0, 59), min_size=1, max_size=12)))
    return [
        joined(each, place + 1) if place % 2 == 0 else left(each, place + 1)
        for place, each in enumerate(minutes)
    ]


@given(comings_and_goings(), st.data())
def test_events_in_any_order_and_any_number_of_times_give_the_same_presence(told, data):
    shuffled = data.draw(st.permutations(told))
    repeated = data.draw(st.lists(st.sampled_from(told), max_size=6))

    assert now(*shuffled, *repeated, number=60) == now(*told, number=60)


@given(comings_and_goings())
def test_the_stays_are_what_happened(told):
    minutes = [*(each.said_at for each in told), *([minute(60)] if len(told) % 2 else [])]
    real = [Stay(*pair) for pair in zip(minutes[::2], minutes[1::2], strict=True)]

    presence = now(*told, number=60)

    assert presence.stays == tuple(real)
    assert presence.stayed == sum((each.ends - each.begins for each in real), timedelta())
    assert presence.is_in == (len(told) % 2 == 1)


statements = st.builds(
    Told,
    st.sampled_from(PresenceSource),
    st.integers(0, 59).map(minute),
    st.booleans(),
    st.none() | st.integers(0, 59).map(minute),
    st.none() | st.integers(0, 59).map(minute),
    st.none() | st.integers(0, 60).map(lambda each: timedelta(minutes=each)),
    st.integers(0, 5),
)


@given(st.lists(st.lists(statements, max_size=6), max_size=3), st.booleans(), st.data())
def test_whatever_is_told_in_whatever_order_nobody_stays_longer_than_the_meeting(devices, is_over, data):
    presence = presence_of(devices, is_over=is_over, at=minute(60))
    shuffled = [data.draw(st.permutations(each)) for each in data.draw(st.permutations(devices))]

    assert presence_of(shuffled, is_over=is_over, at=minute(60)) == presence
    assert timedelta() <= presence.stayed <= timedelta(hours=1)
    assert not (is_over and presence.is_in)
    assert all(each.begins <= each.ends for each in presence.stays)
