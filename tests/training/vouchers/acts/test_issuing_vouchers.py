"""R10: the city issues vouchers to people, so many living ones a person and year, without a gap."""

from datetime import date

import pytest
from sqlalchemy import event, func, select

from tests.factories import an_id_number, at
from tests.training.builders import at_once
from tests.training.vouchers.vouchered import (
    AUDITOR,
    DISTRICT,
    PEOPLE,
    SCHOOL,
    SECOND,
    Vouchers,
    a_row,
    a_world_of_vouchers,
)
from training.errors import NotFound
from training.notice.terms import Fund, Severity, Sex
from training.records.classes.trainees import Trainee
from training.records.vouchers.vouchers import Voucher, VoucherBatch
from training.staff.views.find_staff import find_staff
from training.vouchers.rules.numbers import BatchesAreFull, read_number

STRANGER = an_id_number(901)


@pytest.fixture
def vouchers(database) -> Vouchers:
    return a_world_of_vouchers(database)


def told(report) -> list[str]:
    return [each.message for each in report.findings]


def test_everybody_of_the_file_gets_one_numbered_in_its_order(vouchers):
    numbers = vouchers.issue_to_all()

    assert [each[:-2] for each in numbers] == ["Q202600100001", "Q202600100002", "Q202600100003"]
    assert [read_number(each) for each in numbers] == numbers
    assert vouchers.numbers() == list(zip(PEOPLE, numbers, strict=True))
    assert vouchers.batches() == [("2026001", "春季", 3)]
    assert vouchers.story(numbers[0]) == [("发放", "已发放", "李敏")]


@pytest.mark.parametrize("who", [DISTRICT, SCHOOL, AUDITOR])
def test_only_the_city_issues(vouchers, who):
    with pytest.raises(NotFound):
        vouchers.issue(a_row("赵六", STRANGER), who=who)
    assert vouchers.numbers() == []


def test_lines_with_other_terms_are_another_batch(vouchers):
    report = vouchers.issue(
        a_row("赵六", STRANGER, face_fen=120000),
        a_row("钱七", an_id_number(902)),
        a_row("孙八", an_id_number(903), face_fen=120000),
    )

    assert vouchers.batches() == [("2026001", "春季", 2), ("2026002", "春季", 1)]
    assert [name for name, _ in vouchers.numbers()] == ["赵六", "孙八", "钱七"]
    assert report.notices == ["第 2026001 批“春季”：2 张。", "第 2026002 批“春季”：1 张。"]


def test_whoever_is_not_in_the_system_becomes_a_person_of_it(vouchers):
    report = vouchers.issue(a_row("赵六", STRANGER, "13900000009"))

    assert (report.stored, report.findings) == (1, [])
    with vouchers.database.reading() as session:
        made = session.scalars(select(Trainee).where(Trainee.name == "赵六")).one()
        assert (made.id_number, made.phone) == (STRANGER, "13900000009")
        assert made.sex in tuple(Sex)
        own = session.scalars(select(Voucher)).one()
        assert (own.district.name, own.batch.district.name) == ("昆都仑区", "昆都仑区")
        assert (own.batch.fund, own.year) == (Fund.EMPLOYMENT, 2026)


def test_no_phone_of_somebody_known_is_moved_and_another_name_is_an_error(vouchers):
    known = vouchers.people()[0]

    moved = vouchers.issue(a_row(known.name, known.id_number, "13900000009"))
    other = vouchers.issue(a_row("王五", vouchers.people()[1].id_number))

    assert ([each.severity for each in moved.findings], moved.stored) == ([Severity.WARNING], 1)
    assert vouchers.people()[0].phone == known.phone
    assert (other.stored, other.refused) == (0, 1)
    assert "已登记的姓名是" in told(other)[0]


def test_a_second_living_one_in_the_year_is_refused_in_the_file_and_later(vouchers):
    twice = vouchers.issue(a_row("赵六", STRANGER), a_row("赵六", STRANGER, trade="焊工"))
    later = vouchers.issue(a_row("赵六", STRANGER, trade="焊工"))

    assert (twice.stored, twice.refused, later.stored, later.refused) == (1, 1, 0, 1)
    assert told(later) == ["2026 年已有 1 张有效的培训券，每人每年最多 1 张，这一行没有发。"]
    assert [each[1][:-2] for each in vouchers.numbers()] == ["Q202600100001"]


def test_the_same_number_under_two_names_is_an_error_of_the_later_line(vouchers):
    report = vouchers.issue(a_row("赵六", STRANGER), a_row("钱七", STRANGER))

    assert (report.stored, report.refused) == (1, 1)
    assert "姓名不同" in told(report)[0]


