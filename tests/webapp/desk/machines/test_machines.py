"""R43: machines at the desk by the acts of the command line: who sees which, what each is given and asked."""

import re

import pytest
from sqlalchemy import select

from tests.factories import SCHOOL as SCHOOL_NAME
from tests.factories import a_device, an_institution, at
from tests.house.counting import counted
from tests.training.checks.checking import AUDITOR, CITY, DISTRICT, OTHER_DISTRICT, SCHOOL, register_staff
from tests.webapp.checks.inspecting import staff_client
from tests.webapp.conftest import TUESDAY, World
from tests.webapp.filling import fill_in, hidden_fields
from training.attendance.acts.devices.note_unknown import note_unknown
from training.attendance.terms import CommandKind, ProofKind
from training.attendance.views.admit_device import Caller, admit_device
from training.classes.views.find_class import find_district
from training.records.attendance.devices import Device, DeviceCommand, DeviceProof
from training.records.classes.classes import Institution, TrainingClass
from training.records.classes.trainees import Enrolment

NEW = "/desk/machines/new"
ADDRESS = re.compile(r"<b>(http://[^<]*?/([0-9a-f]{24}))</b>")


@pytest.fixture
def offices(world: World) -> World:
    """王芳's school has a machine without a proof, 李强's one with a secret."""
    with world.database.writing() as session:
        register_staff(session)
        a_device(session, "CJDE1", "6012")
        a_device(session, "CJDE2", "6013", institution="别的学校", secret="s" * 24)
    return world


def key_of(world: World, serial: str = "CJDE1") -> int:
    with world.database.reading() as session:
        return session.scalars(select(Device.id).where(Device.serial == serial)).one()


def device(world: World, serial: str = "CJDE1") -> Device:
    with world.database.reading() as session:
        return session.scalars(
            select(Device).where(Device.serial == serial).order_by(Device.id.desc())
        ).first()


def commands(world: World) -> list[tuple[CommandKind, str]]:
    with world.database.reading() as session:
        rows = session.scalars(select(DeviceCommand).order_by(DeviceCommand.id))
        return [(each.kind, each.queued_by) for each in rows]


def school_id(world: World, name: str = SCHOOL_NAME) -> int:
    with world.database.reading() as session:
        return session.scalars(select(Institution.id).where(Institution.name == name)).one()


def class_id(world: World, number: str = "BT-1"):
    with world.database.reading() as session:
        return session.scalars(
            select(TrainingClass.public_id).where(TrainingClass.class_number == number)
        ).one()


def register(world: World, who: str = CITY, **typed: str):
    said = {"serial": "CJDE9", "class_room": "实训室9", "number": "", "proof": "path", "networks": ""}
    said |= {"school": str(school_id(world))} | typed
    return fill_in(staff_client(world, who), NEW, NEW, **said)


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        (CITY, {"CJDE1", "CJDE2"}),
        (AUDITOR, {"CJDE1", "CJDE2"}),
        (DISTRICT, {"CJDE1"}),
        (OTHER_DISTRICT, {"CJDE2"}),
        (SCHOOL, {"CJDE1"}),
    ],
)
def test_everybody_sees_the_machines_of_ones_own_place_and_no_other(offices, who, seen):
    client = staff_client(offices, who)

    text = client.get("/desk/machines").text
    assert {each for each in ("CJDE1", "CJDE2") if each in text} == seen
    for serial in ("CJDE1", "CJDE2"):
        status = client.get(f"/desk/machines/{key_of(offices, serial)}").status_code
        assert status == (200 if serial in seen else 404)


@pytest.mark.parametrize("path", ["", "/secret", "/networks", "/remove", "/query", "/verify"])
@pytest.mark.parametrize(
    ("who", "keeps"),
    [(CITY, True), (DISTRICT, True), (OTHER_DISTRICT, False), (SCHOOL, False), (AUDITOR, False)],
)
def test_who_keeps_no_machines_finds_no_page_to_change_one(offices, who, keeps, path):
    client, address = staff_client(offices, who), f"/desk/machines/{key_of(offices)}{path}"

    status = client.get(address).status_code

    assert status == (200 if keeps or (path == "" and who != OTHER_DISTRICT) else 404)
    if path and not keeps:
        assert client.post(address).status_code == 404


