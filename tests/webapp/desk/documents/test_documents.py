"""/desk/documents: handed in whole or in parts, replaced, taken away, listed where missing (R27)."""

import re
from csv import reader
from dataclasses import replace
from io import BytesIO, StringIO

import pytest
from sqlalchemy import select

from tests.factories import an_institution
from tests.training.checks.checking import AUDITOR, CITY, DISTRICT, OTHER_DISTRICT, SCHOOL, register_staff
from tests.training.documents.packs import a_pack
from tests.webapp.checks.inspecting import how_many, main_of, staff_client
from tests.webapp.conftest import World
from tests.webapp.desk.classes.test_one_class import address, person
from tests.webapp.filling import hidden_fields
from tests.webapp.web.sending import Sender, id_of
from training.ports.files import Infected
from training.privacy.views.stray import FOLDERS
from training.records.documents import Attachment, DocumentKind
from training.records.people.looks import DataLook
from webapp.web.house import KEY
from webapp.web.stores import store_of

PLAN = "教学计划"


@pytest.fixture
def office(world: World) -> World:
    with world.database.writing() as session:
        register_staff(session)
    return world


def of_class(world: World) -> str:
    return f"/desk/documents/class/{address(world).rpartition('/')[2]}"


def hand_in(world: World, page: str = "", who: str = SCHOOL, content: bytes = b"", **typed: str):
    """One file by a form whose page is opened first."""
    client, page = staff_client(world, who), page or of_class(world)
    shown = f"{page}?replaces={typed['replaces']}" if "replaces" in typed else page
    fields = hidden_fields(client, shown, page) | {"kind": PLAN} | typed
    file = (BytesIO(content or a_pack()), typed.pop("name", "教学计划.pdf"))
    return client.post(page, data=fields | {"files": file})


def files_on(world: World, page: str, who: str = SCHOOL) -> list[str]:
    return re.findall(
        r'href="(/desk/documents/files/[0-9a-f-]{36})"', staff_client(world, who).get(page).text
    )


def ask_for(world: World, name: str = PLAN, applies_from: str = "2026-01-01") -> int:
    client, page = staff_client(world, CITY), f"/desk/documents/kinds/class/{name}"
    form = hidden_fields(client, page, client.get(page).request.path)
    return client.post(page, data=form | {"is_required": "1", "applies_from": applies_from}).status_code


def test_a_file_is_kept_by_what_it_is_and_taken_away_able_to_run_nothing(office):
    assert hand_in(office).status_code == 303

    (file,) = files_on(office, of_class(office))
    taken = staff_client(office, DISTRICT).get(file)

    assert taken.data == a_pack()
    assert taken.headers["Content-Disposition"].startswith("attachment;")
    assert taken.headers["Content-Disposition"].endswith(".docx")
    assert taken.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in taken.headers["Content-Security-Policy"]


def test_what_lies_in_the_store_is_sealed(office):
    hand_in(office)

    with office.database.reading() as session:
        key = session.scalars(select(Attachment.store_key)).one()
    kept = store_of(office.app.extensions[KEY].settings).get(key)
    assert a_pack() not in kept
    assert len(kept) > len(a_pack())


def test_the_new_version_stands_and_the_old_one_can_still_be_taken_away(office):
    hand_in(office)
    page = of_class(office)
    (first,) = files_on(office, page)

    assert hand_in(office, replaces=first.rpartition("/")[2]).status_code == 303

    shown = main_of(staff_client(office, SCHOOL).get(page).text)
    assert shown.index("有效") < shown.index("以前的材料") < shown.index("已被替换")
    assert staff_client(office, SCHOOL).get(first).status_code == 200
    assert hand_in(office, replaces=first.rpartition("/")[2]).status_code == 409


def test_a_document_is_withdrawn_with_a_reason_and_stays(office):
    hand_in(office)
    (file,) = files_on(office, of_class(office))
    client, page = staff_client(office, SCHOOL), f"{file}/withdraw"

    without = client.post(page, data=hidden_fields(client, page, page))
    assert without.status_code == 422
    assert (
        client.post(page, data=hidden_fields(client, page, page) | {"reason": "传错了班"}).status_code == 303
    )

    shown = main_of(client.get(of_class(office)).text)
    assert "已撤回" in shown
    assert "传错了班" in shown


@pytest.mark.parametrize(
    ("content", "kind", "why"),
    [
        (b"MZ\x90\0 a program", PLAN, "改了后缀的程序"),
        (a_pack(word__vbaProject_dot_bin=b"x"), PLAN, "宏"),
        (a_pack(), "没有这种材料", "清单里选"),
    ],
)
def test_what_is_refused_is_told_and_leaves_nothing(office, content, kind, why):
    answer = hand_in(office, content=content, kind=kind)

    assert answer.status_code == 422
    assert why in main_of(answer.text)
    assert how_many(office, Attachment) == 0
    assert list(store_of(office.app.extensions[KEY].settings).files(FOLDERS)) == []


def test_every_document_passes_the_scanner(office):
    class Finds:
        def scan(self, content: bytes) -> None:
            raise Infected("Eicar")

    office.app.extensions[KEY] = replace(office.app.extensions[KEY], scanner=Finds())

    assert hand_in(office).status_code == 422
    assert how_many(office, Attachment) == 0


def test_a_document_that_came_in_parts_is_the_same_as_one_that_came_whole(office):
    client, page = staff_client(office, SCHOOL), of_class(office)
    sent = Sender(client).send(a_pack(), "教学计划.docx", part=100)
    fields = hidden_fields(client, page, page) | {"kind": PLAN, "parts": id_of(sent)}

    assert client.post(page, data=fields).status_code == 303
    (file,) = files_on(office, page)
    assert client.get(file).data == a_pack()
    assert Sender(client).ask(sent).status_code in (404, 410)


