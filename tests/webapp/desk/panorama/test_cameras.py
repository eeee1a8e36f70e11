"""Cameras at the desk: tried before they are kept, given to classes, taken out of use."""

import re
from dataclasses import dataclass, replace

import pytest
from sqlalchemy import select

from tests.factories import SCHOOL as SCHOOL_NAME
from tests.training.checks.checking import AUDITOR, CITY, DISTRICT, OTHER_DISTRICT, SCHOOL, register_staff
from tests.webapp.checks.inspecting import a_photo, how_many, staff_client, words
from tests.webapp.filling import HIDDEN, fill_in
from training.cameras.terms import CameraTrouble
from training.ports.cameras import CameraAccess, CameraFailed
from training.records.cameras import Camera, CameraUse
from training.records.classes.classes import Institution, TrainingClass
from webapp.web.house import KEY

NOBODY = "00000000-0000-0000-0000-000000000000"
NEW, TRY, KEEP = "/desk/cameras/new", "/desk/cameras/try", "/desk/cameras"


@dataclass
class OneCamera:
    """What it is asked is kept; what it gives is for the test to say."""

    asked: list[CameraAccess]
    fails: CameraTrouble | None = None

    def still(self, camera: CameraAccess) -> bytes:
        self.asked.append(camera)
        if self.fails is not None:
            raise CameraFailed(self.fails, "401")
        return a_photo(size=(640, 360))


@pytest.fixture
def camera(world):
    made = OneCamera([])
    world.app.extensions[KEY] = replace(world.app.extensions[KEY], cameras=made)
    return made


@pytest.fixture
def offices(world, camera):
    with world.database.writing() as session:
        register_staff(session)
    return world


def school_id(world, name=SCHOOL_NAME):
    with world.database.reading() as session:
        return session.scalars(select(Institution.id).where(Institution.name == name)).one()


def class_id(world):
    with world.database.reading() as session:
        return session.scalars(
            select(TrainingClass.public_id).where(TrainingClass.class_number == "BT-1")
        ).one()


def try_out(world, client, **typed):
    said = {"school": str(school_id(world)), "class_room": "实训室 1", "address": "192.0.2.7"}
    said |= {"account": "viewer", "password": "hunter2-secret"} | typed
    return fill_in(client, NEW, TRY, **said)


def keep(client, tried, **other):
    return client.post(KEEP, data=dict(HIDDEN.findall(tried.text)) | other)


def kept(world):
    with world.database.reading() as session:
        return session.scalars(select(Camera)).one()


@pytest.fixture
def a_camera(offices):
    """Kept by the city."""
    client = staff_client(offices, CITY)
    keep(client, try_out(offices, client))
    return f"{KEEP}/{kept(offices).id}"


def test_what_it_shows_is_seen_before_it_is_kept(offices, camera):
    client = staff_client(offices, DISTRICT)

    tried = try_out(offices, client)

    assert (tried.status_code, how_many(offices, Camera)) == (200, 0)
    assert 'src="data:image/jpeg;base64,' in tried.text
    answer = keep(client, tried)
    own = kept(offices)
    assert answer.location == f"{KEEP}/{own.id}"
    assert (own.class_room, own.account, own.password) == ("实训室 1", "viewer", "hunter2-secret")
    assert own.registered_by == DISTRICT
    assert camera.asked == [CameraAccess(own.address, "viewer", "hunter2-secret")]


def test_no_page_shows_the_password_or_where_the_picture_lies(offices, a_camera):
    client = staff_client(offices, CITY)
    pages = [try_out(offices, client), client.get(KEEP), client.get(a_camera)]

    for page in pages:
        assert "ISAPI/Streaming" not in page.text
    for page in (*pages, try_out(offices, client, class_room="")):
        assert "hunter2" not in page.text


@pytest.mark.parametrize("trouble", CameraTrouble)
def test_a_camera_that_gives_nothing_is_not_kept_and_the_page_says_what_to_do(offices, camera, trouble):
    camera.fails = trouble

    answer = try_out(offices, staff_client(offices, CITY))

    assert answer.status_code == 409
    assert f"没有取到画面：{trouble.value}（401），" in words(answer)
    assert 'value="实训室 1"' in answer.text


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({"school": ""}, "请选择摄像机属于哪个培训机构"),
        ({"class_room": " "}, "请写明教室"),
        ({"address": "camera.school.cn"}, "不能写域名"),
        ({"address": "127.0.0.1"}, "不在允许的网段"),
        ({"address": "169.254.169.254"}, "不在允许的网段"),
        ({"address": "http://a:b@192.0.2.7/"}, "不要写账号和密码"),
        ({"account": "", "password": "x"}, "填了密码就要填账号"),
    ],
)
def test_what_cannot_be_is_refused_before_anything_is_asked(offices, camera, typed, why):
    answer = try_out(offices, staff_client(offices, CITY), **typed)

    assert answer.status_code == 422
    assert why in words(answer)
    assert camera.asked == []