@pytest.mark.parametrize(
    ("asked", "seen"),
    [
        ("", {"CJDE1", "CJDE2"}),
        ("?view=bare", {"CJDE1"}),
        ("?view=never", {"CJDE1", "CJDE2"}),
        ("?view=silent", set()),
        ("?view=removed", set()),
        ("?q=cjde2", {"CJDE2"}),
        ("?q=6012", {"CJDE1"}),
        ("?q=bdxx", {"CJDE2"}),
        ("?q=实训室1", {"CJDE1", "CJDE2"}),
        ("?q=%25", set()),
        ("?sort=-heard", {"CJDE1", "CJDE2"}),
    ],
)
def test_the_list_is_narrowed_by_state_and_by_what_is_typed(offices, asked, seen):
    text = staff_client(offices, CITY).get(f"/desk/machines{asked}").text

    assert {each for each in ("CJDE1", "CJDE2") if f">{each}<" in text} == seen


@pytest.mark.parametrize(("minutes", "is_silent"), [(-1, False), (0, False), (1, True)])
def test_a_machine_is_silent_after_the_minutes_of_the_policy_and_not_at_them(offices, minutes, is_silent):
    with offices.database.writing() as session:
        own = session.scalars(select(Device).where(Device.serial == "CJDE1")).one()
        own.last_seen_at = offices.now
    with offices.database.reading() as session:
        policy = session.scalars(select(TrainingClass)).first().rule_set.policy
    offices.now += policy.device_silent
    offices.pass_by(minutes=minutes)

    client = staff_client(offices, CITY)

    assert (">CJDE1<" in client.get("/desk/machines?view=silent").text) is is_silent
    assert ("失联" in client.get(f"/desk/machines/{key_of(offices)}").text) is is_silent


def test_pages_by_last_contact_are_walked_there_and_back(offices):
    with offices.database.writing() as session:
        for number in range(10, 40):
            a_device(session, f"CJDE{number}", "", secret="s" * 24).last_seen_at = at(TUESDAY, f"08:{number}")
    client = staff_client(offices, CITY)
    first = client.get("/desk/machines?sort=heard").text
    older = first.partition('rel="next" href="')[2].partition('"')[0].replace("&amp;", "&")
    second = client.get(older).text
    newer = second.partition('rel="prev" href="')[2].partition('"')[0].replace("&amp;", "&")

    shown = [re.findall(r">(CJDE\d+)</a>", each) for each in (first, second, client.get(newer).text)]
    assert (len(shown[0]), len(shown[1])) == (25, 7)
    assert not set(shown[0]) & set(shown[1])
    assert shown[2] == shown[0]


def test_a_machine_is_registered_and_its_address_shown_once(offices):
    answer = register(offices)

    address, secret = ADDRESS.search(answer.text).groups()
    assert "只显示这一次" in answer.text
    assert address.endswith(f"/{secret}")
    assert answer.headers["Cache-Control"] == "private, no-store"
    with offices.database.reading() as session:
        assert admit_device(session, Caller("CJDE9", secret, "198.51.100.7"), offices.now).is_proven
        given = session.scalars(select(DeviceProof).order_by(DeviceProof.id.desc())).first()
        assert (given.kind, given.given_by) == (ProofKind.PATH, CITY)
    assert secret not in staff_client(offices, CITY).get(f"/desk/machines/{key_of(offices, 'CJDE9')}").text