def test_the_same_form_sent_twice_keeps_one(office):
    client, page = staff_client(office, SCHOOL), of_class(office)
    fields = hidden_fields(client, page, page) | {"kind": PLAN}

    for _ in range(2):
        assert client.post(page, data=fields | {"files": (BytesIO(a_pack()), "a.docx")}).status_code == 303
    assert how_many(office, Attachment) == 1


def test_who_may_not_see_it_finds_nothing_and_an_auditor_hands_nothing_in(office):
    hand_in(office)
    page = of_class(office)
    (file,) = files_on(office, page)

    for path in (page, file, f"{file}/withdraw"):
        assert staff_client(office, OTHER_DISTRICT).get(path).status_code == 404
    auditor = staff_client(office, AUDITOR)
    assert (auditor.get(page).status_code, auditor.get(file).status_code) == (200, 200)
    assert auditor.post(page).status_code == 404


def test_an_auditor_reads_neither_the_name_nor_the_end_of_what_names_people(office):
    name, reason, until = "王芳身份证.docx", "王芳退班了", "2026-03-05"
    page, school = of_class(office), staff_client(office, SCHOOL)
    for kind in ("学员名册", "其他"):
        hand_in(office, kind=kind, name=name, valid_until=until)
    gone = f"{files_on(office, page)[0]}/withdraw"
    school.post(gone, data=hidden_fields(school, gone, gone) | {"reason": reason})

    listed = "/desk/documents/list.csv?view=expiring"
    seen = {
        who: [staff_client(office, who).get(each).text for each in (page, listed)] for who in (CITY, AUDITOR)
    }

    assert [name in each for each in seen[CITY]] == [True, True]
    assert reason in seen[CITY][0]
    assert not [each for each in seen[AUDITOR] if "王芳" in each]
    assert until in seen[AUDITOR][1]


def test_of_a_trainee_a_document_is_opened_with_a_reason_and_looked_at_on_record(office):
    page = person(office).replace("/desk/people/", "/desk/documents/trainee/")
    assert hand_in(office, page, kind="人员类别证明").status_code == 303
    client = staff_client(office, SCHOOL)
    file = re.findall(r'href="(/desk/documents/files/[^"]+)/why"', client.get(page).text)[0]

    assert client.get(file).status_code == 422
    assert (
        client.post(f"{file}/why", data=hidden_fields(client, f"{file}/why", f"{file}/why")).status_code
        == 422
    )
    assert client.post(f"{file}/why", data={"reason": "核对类别"}).data == a_pack()

    with office.database.reading() as session:
        seen = session.scalars(select(DataLook.what).where(DataLook.subject == f"{file}/why"))
        assert "材料" in seen.all()
    assert staff_client(office, AUDITOR).get(f"{file}/why").status_code == 404


def test_the_city_says_what_must_be_there_and_what_is_missing_is_listed_and_taken_away(office):
    assert ask_for(office) == 303
    listed = "/desk/documents"

    shown = main_of(staff_client(office, DISTRICT).get(listed).text)
    assert "BT-1" in shown
    assert PLAN in shown
    assert "还缺 1 种" in main_of(staff_client(office, SCHOOL).get(of_class(office)).text)
    text = staff_client(office, DISTRICT).get(f"{listed}/list.csv?view=classes").data.decode("utf-8-sig")
    assert [each[0] for each in reader(StringIO(text))] == ["班号", "BT-1"]

    hand_in(office)
    assert "BT-1" not in main_of(staff_client(office, DISTRICT).get(listed).text)
    assert staff_client(office, DISTRICT).get(f"{listed}?view=nothing").status_code == 404


def test_what_was_taken_off_the_list_comes_back_and_the_history_stays(office):
    ask_for(office)
    city, page = staff_client(office, CITY), f"/desk/documents/kinds/class/{PLAN}"
    said = {"is_required": "1", "applies_from": "2026-01-01"}

    off = hidden_fields(city, page, page) | said | {"off_list": "1"}
    assert city.post(page, data=off).status_code == 303
    assert "还缺" not in main_of(staff_client(office, SCHOOL).get(of_class(office)).text)
    assert f"恢复{PLAN}" in main_of(city.get("/desk/documents/kinds").text)

    anew = "/desk/documents/kinds/class/+"
    again = city.post(anew, data=hidden_fields(city, anew, anew) | said | {"name": PLAN})
    assert again.status_code == 409
    assert "恢复" in main_of(again.text)
    assert city.post(page, data=hidden_fields(city, page, page) | said).status_code == 303

    assert "还缺 1 种" in main_of(staff_client(office, SCHOOL).get(of_class(office)).text)
    assert how_many(office, DocumentKind) == 3


def test_what_is_missing_and_what_expires_waits_for_the_school_as_one_line(office):
    ask_for(office)
    school = staff_client(office, SCHOOL)
    page = re.search(
        r'href="(/desk/documents/institution/\d+)"', school.get(f"/desk/institutions/{_school(office)}").text
    )
    assert page is not None
    hand_in(office, page.group(1), kind="办学许可证", valid_until="2026-03-20")

    shown = main_of(school.get("/desk/work").text)
    assert "1 个班缺必备材料，1 份材料将到期或已过期" in shown
    expiring = main_of(school.get("/desk/documents?view=expiring").text)
    assert "办学许可证" in expiring
    assert "将到期" in expiring


def _school(world: World) -> int:
    with world.database.reading() as session:
        return an_institution(session).id
