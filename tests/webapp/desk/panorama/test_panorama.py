"""全景墙: who looks into which rooms, when, at what, and that it is written down (R06)."""

from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.factories import a_class, a_trainee, an_enrolment, at
from tests.notifications.conftest import until
from tests.training.checks.checking import (
    AUDITOR,
    CITY,
    DISTRICT,
    OTHER_DISTRICT,
    SCHOOL,
    Checking,
    register_staff,
)
from tests.webapp.checks.inspecting import a_photo, main_of, staff_client, words
from tests.webapp.conftest import TUESDAY
from training.cameras.acts.add_camera import CameraDraft, add_camera
from training.cameras.acts.use_camera import use_camera
from training.cameras.terms import CameraTrouble
from training.cameras.views.access_to import access_to
from training.cameras.views.uses_of import cameras_of
from training.notice.terms import Mode
from training.ports.cameras import CameraAccess, CameraFailed
from training.records.classes.classes import Lesson, TrainingClass
from training.records.people.looks import DataLook
from training.staff.views.find_staff import find_staff
from webapp.cameras.stills import stills_of
from webapp.web.house import KEY

WALL = "/desk/panorama"


@dataclass
class AnyCamera:
    """Each gives a picture, but for those whose number fails."""

    fails: dict[str, CameraTrouble] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def still(self, camera: CameraAccess) -> bytes:
        self.asked.append(camera.address)
        if camera.address in self.fails:
            raise CameraFailed(self.fails[camera.address])
        return a_photo(size=(640, 360))


@pytest.fixture
def cameras(bare):
    made, house = AnyCamera(), bare.app.extensions[KEY]
    stills = stills_of(house.settings, made, bare.database.vault, lambda: bare.now)
    bare.app.extensions[KEY] = replace(house, cameras=made, stills=stills)
    return made


@pytest.fixture
def rooms(bare, cameras):
    """BT-A of 昆都仑区 has a camera, BT-B has none, BT-C of 青山区 has one; all have lessons on Tuesday."""
    with bare.database.writing() as session:
        register_staff(session)
        for number, fields in (
            ("BT-A", {}),
            ("BT-B", {}),
            ("BT-C", {"district": "青山区", "institution": "别的学校"}),
        ):
            own = a_class(session, number, **fields)
            an_enrolment(session, own, a_trainee(session, number, f"1370000{ord(number[-1]):04}"), number)
            if number != "BT-B":
                hang_up(session, own, bare.now)
    return bare


def hang_up(session, own, now):
    staff = find_staff(session, CITY)
    access = CameraAccess(f"http://192.0.2.7/{own.class_number}")
    camera = add_camera(session, staff, CameraDraft(own.institution, "实训室", access), now=now)
    use_camera(session, staff, camera.id, own.public_id, is_used=True, now=now)


def key_of(world, number):
    with world.database.reading() as session:
        return session.scalars(
            select(TrainingClass.public_id).where(TrainingClass.class_number == number)
        ).one()


def looks(world):
    with world.database.reading() as session:
        own = select(DataLook.who, DataLook.what, DataLook.subject).order_by(DataLook.id)
        return [tuple(each) for each in session.execute(own)]


def fetched(world, client, path=WALL):
    """The page, once everything that it wants has been fetched."""
    client.get(path)
    until(lambda: world.app.extensions[KEY].stills.is_idle)
    return client.get(path)


def shown(page):
    return {each for each in ("BT-A", "BT-B", "BT-C") if f"<b>{each} " in page.text}


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        (CITY, {"BT-A", "BT-B", "BT-C"}),
        (DISTRICT, {"BT-A", "BT-B"}),
        (OTHER_DISTRICT, {"BT-C"}),
        (SCHOOL, {"BT-A", "BT-B"}),
    ],
)
def test_everybody_looks_into_the_rooms_of_the_own_place_and_into_no_other(rooms, who, seen):
    client = staff_client(rooms, who)

    assert shown(fetched(rooms, client)) == seen
    for number in ("BT-A", "BT-C"):
        status = 200 if number in seen else 404
        assert fetched(rooms, client, f"{WALL}/{key_of(rooms, number)}").status_code == status
        assert client.get(f"{WALL}/{key_of(rooms, number)}/large.jpg").status_code == status