def test_the_same_form_sent_twice_registers_one_machine_and_shows_no_second_address(offices):
    client = staff_client(offices, CITY)
    form = hidden_fields(client, NEW, NEW) | {
        "serial": "CJDE9",
        "class_room": "实训室9",
        "school": str(school_id(offices)),
    }

    first, second = client.post(NEW, data=form), client.post(NEW, data=form)

    assert ADDRESS.search(first.text)
    assert (second.status_code, ADDRESS.search(second.text)) == (200, None)
    assert "只显示一次" in second.text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"serial": "abc"}, "序列号"),
        ({"serial": "CJDE1"}, "已经登记"),
        ({"class_room": " "}, "请写明教室"),
        ({"school": ""}, "请选择考勤机属于哪个培训机构"),
        ({"school": "0x1"}, "请选择考勤机属于哪个培训机构"),
        ({"proof": "port", "port": "80"}, "请从列出的端口里选一个"),
        ({"proof": "host"}, "请选择考勤机用什么证明身份"),
        ({"proof": "networks"}, "请写明网段"),
        ({"proof": "networks", "networks": "10.1.2"}, "10.1.2"),
    ],
)
def test_what_cannot_be_registered_is_refused_in_words_without_a_command(offices, typed, said):
    answer = register(offices, **typed)

    assert answer.status_code in (400, 409, 422)
    assert said in answer.text
    assert "chaban" not in answer.text
    assert device(offices, "CJDE9") is None


def test_a_machine_that_proves_itself_by_its_networks_has_no_secret(offices):
    answer = register(offices, DISTRICT, proof="networks", networks="203.0.113.0/24\n198.51.100.7")

    assert ADDRESS.search(answer.text) is None
    own = device(offices, "CJDE9")
    assert (own.secret_digest, own.pinned_networks) == (None, "203.0.113.0/24 198.51.100.7/32")


@pytest.mark.parametrize(
    ("who", "school", "status"), [(DISTRICT, "别的学校", 404), (DISTRICT, SCHOOL_NAME, 200)]
)
def test_a_district_registers_at_the_institutions_with_classes_of_its_own(offices, who, school, status):
    assert register(offices, who, school=str(school_id(offices, school))).status_code == status


@pytest.mark.parametrize(("who", "status"), [(CITY, 200), (DISTRICT, 200), (OTHER_DISTRICT, 404)])
def test_a_district_keeps_the_machine_of_its_own_institution_before_its_first_class(offices, who, status):
    with offices.database.writing() as session:
        home = find_district(session, "昆都仑区")
        an_institution(session, "新学校").district = home
    register(offices, DISTRICT, school=str(school_id(offices, "新学校")))

    client = staff_client(offices, who)
    assert client.get(f"/desk/machines/{key_of(offices, 'CJDE9')}").status_code == status
    assert ("CJDE9" in client.get("/desk/machines").text) is (status == 200)


def test_an_address_that_waits_to_be_typed_in_is_replaced_only_where_that_was_said(offices):
    page = f"/desk/machines/{key_of(offices)}/secret"
    client = staff_client(offices, CITY)
    first = fill_in(client, page, page)

    second, third = fill_in(client, page, page), fill_in(client, page, page, again="1")

    assert ADDRESS.search(first.text)
    assert (second.status_code, ADDRESS.search(second.text)) == (409, None)
    assert "确实丢了" in second.text
    old, new = (ADDRESS.search(each.text).group(2) for each in (first, third))
    with offices.database.reading() as session:
        standing = [
            admit_device(session, Caller("CJDE1", each, ""), offices.now).is_proven for each in (old, new)
        ]
    assert standing == [False, True]


def test_networks_are_pinned_and_the_last_proof_is_not_taken_away(offices):
    page = f"/desk/machines/{key_of(offices)}/networks"
    client = staff_client(offices, CITY)

    pinned = fill_in(client, page, page, networks="203.0.113.0/24")
    freed = fill_in(client, page, page, networks="")

    assert pinned.status_code == 303
    assert (freed.status_code, "请先给它一个带密钥的新网址" in freed.text) == (409, True)
    assert device(offices).pinned_networks == "203.0.113.0/24"


def test_a_machine_is_taken_out_of_use_by_a_page_that_says_who_uses_it(offices):
    page = f"/desk/machines/{key_of(offices)}/remove"
    client = staff_client(offices, DISTRICT)
    asked = client.get(page).text

    answer = fill_in(client, page, page)

    assert "BT-1" in asked
    assert answer.status_code == 303
    own = device(offices)
    assert (own.removed_by, own.removed_at) == (DISTRICT, offices.now)
    assert f"{DISTRICT} 于" in client.get(f"/desk/machines/{own.id}").text


