"""R51 to R55: what is checked when a class is filed."""

from datetime import date, timedelta

import pytest

from training.classes.rules.filing import FiledClass, FiledLesson, filing_findings
from training.classes.terms import Content
from training.notice.policy import Policy
from training.notice.terms import ClassKind, HalfDay, Mode, Severity

MONDAY = date(2026, 3, 2)
OFFLINE_RESTORED = date(2023, 2, 24)


def lesson(place: int, content=Content.THEORY, mode=Mode.OFFLINE, halves=8, start=MONDAY) -> FiledLesson:
    half_day = HalfDay.AFTERNOON if place % 2 else HalfDay.MORNING
    return FiledLesson(start + timedelta(days=place // 2), half_day, content, mode, halves)


def a_class(*lessons: FiledLesson, prescribed=None, kind=ClassKind.ORDINARY, reason="", starts_on=MONDAY):
    total = sum(each.halves for each in lessons) if prescribed is None else prescribed
    return FiledClass(kind, total, starts_on, starts_on + timedelta(days=9), lessons, reason)


def found(filed: FiledClass) -> list[tuple[Severity, str]]:
    return [(each.severity, each.clause) for each in filing_findings(filed, Policy())]


def test_a_class_of_offline_lessons_within_its_dates_has_no_finding():
    assert found(a_class(*(lesson(place) for place in range(10)))) == []


def test_online_practical_is_refused():
    lessons = [lesson(place) for place in range(9)] + [lesson(9, Content.PRACTICAL, Mode.ONLINE)]

    assert found(a_class(*lessons)) == [(Severity.ERROR, "R53")]


@pytest.mark.parametrize(
    ("starts_on", "expected"),
    [
        (OFFLINE_RESTORED - timedelta(days=1), []),
        (OFFLINE_RESTORED, [(Severity.ERROR, "R51")]),
        (OFFLINE_RESTORED + timedelta(days=1), [(Severity.ERROR, "R51")]),
    ],
)
def test_a_class_that_is_online_only_is_refused_since_offline_training_was_restored(starts_on, expected):
    online = [lesson(place, mode=Mode.ONLINE, start=starts_on) for place in range(4)]

    filed = a_class(*online, prescribed=1000, reason="有理由", starts_on=starts_on)

    assert [each for each in found(filed) if each[1] == "R51"] == expected


@pytest.mark.parametrize(
    ("online_halves", "expected"),
    # 100 class hours prescribed, 200 halves: 40% is 80 halves
    [(79, []), (80, []), (81, [(Severity.WARNING, "R52")])],
)
def test_online_theory_over_40_percent_of_the_prescribed_hours_asks_for_a_reason(online_halves, expected):
    full, rest = divmod(online_halves, 8)
    online = [lesson(place, mode=Mode.ONLINE) for place in range(full)]
    online += [lesson(full, mode=Mode.ONLINE, halves=rest)] if rest else []
    offline = [lesson(19)]

    findings = found(a_class(*online, *offline, prescribed=200))

    assert [each for each in findings if each[1] == "R52"] == expected


@pytest.mark.parametrize(("reason", "words"), [("", "还没有写明理由"), ("道路封闭", "理由：道路封闭")])
def test_the_warning_tells_the_reason_or_asks_for_it(reason, words):
    lessons = [lesson(place, mode=Mode.ONLINE) for place in range(5)] + [
        lesson(place) for place in range(5, 10)
    ]

    (warning,) = filing_findings(a_class(*lessons, reason=reason), Policy())

    assert words in warning.message
    assert ("补写理由" in warning.message) is (not reason)


def test_startup_training_follows_its_own_documents_on_online_teaching():
    lessons = [lesson(place, Content.PRACTICAL, Mode.ONLINE) for place in range(10)]

    assert found(a_class(*lessons, kind=ClassKind.STARTUP)) == []


@pytest.mark.parametrize(("halves", "is_refused"), [(0, True), (1, False), (8, False), (9, True)])
def test_a_half_day_holds_up_to_four_class_hours(halves, is_refused):
    findings = found(a_class(lesson(0, halves=halves), prescribed=halves))

    assert ((Severity.ERROR, "R45") in findings) is is_refused


def test_two_lessons_in_one_half_day_are_refused():
    assert (Severity.ERROR, "R45") in found(a_class(lesson(0), lesson(0)))


@pytest.mark.parametrize(("offset", "is_refused"), [(-1, True), (0, False), (9, False), (10, True)])
def test_lessons_lie_between_the_first_and_the_last_day(offset, is_refused):
    outside = FiledLesson(MONDAY + timedelta(days=offset), HalfDay.MORNING, Content.THEORY, Mode.OFFLINE, 8)

    assert ((Severity.ERROR, "") in found(a_class(outside))) is is_refused


def test_a_class_that_ends_before_it_starts_is_refused():
    filed = FiledClass(ClassKind.ORDINARY, 8, MONDAY, MONDAY - timedelta(days=1), ())

    assert (Severity.ERROR, "") in found(filed)


@pytest.mark.parametrize(("prescribed", "warned"), [(7, True), (8, False), (9, True)])
def test_a_timetable_of_fewer_or_more_hours_than_prescribed_is_worth_a_look(prescribed, warned):
    assert ((Severity.WARNING, "R54") in found(a_class(lesson(0), prescribed=prescribed))) is warned
