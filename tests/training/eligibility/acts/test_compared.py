"""比对名单 come by file: only indexes of the numbers are kept, and the newest of a kind counts (R19, R58)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from tests.factories import MONDAY, a_trainee, an_id_number, hand
from tests.house.counting import counted
from tests.training.eligibility.pricing import HOME, NINE, people_of_offices
from training.classes.views.find_class import find_district
from training.database import Database
from training.eligibility.acts.import_compared import import_compared
from training.eligibility.acts.withdraw_compared import ListWithdrawn, withdraw_compared
from training.eligibility.rules.compared import SINCE_EVER, Span
from training.eligibility.sheets.compared_sheet import ComparedRow
from training.eligibility.terms import ComparedKind
from training.eligibility.views.compared import found_on_lists
from training.eligibility.views.compared_lists import list_compared
from training.errors import NotFound
from training.notice.notes import ReasonMissing
from training.records.subsidies.compared import ComparedList, ComparedPerson
from training.sheets.hand_in import ImportRefused, ImportReport
from training.staff.views.find_staff import find_staff

AS_OF, SOURCE = MONDAY - timedelta(days=1), "市社保中心"
MANY = 50_000


@pytest.fixture
def office(database: Database) -> Database:
    with database.writing() as session:
        people_of_offices(session)
    return database


def a_row(place: int = 1, **changes: object) -> ComparedRow:
    """Employed; the person number `place`, on the row below it."""
    own: dict[str, object] = {"kind": ComparedKind.EMPLOYED, "as_of": AS_OF, "source": SOURCE}
    return ComparedRow(place + 1, "比对名单", an_id_number(place), **own | changes)  # type: ignore[arg-type]


def bring(session: Session, *rows: ComparedRow, who: str = "李敏", partly: bool = True) -> ImportReport:
    file = replace(hand(when=NINE), staff_id=find_staff(session, who).id)
    return import_compared(session, rows, file, accept_good_rows=partly)


def kept(session: Session) -> list[tuple[str, date, str, int]]:
    rows = session.scalars(select(ComparedList).order_by(ComparedList.id))
    return [(each.kind, each.as_of, each.source, each.people) for each in rows]


def hits(session: Session, trainee_id: int, district: str = HOME) -> int:
    span = Span(trainee_id, find_district(session, district).id, MONDAY, MONDAY + timedelta(days=4))
    return len(found_on_lists(session, {1: span}).get(1, ()))


def test_each_kind_in_a_file_is_a_list_and_who_is_on_it_is_found(office: Database) -> None:
    with office.writing() as session:
        own = a_trainee(session, place=1)
        report = bring(
            session,
            a_row(1),
            a_row(2, as_of=None, source=""),
            a_row(1, kind=ComparedKind.STUDENT, from_day=date(2025, 9, 1), until_day=date(2026, 6, 30)),
        )

        assert (report.stored, report.known, report.refused) == (3, 0, 0)
        assert kept(session) == [("在职参保", AS_OF, SOURCE, 2), ("在校", AS_OF, SOURCE, 1)]
        assert hits(session, own.id) == 2


def test_no_number_is_kept_in_plain_letters_anywhere(office: Database) -> None:
    wrong = a_row(3)
    wrong.refuse("身份证号", "1502**********0039", "校验位不对。")
    with office.writing() as session:
        bring(session, a_row(1), a_row(2, from_day=date(2025, 1, 1)), wrong)

        days = session.scalars(select(ComparedPerson.from_day).order_by(ComparedPerson.from_day)).all()
        stored = session.scalars(text("SELECT id_number_index FROM compared_person")).all()

    assert days == [SINCE_EVER, date(2025, 1, 1)]
    assert [len(bytes(each)) for each in stored] == [16, 16]


def test_a_person_may_have_several_periods_and_the_same_line_twice_is_one(office: Database) -> None:
    first, second = {"from_day": date(2024, 1, 1)}, {"from_day": date(2025, 1, 1)}
    ends = {"until_day": date(2025, 6, 30)}
    with office.writing() as session:
        report = bring(
            session,
            a_row(1, **first),
            a_row(1, **second),
            a_row(1, **second),
            a_row(1, **second | ends),
        )

        assert (report.stored, report.known, report.refused) == (2, 1, 1)
        assert kept(session) == [("在职参保", AS_OF, SOURCE, 1)]
        assert "两种写法" in report.findings[0].message


@pytest.mark.parametrize(
    ("changes", "stored", "words"),
    [
        ({"as_of": None}, 0, "至少在第一行"),
        ({"source": ""}, 0, "至少在第一行"),
        ({"as_of": MONDAY}, 1, ""),
        ({"as_of": MONDAY + timedelta(days=1)}, 0, "还没有到"),
    ],
)
def test_a_list_says_when_its_data_ends_and_who_gave_it(
    office: Database, changes: dict[str, object], stored: int, words: str
) -> None:
    with office.writing() as session:
        report = bring(session, a_row(1, **changes))

        assert report.stored == stored
        assert len(kept(session)) == stored
        assert words in "".join(each.message for each in report.findings)


def test_lines_of_one_kind_say_the_same(office: Database) -> None:
    with office.writing() as session:
        report = bring(session, a_row(1), a_row(2, source="市医保局"), a_row(3, as_of=date(2026, 1, 1)))

        assert (report.stored, report.refused) == (1, 2)
        with pytest.raises(ImportRefused):
            bring(session, a_row(1), a_row(2, source="市医保局"), partly=False)


def test_a_district_brings_for_its_own_classes_and_nobody_sees_it_elsewhere(office: Database) -> None:
    with office.writing() as session:
        own = a_trainee(session, place=1)
        bring(session, a_row(1), who="王强")

        assert (hits(session, own.id), hits(session, own.id, "青山区")) == (1, 0)
        seen = {
            who: len(list_compared(session, find_staff(session, who)))
            for who in ("王强", "青山同事", "李敏", "审计甲")
        }
        assert seen == {"王强": 1, "青山同事": 0, "李敏": 1, "审计甲": 1}


@pytest.mark.parametrize(
    ("before", "now", "words"),
    [
        (4, 2, "这一份 2 人，代替截止 2026-03-01 的 4 人。"),
        (5, 2, "这一份 2 人，代替截止 2026-03-01 的 5 人；少了一半以上，请核对是不是整份名单。"),
        (1, 3, "这一份 3 人，代替截止 2026-03-01 的 1 人。"),
    ],
)
def test_a_list_that_takes_the_place_of_a_longer_one_says_so(
    office: Database, before: int, now: int, words: str
) -> None:
    with office.writing() as session:
        bring(session, *[a_row(each) for each in range(1, before + 1)])

        report = bring(session, *[a_row(each) for each in range(1, now + 1)])

        assert report.notices == [f"在职参保：{words}"]


def test_a_list_of_an_earlier_day_is_kept_and_said_not_to_count(office: Database) -> None:
    with office.writing() as session:
        bring(session, a_row(1))
        report = bring(session, a_row(2, as_of=date(2026, 1, 1)))

        assert report.notices == [
            "在职参保：已有截止 2026-03-01 的名单（1 人），这一份截止 2026-01-01，比它旧，不用来比对。"
        ]
        states = [each.state for each in list_compared(session, find_staff(session, "李敏"))]
        assert states == ["已有更新的名单", "在用"]


def test_fifty_thousand_lines_are_bounded_statements(office: Database) -> None:
    births = (date(1950, 1, 1) + timedelta(days=each // 500) for each in range(MANY))
    rows = [
        replace(a_row(1, as_of=AS_OF), id_number=an_id_number(2 * (at_ % 499) + 1, born), row=at_ + 2)
        for at_, born in enumerate(births)
    ]
    with office.writing() as session, counted(office) as tally:
        report = bring(session, *rows)

    assert report.refused == 0
    assert report.stored + report.known == MANY
    # Ten times five thousand people, and what the list and its batch themselves take.
    assert tally.statements <= 10 + 10


def test_a_list_that_was_wrong_is_withdrawn_and_the_one_before_counts_again(office: Database) -> None:
    with office.writing() as session:
        own, staff = a_trainee(session, place=1), find_staff(session, "李敏")
        bring(session, a_row(1, as_of=date(2026, 1, 1)))
        bring(session, a_row(2))
        assert hits(session, own.id) == 0
        newest = session.scalars(select(ComparedList).order_by(ComparedList.id.desc())).first()
        assert newest is not None

        with pytest.raises(ReasonMissing):
            withdraw_compared(session, staff, newest.public_id, " ", now=NINE)
        made = withdraw_compared(session, staff, newest.public_id, "导错了文件", now=NINE)

        assert made.withdrawn_at == NINE
        assert hits(session, own.id) == 1
        with pytest.raises(ListWithdrawn):
            withdraw_compared(session, staff, newest.public_id, "导错了文件", now=NINE)


def test_each_office_withdraws_its_own(office: Database) -> None:
    with office.writing() as session:
        bring(session, a_row(1))
        (own,) = session.scalars(select(ComparedList))
        for who in ("王强", "审计甲"):
            with pytest.raises(NotFound):
                withdraw_compared(session, find_staff(session, who), own.public_id, "不对", now=NINE)