def test_an_auditor_looks_into_no_room(rooms):
    client, own = staff_client(rooms, AUDITOR), key_of(rooms, "BT-A")

    paths = (WALL, f"{WALL}/state?of={own}", f"{WALL}/{own}", f"{WALL}/{own}/small.jpg")
    assert [client.get(each).status_code for each in paths] == [404] * 4


def test_the_page_comes_at_once_and_a_reload_shows_the_pictures(rooms):
    client, own = staff_client(rooms, CITY), key_of(rooms, "BT-A")

    first = client.get(WALL)
    assert "正在取画面" in first.text
    assert f"{own}/small.jpg" not in first.text

    second = fetched(rooms, client)
    assert "正在取画面" not in second.text
    assert f"{WALL}/{own}/small.jpg" in second.text
    picture = client.get(f"{WALL}/{own}/small.jpg")
    assert (picture.content_type, picture.data[:2]) == ("image/jpeg", b"\xff\xd8")
    assert picture.headers["Cache-Control"] == "private, no-store"


def test_each_tile_says_the_class_the_school_who_came_and_when_the_still_was_taken(rooms):
    page = words(fetched(rooms, staff_client(rooms, OTHER_DISTRICT)))

    for word in ("BT-C", "青山区", "别的学校", "打卡 0 / 1", "低于 80%", "10:00:00"):
        assert word in page


def test_where_no_picture_could_be_had_the_tile_says_why_and_what_to_do(rooms, cameras):
    cameras.fails["http://192.0.2.7/BT-A"] = CameraTrouble.ACCOUNT

    page = words(fetched(rooms, staff_client(rooms, DISTRICT)))

    assert "账号或密码不对，请机构给一个能抓图的账号" in page
    assert "这个班没有指定摄像机" in page
    assert "192.0.2.7" not in page


@pytest.mark.parametrize(
    ("clock", "is_shown"), [("08:29", False), ("08:30", True), ("11:30", True), ("11:31", False)]
)
def test_a_room_is_looked_into_while_the_lesson_is_on_and_not_around_it(rooms, clock, is_shown):
    rooms.now = at(TUESDAY, clock)
    client, own = staff_client(rooms, CITY), key_of(rooms, "BT-A")

    assert ("BT-A" in shown(fetched(rooms, client))) is is_shown
    paths = (f"{WALL}/{own}", f"{WALL}/{own}/large.jpg")
    assert [client.get(each).status_code for each in paths] == [200 if is_shown else 404] * 2


@pytest.mark.parametrize(
    ("asked", "seen"),
    [
        ("", {"BT-A", "BT-B", "BT-C"}),
        ("?district=青山区", {"BT-C"}),
        ("?school=别的学校", {"BT-C"}),
        ("?view=bare", {"BT-B"}),
        ("?view=thin", {"BT-A", "BT-B", "BT-C"}),
        ("?view=online", set()),
        ("?after=BT-A", {"BT-B", "BT-C"}),
        ("?district=没有", set()),
    ],
)
def test_the_wall_is_narrowed_by_its_address(rooms, asked, seen):
    assert shown(staff_client(rooms, CITY).get(f"{WALL}{asked}")) == seen


def test_an_address_with_another_view_is_not_there(rooms):
    assert staff_client(rooms, CITY).get(f"{WALL}?view=nothing").status_code == 404


def test_the_large_still_leads_to_the_check_of_the_class(rooms):
    client, own = staff_client(rooms, CITY), key_of(rooms, "BT-A")
    assert "开始查班" in main_of(fetched(rooms, client, f"{WALL}/{own}").text)

    check = Checking(rooms.database, own, CITY, rooms.now)
    check.start()

    page = main_of(client.get(f"{WALL}/{own}").text)
    assert f"/checks/{check.check_id}" in page
    assert "继续查班" in page
    assert "/checks/" not in main_of(staff_client(rooms, SCHOOL).get(f"{WALL}/{own}").text)


def test_the_script_is_told_of_newer_pictures_of_the_own_rooms_alone(rooms):
    client = staff_client(rooms, DISTRICT)
    keys = [key_of(rooms, each) for each in ("BT-A", "BT-B", "BT-C")]
    fetched(rooms, client)

    told = client.get(f"{WALL}/state?" + "&".join(f"of={each}" for each in keys)).json

    assert [each["class"] for each in told] == [str(keys[0])]
    assert told[0]["taken"] == "10:00:00"
    assert client.get(told[0]["small"]).status_code == client.get(told[0]["large"]).status_code == 200


