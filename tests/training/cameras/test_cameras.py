"""Who registers cameras, which class is seen by which, and what becomes of one that is used no more (R06)."""

from datetime import timedelta

import pytest
from sqlalchemy import select, text

from tests.factories import MONDAY, a_class, an_institution
from tests.training.checks.checking import CITY, DISTRICT, NINE, OTHER_DISTRICT, SCHOOL, register_staff
from training.cameras.acts.add_camera import CameraDraft, add_camera
from training.cameras.acts.retire_camera import RetiredBefore, retire_camera
from training.cameras.acts.use_camera import use_camera
from training.cameras.rules.drafts import BadCamera
from training.cameras.views.see_cameras import list_cameras, see_camera
from training.cameras.views.uses_of import camera_of, cameras_of, classes_of, classes_to_see
from training.classes.views.find_class import find_class
from training.errors import NotFound
from training.ports.cameras import CameraAccess
from training.records.cameras import CameraUse
from training.staff.views.find_staff import find_staff

SECRETS = (b"192.0.2.7", b"viewer", b"hunter2")
ACCESS = CameraAccess("http://192.0.2.7/snap.jpg", "viewer", "hunter2-secret")


@pytest.fixture
def rows(database):
    with database.writing() as session:
        a_class(session, "BT-1")
        a_class(session, "BT-2")
        register_staff(session)
        yield session


def a_camera(session, who=CITY, room="实训室 1", access=ACCESS):
    return add_camera(
        session, find_staff(session, who), CameraDraft(an_institution(session), room, access), now=NINE
    )


def say(session, camera, own, *, is_used=True, who=CITY):
    use_camera(session, find_staff(session, who), camera.id, own.public_id, is_used=is_used, now=NINE)


def own_class(session, number="BT-1"):
    return find_class(session, number)


def test_where_a_camera_is_and_how_one_gets_in_is_sealed(rows):
    camera = a_camera(rows)

    stored = rows.execute(text("SELECT address, account, password FROM camera")).one()
    assert all(
        secret not in bytes(each) for each in stored for secret in (b"192.0.2.7", b"viewer", b"hunter2")
    )
    assert (camera.address, camera.account, camera.password) == (ACCESS.address, "viewer", "hunter2-secret")


def test_what_shows_a_camera_to_a_log_shows_no_password():
    assert "hunter2" not in repr(ACCESS)


@pytest.mark.parametrize(("letters", "is_taken"), [(0, False), (1, True), (64, True), (65, False)])
def test_a_room_has_a_name_of_1_to_64_letters(rows, letters, is_taken):
    if is_taken:
        assert a_camera(rows, room="室" * letters).class_room == "室" * letters
    else:
        with pytest.raises(BadCamera):
            a_camera(rows, room="室" * letters)


@pytest.mark.parametrize(
    ("account", "password", "is_taken"),
    [
        ("", "", True),
        ("a", "", True),
        ("a", "p" * 64, True),
        ("a", "p" * 65, False),
        ("", "p", False),
        ("a\n", "p", False),
    ],
)
def test_a_password_needs_an_account_and_both_are_short(rows, account, password, is_taken):
    access = CameraAccess(ACCESS.address, account, password)

    if is_taken:
        assert a_camera(rows, access=access).password == password
    else:
        with pytest.raises(BadCamera):
            a_camera(rows, access=access)


@pytest.mark.parametrize(("who", "sees"), [(CITY, True), (DISTRICT, True), (OTHER_DISTRICT, False)])
def test_a_camera_is_kept_by_the_city_and_by_the_district_that_has_the_school_or_a_class_there(
    rows, who, sees
):
    camera, staff = a_camera(rows), find_staff(rows, who)

    assert (camera in list_cameras(rows, staff, retired=False, after=0, most=9)) is sees
    if sees:
        assert see_camera(rows, staff, camera.id) is camera
    else:
        with pytest.raises(NotFound):
            see_camera(rows, staff, camera.id)


def test_of_what_was_said_of_a_class_the_latest_holds(rows):
    one, other, own = a_camera(rows), a_camera(rows, room="实训室 2"), own_class(rows)

    say(rows, one, own)
    say(rows, other, own)

    assert camera_of(rows, own) == other
    assert classes_of(rows, [one, other]) == {other.id: [own]}
    said = rows.execute(select(CameraUse.ordinal, CameraUse.camera_id).order_by(CameraUse.id)).all()
    assert [tuple(each) for each in said] == [(1, one.id), (2, other.id)]


def test_saying_the_same_again_is_no_act_and_taking_away_is_one(rows):
    camera, own = a_camera(rows), own_class(rows)

    for is_used in (False, True, True, False, False):
        say(rows, camera, own, is_used=is_used)

    assert camera_of(rows, own) is None
    said = rows.scalars(select(CameraUse.camera_id).order_by(CameraUse.ordinal)).all()
    assert said == [camera.id, None]


def test_one_room_has_several_classes(rows):
    camera, classes = a_camera(rows), [own_class(rows, each) for each in ("BT-1", "BT-2")]

    for each in classes:
        say(rows, camera, each)

    assert classes_of(rows, [camera]) == {camera.id: classes}


def test_a_camera_that_is_used_no_more_sees_no_class_and_takes_none(rows):
    camera, own, staff = a_camera(rows), own_class(rows), find_staff(rows, CITY)
    say(rows, camera, own)

    retire_camera(rows, staff, camera.id, "拆走了", now=NINE)
    rows.expire_all()

    assert camera_of(rows, own) is None
    assert list_cameras(rows, staff, retired=False, after=0, most=9) == []
    assert list_cameras(rows, staff, retired=True, after=0, most=9) == [camera]
    with pytest.raises(RetiredBefore):
        say(rows, camera, own)
    with pytest.raises(RetiredBefore):
        retire_camera(rows, staff, camera.id, "再停一次", now=NINE)


def test_a_camera_sees_no_class_of_another_school(rows):
    camera, other = a_camera(rows), a_class(rows, "BT-3", institution="别的学校")

    with pytest.raises(NotFound):
        say(rows, camera, other)


@pytest.mark.parametrize(
    ("who", "classes"), [(CITY, 2), (DISTRICT, 2), (OTHER_DISTRICT, 0), (SCHOOL, 2), ("审计", 0)]
)
def test_who_may_look_into_rooms_finds_the_cameras_of_the_own_place(rows, who, classes):
    camera, own = a_camera(rows), own_class(rows)
    say(rows, camera, own)
    keys = [own.public_id, own_class(rows, "BT-2").public_id]

    found = cameras_of(rows, find_staff(rows, who), keys)

    assert len(found) == classes
    if classes:
        assert found == {keys[0]: camera, keys[1]: None}


@pytest.mark.parametrize(("days", "is_offered"), [(-1, True), (0, True), (1, False)])
def test_a_class_is_offered_until_its_last_day(rows, days, is_offered):
    camera, own = a_camera(rows), own_class(rows)

    today = own.ends_on + timedelta(days=days)

    assert (own in classes_to_see(rows, find_staff(rows, CITY), camera, today)) is is_offered
    assert own.starts_on == MONDAY
