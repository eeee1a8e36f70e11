"""R35, R44: who took part by the live statistics: trainees of the roster, each once."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.factories import MONDAY, at
from training.checks.rules.participants import Viewing, call_roll
from training.classes.rules.viewers import roster_of_viewers

NINE = at(MONDAY, "09:00")
TEN = timedelta(minutes=10)
WANGFANG, LIQIANG, NAMESAKE, LEFT = 1, 2, 3, 4
VIEWERS = roster_of_viewers(
    [(WANGFANG, "王芳", b"1"), (LIQIANG, "李强", b"2"), (NAMESAKE, "李强", b"3"), (LEFT, "赵六", b"4")]
)
ROSTER = {WANGFANG, LIQIANG, NAMESAKE}


def viewing(name: str, phone: bytes = b"", minutes: float = 30, after: float = 0) -> Viewing:
    begins = NINE + timedelta(minutes=after)
    return Viewing(name, phone, (begins, begins + timedelta(minutes=minutes)))


def roll(*viewings: Viewing, teachers: tuple[str, ...] = ("钱老师",)):
    return call_roll(viewings, VIEWERS, ROSTER, teachers)


def test_a_phone_tells_who_it_was_whatever_the_name():
    assert roll(viewing("芳芳", b"1")).watched == {WANGFANG: timedelta(minutes=30)}


def test_without_a_phone_the_name_tells_unless_two_have_it():
    found = roll(viewing("王芳"), viewing("李强"))

    assert (set(found.watched), found.strangers) == ({WANGFANG}, 1)


def test_two_devices_at_once_and_a_second_visit_are_one_trainee():
    found = roll(
        viewing("王芳", minutes=20), viewing("王芳", minutes=20, after=10), viewing("芳", b"1", 5, 60)
    )

    assert found.watched == {WANGFANG: timedelta(minutes=35)}
    assert (found.duplicates, found.participants(TEN)) == (2, 1)


def test_who_left_the_class_a_stranger_and_a_teacher_are_not_counted():
    found = roll(viewing("赵六"), viewing("路人"), viewing("路人"), viewing("钱老师"), viewing("钱老师"))

    assert (found.watched, found.strangers, found.teachers, found.duplicates) == ({}, 2, 1, 0)


def test_a_trainee_of_a_teachers_name_is_told_by_the_phone_only():
    found = roll(viewing("王芳"), viewing("王芳", b"1"), teachers=("王芳",))

    assert (found.watched, found.teachers) == ({WANGFANG: timedelta(minutes=30)}, 1)


def test_who_watched_too_short_has_not_taken_part():
    found = roll(viewing("王芳", minutes=9.99), viewing("", b"2", minutes=10), viewing("", b"3", minutes=11))

    assert found.participants(TEN) == 2


def test_dingtalk_may_know_who_it_was():
    known = Viewing("网名", b"", (NINE, NINE + TEN), enrolment=LIQIANG)

    assert set(roll(known).watched) == {LIQIANG}


names = st.sampled_from(["王芳", "李强", "赵六", "钱老师", "路人"])
viewings = st.lists(st.builds(viewing, names, st.sampled_from([b"", b"1", b"2", b"9"]), st.integers(0, 60)))


@given(viewings)
def test_never_more_participants_than_the_roster_and_every_line_is_accounted_for(lines):
    found = roll(*lines)

    assert found.participants(timedelta()) <= len(ROSTER)
    assert found.duplicates + len(found.watched) + found.strangers + found.teachers <= len(lines)
    assert set(found.watched) <= ROSTER


@given(viewings, st.randoms())
def test_the_order_of_the_lines_makes_no_difference(lines, chance):
    shuffled = list(lines)
    chance.shuffle(shuffled)

    assert roll(*shuffled) == roll(*lines)