def test_one_that_expired_makes_room_the_day_after_its_last(vouchers):
    vouchers.issue(a_row("赵六", STRANGER, valid_until=date(2026, 6, 30)))
    vouchers.now = at(date(2026, 6, 30), "23:59")
    early = vouchers.issue(a_row("赵六", STRANGER, valid_until=date(2026, 12, 31)))
    vouchers.now = at(date(2026, 7, 1), "00:00")

    late = vouchers.issue(a_row("赵六", STRANGER, valid_until=date(2026, 12, 31)))

    assert (early.stored, late.stored) == (0, 1)


def test_another_year_begins_at_midnight_in_shanghai_with_another_voucher(vouchers):
    vouchers.now = at(date(2026, 12, 31), "23:59")
    own = {"valid_until": date(2027, 6, 30)}
    old = vouchers.issue(a_row("赵六", STRANGER, **own))
    again = vouchers.issue(a_row("赵六", STRANGER, **own))
    vouchers.now = at(date(2027, 1, 1), "00:00")

    new = vouchers.issue(a_row("赵六", STRANGER, **own))

    assert (old.stored, again.stored, new.stored) == (1, 0, 1)
    assert [each[0] for each in vouchers.batches()] == ["2026001", "2027001"]


@pytest.mark.parametrize(("until", "stored"), [(date(2026, 2, 24), 0), (date(2026, 2, 25), 1)])
def test_one_that_is_over_when_it_is_issued_is_refused(vouchers, until, stored):
    assert vouchers.issue(a_row("赵六", STRANGER, valid_until=until)).stored == stored


def test_a_district_that_does_not_exist_is_an_error(vouchers):
    report = vouchers.issue(a_row("赵六", STRANGER, district="昆区"))

    assert (report.stored, told(report)) == (0, ["没有这个旗县区，请填全称。"])


def test_a_voided_one_makes_room_for_another_at_once_and_its_number_stays_taken(vouchers):
    vouchers.issue(a_row("赵六", STRANGER))
    ((_, first),) = vouchers.numbers()
    vouchers.void(first)

    report = vouchers.issue(a_row("赵六", STRANGER))

    assert report.stored == 1
    assert vouchers.story(first)[-1] == ("作废", "已作废", "李敏")
    assert [each[:-2] for _, each in vouchers.numbers()] == ["Q202600100001", "Q202600200001"]


def test_two_who_issue_to_one_person_at_the_same_moment_make_one_voucher(vouchers):
    def by(who: str):
        return vouchers.issue(a_row("赵六", STRANGER), who=who)

    reports = at_once(lambda: by("李敏"), lambda: by(SECOND))

    assert sorted(each.stored for each in reports) == [0, 1]
    assert len(vouchers.numbers()) == 1
    with vouchers.database.reading() as session:
        assert session.scalar(select(func.count()).where(Trainee.name == "赵六")) == 1


def test_two_batches_at_the_same_moment_have_two_numbers(vouchers):
    def by(who: str, place: int):
        return vouchers.issue(a_row(f"学员{place}", an_id_number(place)), who=who)

    at_once(lambda: by("李敏", 911), lambda: by(SECOND, 912))

    assert [each[0] for each in vouchers.batches()] == ["2026001", "2026002"]


def test_what_was_given_up_halfway_leaves_no_gap(vouchers):
    with vouchers.database.writing() as session:
        session.add(VoucherBatch(**{**_batch(session), "number": "2026999"}))
    with pytest.raises(BatchesAreFull):
        vouchers.issue(a_row("赵六", STRANGER))
    with vouchers.database.writing() as session:
        session.delete(session.scalars(select(VoucherBatch)).one())

    vouchers.issue(a_row("赵六", STRANGER))

    assert [each[0] for each in vouchers.batches()] == ["2026001"]
    with vouchers.database.reading() as session:
        assert session.scalar(select(func.count()).where(Trainee.name == "赵六")) == 1


def _batch(session) -> dict[str, object]:
    own = find_staff(session, "李敏")
    days = {"valid_from": date(2026, 2, 25), "valid_until": date(2026, 6, 30)}
    by = {"issued_by_id": own.id, "issued_by": own.name, "issued_at": at(date(2026, 2, 25), "09:00")}
    return {"name": "满", "trade": "", "level": "", "fund": Fund.EMPLOYMENT, "people": 1, **days, **by}


def test_a_thousand_are_issued_in_as_many_statements_as_their_portions(vouchers):
    rows = [a_row(f"学员{place}", an_id_number(place, date(1971, 1, 1))) for place in range(1_000)]
    asked: list[str] = []

    def note(*given: object) -> None:
        asked.append(str(given[2]))

    event.listen(vouchers.database.engine, "before_cursor_execute", note)
    try:
        report = vouchers.issue(*rows)
    finally:
        event.remove(vouchers.database.engine, "before_cursor_execute", note)

    assert report.stored == 1_000
    assert len(asked) <= 40
    serials = [int(each[8:13]) for _, each in vouchers.numbers()]
    assert serials == list(range(1, 1_001))