@pytest.mark.parametrize("path", ["/secret", "/networks", "/remove", "/query", "/verify"])
def test_a_machine_that_is_used_no_more_is_asked_and_given_nothing(offices, path):
    client, key = staff_client(offices, CITY), key_of(offices)
    page = f"/desk/machines/{key}{path}"
    form = hidden_fields(client, page, page)
    removing = f"/desk/machines/{key}/remove"
    fill_in(client, removing, removing)

    answer = client.post(page, data=form | {"first": "2026-03-02", "networks": "10.0.0.0/8"})

    assert answer.status_code in (404, 409)
    assert commands(offices) == []


@pytest.mark.parametrize(("what", "kind"), [("query", CommandKind.RESEND), ("verify", CommandKind.COUNT)])
def test_a_machine_is_asked_for_days(offices, what, kind):
    page = f"/desk/machines/{key_of(offices)}/{what}"
    client = staff_client(offices, CITY)

    turned = fill_in(client, page, page, first="2026-03-03", last="2026-03-02")
    nonsense = fill_in(client, page, page, first="gestern", last="")
    answer = fill_in(client, page, page, first="2026-03-02", last="2026-03-03")

    assert [turned.status_code, nonsense.status_code, answer.status_code] == [422, 422, 303]
    assert "最后一天不能早于第一天" in turned.text
    assert commands(offices) == [(kind, CITY)]
    assert "03-02 至 今天" in client.get(f"/desk/machines/{key_of(offices)}").text


@pytest.mark.parametrize(
    ("who", "status"), [(CITY, 303), (DISTRICT, 303), (SCHOOL, 303), (AUDITOR, 404), (OTHER_DISTRICT, 404)]
)
def test_the_roster_of_a_class_is_sent_to_its_machines(offices, who, status):
    page = f"/desk/classes/{class_id(offices)}/machines"
    client = staff_client(offices, who)

    answer = client.post(page, data=hidden_fields(client, page, page))

    assert answer.status_code == status
    assert commands(offices) == [(CommandKind.ROSTER, who)] * (3 if status == 303 else 0)


def test_who_has_no_number_is_told_before_the_roster_is_sent(offices):
    with offices.database.writing() as session:
        own = session.scalars(select(Enrolment).where(Enrolment.attendance_number == "3")).one()
        own.attendance_number = None

    text = staff_client(offices, SCHOOL).get(f"/desk/classes/{class_id(offices)}/machines").text

    assert "1 人没有考勤号，不会下发</b>：赵小明" in text
    assert "2 人的考勤号和姓名，到 1 台考勤机" in text


def test_a_class_without_a_machine_is_told_what_to_do_and_no_command(offices):
    page = f"/desk/machines/{key_of(offices)}/remove"
    fill_in(staff_client(offices, CITY), page, page)

    text = staff_client(offices, SCHOOL).get(f"/desk/classes/{class_id(offices)}/machines").text

    assert "没有登记的考勤机" in text
    assert "chaban" not in text


@pytest.mark.parametrize(("who", "sees"), [(CITY, True), (DISTRICT, False)])
def test_serials_that_were_turned_away_are_for_whoever_keeps_machines_everywhere(offices, who, sees):
    with offices.database.writing() as session:
        note_unknown(session, Caller("STRANGER1", "", "198.51.100.9"), now=offices.now)

    text = staff_client(offices, who).get("/desk/machines/strangers").text

    assert ("STRANGER1" in text) is sees


def test_list_and_machine_ask_as_often_for_many_machines_as_for_few(offices):
    def figures() -> list[object]:
        client, found = staff_client(offices, CITY), []
        for path in ("", f"/{key_of(offices)}", "/new", "/strangers"):
            with counted(offices.database) as tally:
                assert client.get(f"/desk/machines{path}").status_code == 200
            found.append(tally.figures)
        return found

    few = figures()
    with offices.database.writing() as session:
        for number in range(10, 40):
            a_device(session, f"CJDE{number}", "", institution=f"学校{number}", secret="s" * 24)

    assert figures() == few


def test_a_file_of_the_list_has_what_is_filtered(offices):
    answer = staff_client(offices, CITY).get("/desk/machines/list.csv?view=bare")

    lines = answer.data.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("序列号,机器号,培训机构")
    assert [line.split(",")[0] for line in lines[1:]] == ["CJDE1"]
