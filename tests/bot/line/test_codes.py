"""DingTalk's codes stand in one table, each with its source; what they mean decides what we do about them."""

import pytest

from bot.line.api_answers import (
    AlreadyThere,
    ApiRefused,
    ApiThrottled,
    ApiUnclear,
    BadToken,
    Expired,
    NotThere,
    QuotaEmpty,
    failure_named,
    refuse_unsuccess,
)
from bot.line.codes import CODES, FAMILIES, Meaning, find_code
from training.chat.terms import UsageKind

KINDS = {
    Meaning.SOON: (ApiThrottled, 0),
    Meaning.NEXT_MINUTE: (ApiThrottled, 60),
    Meaning.AFTER_BAN: (ApiThrottled, 600),
    Meaning.UNCLEAR: (ApiUnclear, 0),
    Meaning.QUOTA: (QuotaEmpty, None),
    Meaning.TOKEN: (BadToken, None),
    Meaning.PERMISSION: (ApiRefused, None),
    Meaning.NOBODY: (ApiRefused, None),
    Meaning.EXPIRED: (Expired, None),
    Meaning.NOT_THERE: (NotThere, None),
    Meaning.ALREADY_THERE: (AlreadyThere, None),
    Meaning.REFUSED: (ApiRefused, None),
}


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_code_of_the_table_is_a_failure_of_its_kind(code):
    kind, pause = KINDS[CODES[code].meaning]

    failure = failure_named(code, UsageKind.CALLS, 403)

    assert type(failure) is kind
    assert pause is None or failure.pause.total_seconds() == pause


def test_every_code_says_where_and_when_it_was_read():
    listed = [*CODES.values(), *FAMILIES.values()]

    assert {each.meaning for each in listed} == set(Meaning)
    assert [each for each in listed if not each.source.where or each.source.read_on.year < 2026] == []


@pytest.mark.parametrize(
    ("code", "meaning"),
    [
        ("Forbidden.AccessDenied.QpmLimitForSomethingNew", Meaning.NEXT_MINUTE),
        ("Forbidden.AccessDenied.QpsLimitForSomethingNew", Meaning.SOON),
        ("Forbidden.AccessDenied.SomethingNew", None),
        ("", None),
    ],
)
def test_a_limit_of_a_known_family_is_known_whoever_is_named_behind_it(code, meaning):
    found = find_code(code)

    assert (found.meaning if found else None) is meaning


@pytest.mark.parametrize("code", ["", "somethingNew", "param.invalid", "orgAccessForbidden"])
def test_a_429_asks_for_patience_whatever_it_is_called(code):
    assert type(failure_named(code, UsageKind.CALLS, 429)) is ApiThrottled


@pytest.mark.parametrize(
    ("status", "kind"), [(200, ApiRefused), (403, ApiRefused), (401, BadToken), (500, ApiUnclear)]
)
def test_an_unknown_code_is_judged_by_its_status_and_noted(status, kind, caplog):
    failure = failure_named("somethingNew", UsageKind.CALLS, status)

    assert type(failure) is kind
    assert getattr(failure, "is_known", True) is (kind is not ApiRefused)
    assert ("somethingNew" in caplog.text) is (kind is ApiRefused)
    assert "权限" not in str(failure)


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ({"success": False}, ApiRefused),
        ({"success": "false"}, ApiRefused),
        ({"success": False, "code": "system.busy"}, ApiUnclear),
        ({"success": False, "errorCode": "90018"}, ApiThrottled),
    ],
)
def test_what_says_that_it_was_not_done_was_not_done(said, kind):
    with pytest.raises(kind):
        refuse_unsuccess(said, "邀请", UsageKind.CALLS)


@pytest.mark.parametrize("said", [{}, {"success": True}, {"success": None}, {"success": "true"}])
def test_what_does_not_say_so_was(said):
    assert refuse_unsuccess(said, "邀请", UsageKind.CALLS) is None