def test_a_wall_that_was_left_open_asks_no_camera_after_the_lesson(rooms, cameras):
    client, own = staff_client(rooms, CITY), key_of(rooms, "BT-A")
    fetched(rooms, client)
    before = len(cameras.asked)
    rooms.now = at(TUESDAY, "11:31")

    told = fetched(rooms, client, f"{WALL}/state?of={own}").json

    assert told == []
    assert len(cameras.asked) == before


def test_while_a_class_learns_online_nobody_looks_into_its_room(rooms, cameras):
    client, own = staff_client(rooms, CITY), key_of(rooms, "BT-A")
    with rooms.database.writing() as session:
        mine = select(Lesson).join(TrainingClass).where(TrainingClass.class_number == "BT-A")
        for lesson in session.scalars(mine):
            lesson.mode = Mode.ONLINE

    page = fetched(rooms, client, f"{WALL}/{own}")
    told = fetched(rooms, client, f"{WALL}/state?of={own}").json
    fetched(rooms, client, f"{WALL}?view=online")

    assert "线上课，没有教室" in page.text
    assert client.get(f"{WALL}/{own}/large.jpg").status_code == 404
    assert (told, cameras.asked) == ([], [])


def test_what_a_camera_showed_before_the_lesson_is_not_shown_in_it(rooms):
    rooms.now = at(TUESDAY, "08:30") - timedelta(seconds=1)
    house = rooms.app.extensions[KEY]
    client, own = staff_client(rooms, CITY), key_of(rooms, "BT-A")
    with rooms.database.reading() as session:
        camera = cameras_of(session, find_staff(session, CITY), [own])[own]
        house.stills.latest(camera.id, access_to(camera))
    until(lambda: house.stills.is_idle)

    rooms.now = at(TUESDAY, "08:30")
    assert "正在取画面" in client.get(WALL).text
    assert client.get(f"{WALL}/{own}/large.jpg").status_code == 404
    assert "small" not in client.get(f"{WALL}/state?of={own}").json[0]
    rooms.now = at(TUESDAY, "08:31")
    assert f"{WALL}/{own}/small.jpg" in fetched(rooms, client).text


@pytest.mark.parametrize("of", ["x", "1", "00000000-0000-0000-0000-00000000000g"])
def test_what_is_no_class_is_not_there(rooms, of):
    assert staff_client(rooms, CITY).get(f"{WALL}/state?of={of}").status_code == 404


def test_an_open_wall_is_one_look_with_all_its_pictures(rooms):
    client, own = staff_client(rooms, DISTRICT), key_of(rooms, "BT-A")
    fetched(rooms, client)
    before = len(looks(rooms))

    for _ in range(3):
        client.get(f"{WALL}/{own}/small.jpg")
        client.get(f"{WALL}/state?of={own}")

    assert looks(rooms) == [(DISTRICT, "教室画面", WALL)] * before


def test_a_picture_that_is_opened_without_the_wall_is_a_look_of_its_own(rooms):
    fetched(rooms, staff_client(rooms, CITY))
    own = key_of(rooms, "BT-A")

    staff_client(rooms, DISTRICT).get(f"{WALL}/{own}/large.jpg")

    assert looks(rooms)[-1] == (DISTRICT, "教室画面", f"{WALL}/{own}/large.jpg")


@pytest.mark.parametrize(("minutes", "more"), [(9, 0), (10, 0), (11, 1)])
def test_a_wall_that_stays_open_is_a_look_every_ten_minutes(rooms, minutes, more):
    client, own = staff_client(rooms, CITY), key_of(rooms, "BT-A")
    fetched(rooms, client)
    before = len(looks(rooms))
    rooms.pass_by(minutes=minutes)

    for _ in range(2):
        client.get(f"{WALL}/state?of={own}")

    assert len(looks(rooms)) == before + more


def test_the_menu_and_the_overview_lead_to_the_wall(rooms):
    assert main_of(staff_client(rooms, CITY).get("/desk").text).count(f'href="{WALL}"') == 1
    assert f'href="{WALL}"' not in staff_client(rooms, AUDITOR).get("/desk").text