def test_a_school_of_another_district_is_not_there(offices):
    answer = try_out(offices, staff_client(offices, OTHER_DISTRICT))

    assert answer.status_code == 404
    assert how_many(offices, Camera) == 0


@pytest.mark.parametrize(("minutes", "is_kept"), [(29, True), (30, False), (31, False)])
def test_what_was_tried_is_kept_within_half_an_hour(offices, minutes, is_kept):
    client = staff_client(offices, CITY)
    tried = try_out(offices, client)
    offices.pass_by(minutes=minutes)

    answer = keep(client, tried)

    assert (answer.status_code, how_many(offices, Camera)) == ((303, 1) if is_kept else (410, 0))


@pytest.mark.parametrize("sealed", ["", "x", "AAAA", "é"])
def test_nothing_is_kept_that_was_not_tried(offices, sealed):
    client = staff_client(offices, CITY)

    assert keep(client, try_out(offices, client), sealed=sealed).status_code == 410
    assert how_many(offices, Camera) == 0


def test_what_one_has_tried_another_does_not_keep(offices):
    tried = try_out(offices, staff_client(offices, CITY))

    assert keep(staff_client(offices, DISTRICT), tried).status_code == 410


def test_a_form_that_is_sent_twice_registers_one(offices):
    client = staff_client(offices, CITY)
    tried = try_out(offices, client)

    assert [keep(client, tried).status_code for _ in range(2)] == [303, 303]
    assert how_many(offices, Camera) == 1


@pytest.mark.parametrize(
    ("who", "keeps"),
    [(CITY, True), (DISTRICT, True), (OTHER_DISTRICT, False), (SCHOOL, False), (AUDITOR, False)],
)
def test_who_keeps_no_cameras_finds_no_page_of_one(offices, a_camera, who, keeps):
    client = staff_client(offices, who)

    for path in ("", "/retire"):
        assert client.get(a_camera + path).status_code == (200 if keeps else 404)
    for path in ("/try", "/classes", "/retire"):
        assert (client.post(a_camera + path).status_code == 404) is not keeps


def test_a_class_is_given_the_camera_and_taken_from_it_on_its_page(offices, a_camera):
    client, own = staff_client(offices, CITY), str(class_id(offices))

    given = client.post(f"{a_camera}/classes", data={"class": own, "used": "yes"})
    assert given.location == a_camera
    assert "不再看 BT-1" in client.get(a_camera).text
    client.post(f"{a_camera}/classes", data={"class": own, "used": "no"})

    assert "没有班用它" in client.get(a_camera).text
    assert how_many(offices, CameraUse) == 2


@pytest.mark.parametrize(("said", "status"), [("", 422), ("x", 422), (NOBODY, 404)])
def test_a_class_that_is_none_is_given_no_camera(offices, a_camera, said, status):
    answer = staff_client(offices, CITY).post(f"{a_camera}/classes", data={"class": said, "used": "yes"})

    assert answer.status_code == status
    assert how_many(offices, CameraUse) == 0


def test_a_camera_is_taken_out_of_use_with_a_reason_and_asked_no_more(offices, a_camera, camera):
    client = staff_client(offices, CITY)
    assert client.post(f"{a_camera}/retire", data={"reason": " "}).status_code == 422

    client.post(f"{a_camera}/retire", data={"reason": "拆走了"})

    assert "拆走了" in client.get(a_camera).text
    assert client.post(f"{a_camera}/retire", data={"reason": "再停"}).status_code == 409
    asked = len(camera.asked)
    assert client.post(f"{a_camera}/try").status_code == 404
    assert len(camera.asked) == asked
    assert "实训室 1" not in client.get(KEEP).text
    assert "实训室 1" in client.get(f"{KEEP}?retired=yes").text


def test_a_camera_that_is_kept_can_be_tried_again(offices, a_camera, camera):
    client = staff_client(offices, CITY)

    assert 'src="data:image/jpeg;base64,' in client.post(f"{a_camera}/try").text
    camera.fails = CameraTrouble.SLOW
    assert "没有及时应答" in words(client.post(f"{a_camera}/try"))


def test_pages_of_cameras_go_by_key(offices):
    with offices.database.writing() as session:
        for number in range(120):
            session.add(
                Camera(
                    institution_id=1,
                    class_room=f"第{number}室",
                    address="http://192.0.2.7/",
                    account="",
                    password="",
                    registered_by_id=1,
                    registered_by=CITY,
                    registered_at=offices.now,
                )
            )
    client, seen, path = staff_client(offices, CITY), [], KEEP

    while path:
        page = client.get(path).text
        seen += re.findall(r">第(\d+)室<", page)
        found = re.search(r'rel="next" href="([^"]+)"', page)
        path = found and found.group(1)

    assert seen == [str(number) for number in range(119, -1, -1)]
