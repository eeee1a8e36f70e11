"""A refusal reaches whoever asked in its own words, on a page, in the API and from a command alike."""

from datetime import timedelta
from shutil import copy

import pytest

from tests.refusals import KINDS, ONE_OF_EACH
from tests.webapp.conftest import a_world
from training.errors import TooOften, UnreadableFile
from training.people.rules.login_codes import TooManyCodes
from training.turns import Busy
from webapp.commands.context import refusals_end_the_command
from webapp.web.errors import STATUS

STATUSES = [
    ("NotFound", 404),
    ("NotYours", 403),
    ("NotNow", 409),
    ("NotRight", 422),
    ("TooOften", 429),
    ("Over", 410),
]
SEVENTEEN_SECONDS_AND_A_HALF = timedelta(seconds=17.5)


def refusing(refusal):
    def view(**_):
        raise refusal

    return view


@pytest.fixture(scope="module")
def client(migrated_sqlite, tmp_path_factory):
    """Of an app where every address of a kind is refused by that kind."""
    folder = tmp_path_factory.mktemp("refusing")
    world = a_world(f"sqlite:///{copy(migrated_sqlite, folder / 'chaban.db')}", folder)
    refusals = {kind.__name__: refusal for kind, refusal in ONE_OF_EACH.items()}
    refusals["waiting"] = TooManyCodes("请稍候再试。", SEVENTEEN_SECONDS_AND_A_HALF)
    for name, refusal in refusals.items():
        for place, address in (("page", f"/{name}"), ("api", f"/api/v1/{name}")):
            world.app.add_url_rule(address, endpoint=f"{place}_{name}", view_func=refusing(refusal))
    yield world.client()
    world.database.close()


def test_every_kind_has_a_status_of_its_own():
    # That we are busy is no fault of who asks, though it is a kind of too often.
    own = {kind: status for kind, status in STATUS.items() if kind is not Busy}

    assert set(own) == set(KINDS)
    assert {kind.__name__: status for kind, status in own.items()} == dict(STATUSES)
    assert (STATUS[Busy], Busy.__base__) == (503, TooOften)


@pytest.mark.parametrize(("kind", "status"), STATUSES)
def test_a_page_says_why_with_the_status_of_the_kind(client, kind, status):
    answer = client.get(f"/{kind}")

    assert answer.status_code == status
    assert words_of(kind) in answer.get_data(as_text=True)
    assert "Retry-After" not in answer.headers


@pytest.mark.parametrize(("kind", "status"), STATUSES)
def test_the_api_says_the_same_as_a_problem_with_the_refusals_name(client, kind, status):
    answer = client.get(f"/api/v1/{kind}")

    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")
    assert (answer.json["status"], answer.json["detail"]) == (status, words_of(kind))
    assert answer.json["refusal"] == type(refusal_of(kind)).__name__


@pytest.mark.parametrize("address", ["/waiting", "/api/v1/waiting"])
def test_whoever_came_too_often_is_told_when_to_come_again(client, address):
    answer = client.get(address)

    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "18")


@pytest.mark.parametrize("kind", [each.__name__ for each in KINDS])
def test_a_command_ends_with_one_line_and_a_status_for_scripts(capsys, kind):
    with pytest.raises(SystemExit) as end:
        refusals_end_the_command(refusing(refusal_of(kind)))()

    assert end.value.code == 1
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", f"{words_of(kind)}\n")


def test_a_command_tells_a_script_that_its_file_cannot_be_read():
    with pytest.raises(SystemExit) as end:
        refusals_end_the_command(refusing(UnreadableFile("文件打不开。")))()

    assert end.value.code == 2


def refusal_of(kind):
    return next(refusal for each, refusal in ONE_OF_EACH.items() if each.__name__ == kind)


def words_of(kind):
    return str(refusal_of(kind))
