"""Whoever looks from outside sees no trainee's full name, phone or ID number, in whatever is answered."""

import re
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from secrets import token_hex
from urllib.parse import unquote
from zipfile import ZipFile, is_zipfile

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.bot.answers.chatting import Conversation
from tests.training.checks.checking import AUDITOR, CITY
from tests.webapp.checks.inspecting import staff_client
from tests.webapp.desk.test_staff_routes import NOT_HERE, Place, method_of, named, place
from training.records.classes.trainees import Trainee
from training.staff.acts.issue_token import issue_token
from training.staff.acts.know_in_chat import know_in_chat
from training.staff.views.find_staff import find_staff

__all__ = ["place"]
DAY = timedelta(days=1)
NUMBERED = re.compile(r"\\u([0-9a-f]{4})")
"""A letter as JSON writes it."""
OF_PROGRAMS = (
    *("/classes", "/classes/{class_id}/enrolments", "/classes/{class_id}/hours"),
    *("/claims", "/claims?state=待审", "/claims?state=公示中", "/claims/{claim}"),
)
SAID = (
    *("待查", "帮助", "我的", "提醒", "线索", "补卡", "反馈", "申领", "待审", "今日抽查"),
    *("名单", "进度", "检查", "学时 王芳", "学时 学员1", "学时 李强"),
)


@pytest.fixture(scope="module")
def people(place) -> list[Trainee]:
    with place.world.database.reading() as session:
        found = list(session.scalars(select(Trainee)))
        session.expunge_all()
    assert len(found) > 6
    return found


def test_no_page_list_or_file_for_an_auditor_names_a_trainee_in_full(place, people, figure):
    client = staff_client(place.world, AUDITOR)
    rules = [each for each in place.rules() if method_of(each) == "GET" and each.endpoint not in NOT_HERE]

    answers = {named(each): place.ask(client, each) for each in rules}

    seen = [each for each in answers.values() if each.status_code == 200]
    assert len(seen) > 25
    shown = {name: found for name, each in answers.items() if (found := named_in(people, told_by(each)))}
    assert shown == {}
    figure(
        "pages, lists and files that name a trainee in full to an auditor",
        "0",
        f"{len(shown)} of {len(seen)}",
    )


def test_those_who_act_do_see_names_there(place, people):
    """So that the test above is about auditors, and not about pages without people."""
    client = staff_client(place.world, CITY)
    rules = [each for each in place.rules() if method_of(each) == "GET" and each.endpoint not in NOT_HERE]

    named_there = [each for each in rules if named_in(people, told_by(place.ask(client, each)))]

    assert len(named_there) > 8


def test_no_program_of_an_auditor_is_told_a_full_name(place, people):
    asked = with_token(place, AUDITOR)

    assert {path: found for path, told in asked if (found := named_in(people, told))} == {}
    assert [path for path, told in with_token(place, CITY) if not told] == []
    assert any(named_in(people, told) for _, told in with_token(place, CITY))


def test_no_answer_in_the_chat_tells_an_auditor_a_full_name(place, people, tmp_path):
    chat = a_chat(place, tmp_path, AUDITOR)

    told = {said: unquote(chat.say("outside", said)) for said in SAID}

    # What was asked for by its name comes back in the answer.
    own = {said: answer.replace(said.partition(" ")[2] or said, "") for said, answer in told.items()}
    assert {said: found for said, each in own.items() if (found := named_in(people, each))} == {}
    assert "王＊ BT-1" in told["补卡"]


def told_by(answer: TestResponse) -> str:
    """Its words, also those in the parts of a workbook, and how its file is called."""
    content, headers = answer.get_data(), unquote(str(answer.headers))
    if not is_zipfile(BytesIO(content)):
        plain = NUMBERED.sub(lambda found: chr(int(found[1], 16)), content.decode(errors="replace"))
        return plain + headers
    with ZipFile(BytesIO(content)) as book:
        return headers + "".join(book.read(each).decode(errors="replace") for each in book.namelist())


def named_in(people: list[Trainee], told: str) -> set[str]:
    """学员1 is not in 学员10."""
    words = {word for each in people for word in (each.name, each.phone, each.id_number)}
    return {each for each in words if re.search(rf"{each}(?!\d)", told)}


def a_chat(place: Place, folder: Path, who: str) -> Conversation:
    with place.world.database.writing() as session:
        know_in_chat(session, find_staff(session, who), "outside")
    return Conversation(place.world.database, folder, place.world.now)


def with_token(place: Place, who: str) -> list[tuple[str, str]]:
    token = token_hex(16)
    with place.world.database.writing() as session:
        staff = find_staff(session, who)
        issue_token(session, staff, DAY, token=token, now=place.world.now)
    client = place.world.client()
    headers = {"Authorization": f"Bearer {token}"}
    paths = [each.format(**place.things) for each in OF_PROGRAMS]
    return [(path, told_by(client.get(f"/api/v1{path}", headers=headers))) for path in paths]
