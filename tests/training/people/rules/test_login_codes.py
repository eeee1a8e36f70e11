"""Login codes: 5 minutes, 5 tries, one a minute, 5 a day for a phone, limited per address."""

from datetime import UTC, datetime, timedelta

import pytest

from training.people.rules.login_codes import TooManyCodes, TooManyTries, WrongCode, check_request, check_try

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def refuses(*seconds_ago: int, by_address: int = 0) -> bool:
    asked = [NOW - timedelta(seconds=each) for each in seconds_ago]
    try:
        check_request(asked, by_address, NOW)
    except TooManyCodes:
        return True
    return False


@pytest.mark.parametrize(("seconds_ago", "is_refused"), [(59, True), (60, False), (61, False)])
def test_a_code_is_sent_at_most_once_a_minute(seconds_ago, is_refused):
    assert refuses(seconds_ago) is is_refused


def test_the_refusal_says_how_long_to_wait():
    with pytest.raises(TooManyCodes, match="18 秒") as refusal:
        check_request([NOW - timedelta(seconds=42.5)], 0, NOW)

    assert refusal.value.retry_after == timedelta(seconds=17.5)


@pytest.mark.parametrize(("count", "is_refused"), [(4, False), (5, True), (6, True)])
def test_five_codes_a_day_are_enough(count, is_refused):
    assert refuses(*(600 * place for place in range(1, count + 1))) is is_refused


@pytest.mark.parametrize(("count", "is_refused"), [(99, False), (100, True), (101, True)])
def test_an_address_asks_for_at_most_a_hundred_codes_an_hour(count, is_refused):
    assert refuses(by_address=count) is is_refused


@pytest.mark.parametrize(("tries", "is_dead"), [(0, False), (4, False), (5, True), (6, True)])
def test_a_code_takes_five_tries(tries, is_dead):
    expires_at = NOW + timedelta(minutes=1)
    if is_dead:
        with pytest.raises(TooManyTries):
            check_try(tries, expires_at, NOW)
    else:
        check_try(tries, expires_at, NOW)
        assert tries < 5


@pytest.mark.parametrize(("seconds_left", "is_old"), [(1, False), (0, True), (-1, True)])
def test_a_code_dies_the_moment_it_expires(seconds_left, is_old):
    expires_at = NOW + timedelta(seconds=seconds_left)
    if is_old:
        with pytest.raises(WrongCode):
            check_try(0, expires_at, NOW)
    else:
        check_try(0, expires_at, NOW)
        assert expires_at > NOW
