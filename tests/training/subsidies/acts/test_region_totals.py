"""R23: 以自治区系统数据为准: their totals come first, ours beside them up to the same day."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from tests.factories import a_class, a_trainee, an_enrolment
from tests.training.builders import at_once
from tests.training.claims.claiming import (
    NOW,
    SOON,
    a_c1_enrolment,
    a_reviewer,
    a_submitted_claim,
    an_approval,
    pass_all,
    somebody,
)
from tests.training.payments.claimed import a_claimed_world
from tests.training.payments.paid import DISTRICT, PAID, WHOLE, to_applied
from tests.training.subsidies.before import a_publicity_of_before
from training.claims.acts.approve_claim import approve_claim
from training.claims.terms import ClaimState
from training.classes.acts.withdraw_trainee import withdraw_trainee
from training.database import Database
from training.notice.terms import Role
from training.records.claims.claims import ClaimPayment
from training.records.classes.batches import ImportBatch
from training.records.subsidies.region_totals import RegionTotal
from training.sheets.hand_in import HandedFile, ImportRefused
from training.staff.views.find_staff import find_staff
from training.subsidies.acts.import_region_totals import import_region_totals
from training.subsidies.sheets.region_totals import TotalRow
from training.subsidies.views.compare_region_totals import compare_region_totals

AS_OF = date(2026, 6, 30)
ROW = TotalRow(2, "统计", "昆都仑区", 2026, 3, 1, 120_000, AS_OF)


def bring(session, *rows: TotalRow, digest: str = "1", **options: bool):
    # Findings belong to one reading of the file.
    read = [replace(row, findings=[*row.findings]) for row in rows]
    return import_region_totals(session, read, HandedFile("统计.xlsx", digest, "张会计", NOW), **options)


def stored(session) -> int:
    return session.scalar(select(func.count(RegionTotal.id))) or 0


def test_a_line_is_kept_once_and_the_same_figures_again_are_known(database: Database):
    with database.writing() as session:
        first = bring(session, ROW)
        same_file = bring(session, ROW)
        same_figures = bring(session, ROW, digest="2")

        assert (first.stored, same_file.imported_before, same_figures.known) == (1, NOW, 1)
        assert stored(session) == 1
        assert session.scalar(select(func.count(ImportBatch.id))) == 2


@pytest.mark.parametrize("accepts", [False, True])
def test_one_wrong_line_stops_the_file_unless_the_good_ones_are_asked_for(database: Database, accepts):
    unknown = replace(ROW, row=3, district="包头市")
    twice = replace(ROW, row=4, trained=5)

    with database.writing() as session:
        if not accepts:
            with pytest.raises(ImportRefused) as refused:
                bring(session, ROW, unknown, twice)
            first, second = refused.value.report.findings
            assert "应为：" in first.message
            assert "第 2 行已经有了" in second.message
            session.rollback()
        else:
            report = bring(session, ROW, unknown, twice, accept_good_rows=True)
            assert (report.stored, report.refused) == (1, 2)

    with database.reading() as session:
        assert stored(session) == (1 if accepts else 0)


def test_the_newest_day_counts_and_of_one_day_what_came_last(database: Database):
    with database.writing() as session:
        city = somebody(session, "市局", Role.CITY)
        bring(session, replace(ROW, trained=10))
        bring(session, replace(ROW, trained=9, as_of=AS_OF - timedelta(days=1)), digest="2")
        assert compare_region_totals(session, city)[0].trained.region == 10

        bring(session, replace(ROW, trained=11), digest="3")

        assert compare_region_totals(session, city)[0].trained.region == 11
        assert stored(session) == 3


def test_a_district_sees_its_own_and_the_city_all_the_newest_year_first(database: Database):
    rows = (
        replace(ROW, year=2025),
        ROW,
        replace(ROW, district="青山区"),
    )
    with database.writing() as session:
        district, city = a_reviewer(session, "甲", "青山区"), somebody(session, "市局", Role.CITY)
        bring(session, *rows)

        assert [(each.year, each.district) for each in compare_region_totals(session, district)] == [
            (2026, "青山区")
        ]
        seen = compare_region_totals(session, city)
        assert [each.year for each in seen] == [2026, 2026, 2025]
        assert {each.district for each in seen[:2]} == {"昆都仑区", "青山区"}


@pytest.mark.parametrize(
    ("as_of", "paid"), [(date(2026, 6, 8), 0), (date(2026, 6, 9), 1), (date(2026, 12, 31), 1)]
)
def test_ours_is_counted_up_to_the_same_day(database: Database, as_of, paid):
    """王芳 is paid on 9 June; 李强 has not claimed, 赵敏 left the class, 钱进 learns something else."""
    with database.writing() as session:
        an_approval(session)
        reviewer = a_reviewer(session)
        own = a_c1_enrolment(session)
        own.training_class.rule_set.numbers = own.training_class.rule_set.numbers | {"second_look_percent": 0}
        an_enrolment(session, own.training_class, a_trainee(session, "李强", "13800000002"), "2")
        left = an_enrolment(session, own.training_class, a_trainee(session, "赵敏", "13800000003"), "3")
        withdraw_trainee(session, left, own.training_class.starts_on, "回家", recorded_by="甲", now=NOW)
        an_enrolment(session, a_class(session, "DG-1"), a_trainee(session, "钱进", "13800000004"))
        claim = a_submitted_claim(session, own)
        pass_all(session, claim, reviewer)
        approve_claim(session, reviewer, claim.public_id, seed=bytes(32), now=NOW + SOON)
        a_publicity_of_before(session, {claim: ClaimState.PAID})
        session.scalars(select(ClaimPayment)).one().paid_on = date(2026, 6, 9)
        session.flush()
        bring(session, replace(ROW, as_of=as_of))

        (year,) = compare_region_totals(session, reviewer)

        assert session.scalar(select(func.count(ClaimPayment.id))) == 1
        assert (year.trained.own, year.trained.difference) == (2, -1)
        assert (year.subsidised.own, year.fen.own) == (paid, paid * 120_000)


@pytest.mark.parametrize(("as_of", "people"), [(date(2026, 9, 22), 0), (date(2026, 9, 23), 2)])
def test_what_the_common_chain_paid_counts_with_what_was_paid_before(database: Database, as_of, people):
    office = to_applied(a_claimed_world(database))
    office.pay({"王芳": WHOLE, "李丽": WHOLE})
    assert date(2026, 9, 23) == PAID.date()
    with database.writing() as session:
        bring(session, replace(ROW, as_of=as_of))
        (year,) = compare_region_totals(session, find_staff(session, DISTRICT))

    assert (year.subsidised.own, year.fen.own) == (people, people * WHOLE)


@pytest.mark.parametrize(
    ("as_of", "people", "fen"),
    [
        (date(2026, 9, 24), 2, 2 * WHOLE),
        (date(2026, 9, 25), 2, 2 * WHOLE - 50_000),
        (date(2026, 9, 26), 1, WHOLE),
        (date(2027, 1, 5), 1, WHOLE),
    ],
)
def test_what_came_back_is_paid_until_the_day_it_came(database: Database, as_of, people, fen):
    """Of 王芳 500 on the 25th and the rest on the 26th; a payment that was undone was never made."""
    office = to_applied(a_claimed_world(database))
    office.undo(office.pay({"王芳": 1, "李丽": WHOLE}, reason="核减"))
    office.pay({"王芳": WHOLE, "李丽": WHOLE}, "PZ-2")
    office.now += timedelta(days=2)
    demand = office.demand("王芳", WHOLE)
    office.receive("王芳", demand, amount=50_000)
    office.now += timedelta(days=1)
    office.receive("王芳", demand, "HD-2")
    with database.writing() as session:
        bring(session, replace(ROW, as_of=as_of))
        (year,) = compare_region_totals(session, find_staff(session, DISTRICT))

    assert (year.subsidised.own, year.fen.own) == (people, fen)


def test_a_class_of_another_year_and_a_day_before_it_began_count_for_nothing(database: Database):
    with database.writing() as session:
        reviewer = a_reviewer(session)
        own = a_c1_enrolment(session)
        starts_on = own.training_class.starts_on
        rows = (replace(ROW, as_of=starts_on), replace(ROW, year=2025))
        bring(session, *rows)
        assert [each.trained.own for each in compare_region_totals(session, reviewer)] == [1, 0]

        bring(session, replace(ROW, as_of=starts_on + timedelta(days=1)), digest="2")
        own.training_class.starts_on = starts_on + timedelta(days=2)
        session.flush()

        assert compare_region_totals(session, reviewer)[0].trained.own == 0


def test_two_who_import_the_same_file_at_once_keep_it_once(database: Database):
    def work() -> int:
        with database.writing() as session:
            return bring(session, ROW).stored

    assert sorted(at_once(work, work)) == [0, 1]
    with database.reading() as session:
        assert stored(session) == 1
