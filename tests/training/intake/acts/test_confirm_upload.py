"""R43: what was shown of an uploaded file is what is written, exactly that, or nothing."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.factories import MONDAY, a_class, a_trainee, an_enrolment, an_id_number, at
from tests.training.builders import at_once
from tests.training.intake.handing_in import HEADINGS, HandingIn, a_roster, handing_in
from tests.training.rosters.changing import (
    CITY,
    DISTRICT,
    ELSEWHERE,
    LAST,
    OTHER_SCHOOL,
    SCHOOL,
)
from tests.training.sheets.builders import text, workbook
from training.intake.rules.confirming import (
    Choices,
    NothingToStore,
    ShownChanged,
    ShownTooLongAgo,
    UploadEnded,
)
from training.intake.terms import FileKind, UploadState
from training.notice.clock import SHANGHAI
from training.records.attendance.devices import FraudSignal
from training.records.classes.batches import ImportBatch
from training.records.classes.roster_changes import RosterChange
from training.records.classes.trainees import Enrolment
from training.records.staff.staff import Staff
from training.records.uploads import Upload


@pytest.fixture
def handing(database, tmp_path) -> HandingIn:
    return handing_in(database, tmp_path)


def messages(handing: HandingIn, key: int) -> list[str]:
    return [each[5] for each in handing.shown(key)[0]["findings"]]


def test_a_file_that_is_only_shown_writes_nothing(handing):
    before = handing.count(Enrolment), handing.count(ImportBatch)

    key = handing.hand_in(SCHOOL, a_roster(handing.folder, 21, 22))

    assert handing.shown(key)[0]["counts"]["stored"] == 2
    assert (handing.count(Enrolment), handing.count(ImportBatch)) == before


def test_what_was_confirmed_is_written_and_names_who_brought_it(handing):
    key = handing.hand_in(SCHOOL, a_roster(handing.folder, 21, 22))

    report = handing.confirm(key)

    assert (report.stored, handing.count(Enrolment)) == (2, 7)
    with handing.database.reading() as session:
        batch = session.scalars(select(ImportBatch).order_by(ImportBatch.id.desc())).first()
        assert (batch.imported_by, session.get_one(Staff, batch.staff_id).name) == (SCHOOL, SCHOOL)
        assert session.get_one(Upload, key).state is UploadState.STORED


def test_whoever_asks_for_people_of_a_running_class_by_a_file_is_known_as_who_asked(handing):
    handing.now += timedelta(days=1)

    handing.confirm(handing.hand_in(SCHOOL, a_roster(handing.folder, 21)))

    with handing.database.reading() as session:
        [asked] = session.scalars(select(RosterChange).order_by(RosterChange.id.desc()).limit(1))
        assert session.get_one(Staff, asked.asked_by_id).name == SCHOOL


def test_rows_that_came_in_meanwhile_change_what_the_file_does_and_it_is_not_written(handing):
    key = handing.hand_in(SCHOOL, a_roster(handing.folder, 21, 22))
    handing.confirm(handing.hand_in(DISTRICT, a_roster(handing.folder, 21, name="另一份.xlsx")))
    before = handing.count(Enrolment)

    with pytest.raises(ShownChanged):
        handing.confirm(key)

    assert handing.count(Enrolment) == before
    handing.choose(key, Choices())
    assert handing.confirm(key).known == 1


def test_a_fingerprint_of_something_else_confirms_nothing(handing):
    key = handing.hand_in(SCHOOL, a_roster(handing.folder, 21))
    other = handing.hand_in(SCHOOL, a_roster(handing.folder, 22, name="另一份.xlsx"))

    with pytest.raises(ShownChanged):
        handing.confirm(key, handing.shown(other)[1])

    assert handing.count(Enrolment) == 5


@pytest.mark.parametrize(("minutes", "is_in_time"), [(29, True), (30, True), (31, False)])
def test_it_may_be_confirmed_for_half_an_hour(handing, minutes, is_in_time):
    key = handing.hand_in(SCHOOL, a_roster(handing.folder, 21))
    handing.now += timedelta(minutes=minutes)

    if is_in_time:
        assert handing.confirm(key).stored == 1
    else:
        with pytest.raises(ShownTooLongAgo):
            handing.confirm(key)


def test_of_two_who_press_at_once_one_writes_the_file(handing):
    key = handing.hand_in(SCHOOL, a_roster(handing.folder, 21))

    pressed = at_once(lambda: handing.confirm(key).stored, lambda: handing.confirm(key).stored)

    assert sorted(pressed, key=str) == [1, UploadEnded]
    assert handing.count(Enrolment) == 6


def test_good_rows_are_written_without_the_bad_ones_that_were_shown(handing):
    rows = [
        HEADINGS,
        ("BT-1", "新学员21", an_id_number(21), "13800000021", "21"),
        ("BT-1", "新学员22", an_id_number(22), "138", "22"),
    ]
    key = handing.hand_in(SCHOOL, workbook(handing.folder / "名册.xlsx", rows, titles=("学员名册",)))
    found, _ = handing.shown(key)
    assert (found["counts"]["stored"], found["counts"]["refused"]) == (1, 1)

    report = handing.confirm(key)

    assert (report.stored, report.refused, handing.count(Enrolment)) == (1, 1, 6)


@pytest.mark.parametrize("who", [OTHER_SCHOOL, ELSEWHERE])
def test_rows_of_others_classes_are_refused_one_by_one(handing, who):
    key = handing.hand_in(who, a_roster(handing.folder, 21, 22))

    assert all("不在您的范围" in each for each in messages(handing, key))
    assert len(messages(handing, key)) == 2
    with pytest.raises(NothingToStore):
        handing.confirm(key)


def test_punches_are_of_the_own_school_and_a_district_says_of_which(handing):
    lines = ("1\t2026-02-28 08:10:00\t1\t0\t1\t0", "77\t2026-02-28 08:20:00\t1\t0\t1\t0")
    path = text(handing.folder / "1_attlog.dat", *lines)

    own = handing.hand_in(SCHOOL, path)
    asked = handing.hand_in(DISTRICT, path)
    elsewhere = handing.hand_in(ELSEWHERE, path, Choices(institution="包头市第一培训学校"))

    assert handing.shown(own)[0]["counts"]["read"] == 2
    assert "哪个培训机构" in handing.shown(asked)[0]["failure"]
    assert "没有找到培训机构" in handing.shown(elsewhere)[0]["failure"]
    handing.choose(asked, Choices(institution="包头市第一培训学校"))
    assert handing.shown(asked)[0]["counts"]["read"] == 2


def test_two_columns_that_could_be_one_are_a_choice_and_no_guess(handing):
    rows = [
        ("班号", "姓名", "身份证号", "手机号", "手机号码", "考勤号"),
        ("BT-1", "新学员21", an_id_number(21), "13800000021", "13900000021", "21"),
    ]
    key = handing.hand_in(SCHOOL, workbook(handing.folder / "名册.xlsx", rows, titles=("学员名册",)))
    rivals = handing.shown(key)[0]["rivals"]
    assert rivals == {"title": "联系电话", "choices": [["D", "手机号"], ["E", "手机号码"]]}

    handing.choose(key, Choices(columns={"联系电话": "E"}))

    assert handing.confirm(key).stored == 1


def test_a_try_to_bring_people_into_a_class_that_is_over_is_told_when_it_is_shown(handing):
    handing.now = handing.now.replace(year=LAST.year, month=LAST.month, day=LAST.day) + timedelta(days=1)
    assert handing.now.astimezone(SHANGHAI).date() > LAST

    key = handing.hand_in(SCHOOL, a_roster(handing.folder, 21))

    assert "结业" in " ".join(messages(handing, key))
    with handing.database.reading() as session:
        assert [each.kind.value for each in session.scalars(select(FraudSignal))] == ["结业后入册"]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"\x00" * 300, b"%PDF-1.7", b"a,b\n1,2\n"])
def test_what_is_no_table_is_shown_as_such(handing, content):
    path = handing.folder / "会议通知.docx"
    path.write_bytes(content)

    key = handing.hand_in(CITY, path)

    found, digest = handing.shown(key)
    assert (bool(found["failure"]), digest) == (True, "")
    assert "chaban" not in found["failure"]


def test_the_kind_of_a_file_is_kept_with_its_reading(handing):
    key = handing.hand_in(SCHOOL, a_roster(handing.folder, 21))

    assert handing.shown(key)[0]["kinds"] == [FileKind.ROSTER.value]


def test_of_a_school_in_two_districts_each_hands_in_the_punches_of_its_own_classes(handing):
    with handing.database.writing() as session:
        far = a_class(session, "BT-2", district="青山区", starts_on=MONDAY, days=12)
        an_enrolment(session, far, a_trainee(session, "外区学员", "13600000001"), "77")
    handing.now = at(MONDAY, "20:00")
    lines = tuple(f"{number}\t2026-03-02 08:1{number[0]}:00\t1\t0\t1\t0" for number in ("1", "77", "999"))
    path = text(handing.folder / "1_attlog.dat", *lines)
    school = Choices(institution="包头市第一培训学校")

    key = handing.hand_in(DISTRICT, path, school)

    assert [(each[2], "不在您的范围" in each[5]) for each in handing.shown(key)[0]["findings"]] == [(2, True)]
    counts = handing.confirm(key)
    assert (counts.stored, counts.quarantined, counts.refused) == (1, 1, 1)
    assert handing.shown(handing.hand_in(ELSEWHERE, path, school))[0]["counts"]["stored"] == 1
