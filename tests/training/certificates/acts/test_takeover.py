"""R08, R17: what was issued before is known, gives no number twice, and is never one of ours."""

from datetime import date

import pytest
from sqlalchemy import func, select

from tests.factories import an_id_number
from tests.training.builders import at_once
from tests.training.certificates.certified import (
    ELSEWHERE,
    NUMBERING,
    Numbers,
    a_numbered_world,
)
from tests.training.certificates.taking_over import bring, bring_series, old, told
from training.certificates.rules.numbers import certificate_number
from training.certificates.rules.takeover import FAR_AHEAD, NumberIsFormer
from training.certificates.terms import CertificateState, NumberLetter
from training.certificates.views.former import former_of
from training.certificates.views.had_level_before import earlier_of, had_level_before
from training.certificates.views.verify_certificate import verify_token, verify_typed
from training.classes.views.find_class import find_district
from training.notice.terms import Severity
from training.privacy.views.own_rows import own_rows
from training.records.certificates import Certificate, CertificateSeries
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment, Trainee
from training.records.exchange.former import FormerCertificate, SeriesTakeover

STRANGER = an_id_number(901)


@pytest.fixture
def numbers(database) -> Numbers:
    return a_numbered_world(database)


def test_a_number_goes_on_behind_the_last_of_before_and_never_below_one_issued(numbers):
    with numbers.database.writing() as session:
        assert bring_series(session, 356).stored == 1
    made = numbers.issue()

    assert [each[-8:-2] for each in made] == ["000357", "000358"]
    with numbers.database.writing() as session:
        refused, known, on = (bring_series(session, last) for last in (357, 358, 400))
        kept = session.execute(select(SeriesTakeover.before, SeriesTakeover.last_serial)).all()
        assert (refused.refused, known.known, on.stored) == (1, 1, 1)
        assert "已派到 358" in told(refused)[0]
        assert sorted(map(tuple, kept)) == [(0, 356), (358, 400)]


def test_a_last_serial_far_ahead_is_pointed_out_for_it_cannot_be_taken_back(numbers):
    with numbers.database.writing() as session:
        near, far = bring_series(session, FAR_AHEAD), bring_series(session, 2 * FAR_AHEAD + 1)

    assert (near.stored, near.findings, far.stored) == (1, [], 1)
    assert [each.severity for each in far.findings] == [Severity.WARNING]
    assert "导入后不能改小" in told(far)[0]


def test_a_number_that_stands_on_an_old_paper_is_not_given_again_and_no_serial_is_lost(numbers):
    number = certificate_number(NUMBERING, 2026, NumberLetter.STARTUP, 2)
    with numbers.database.writing() as session:
        bring(session, old(f"{number[:6]}-{number[6:]}", STRANGER))

    with pytest.raises(NumberIsFormer, match="没有派号"):
        numbers.issue()

    with numbers.database.writing() as session:
        assert session.scalar(select(func.count()).select_from(CertificateSeries)) == 0
        bring_series(session, 2)
    assert [each[-8:-2] for each in numbers.issue()] == ["000003", "000004"]


def test_the_same_number_is_known_of_the_same_person_and_an_error_of_another_or_as_one_of_ours(numbers):
    ours = numbers.issue()[0]
    with numbers.database.writing() as session:
        first = bring(session, old("包培字〔2019〕第 7 号", STRANGER))
        again = bring(
            session,
            old("包培字2019第7号", STRANGER),
            old("包培字2019第7号", STRANGER, 3),
            old(ours, STRANGER, 4),
        )
        anothers = bring(session, old("包培字2019第7号", an_id_number(903)))

    assert (first.stored, again.known, again.refused, anothers.refused) == (1, 1, 2, 1)
    assert ["第 2 行已经有了" in each or "不是历史证书" in each for each in told(again)] == [True, True]
    assert "另一个人" in told(anothers)[0]


def test_one_number_for_two_people_in_one_file_is_given_to_neither(numbers):
    with numbers.database.writing() as session:
        report = bring(session, old("A1", STRANGER), old("a1", an_id_number(903), 3))

    assert (report.stored, report.refused) == (0, 2)
    assert "第 3 行把这个编号写给另一个人" in told(report)[0]


def test_a_number_that_is_brought_and_issued_at_once_is_one_or_the_other(numbers):
    number, seen = certificate_number(NUMBERING, 2026, NumberLetter.STARTUP, 1), numbers.seen()

    def brought() -> int:
        with numbers.database.writing() as session:
            return bring(session, old(number, STRANGER)).stored

    stored, issued = at_once(brought, lambda: len(numbers.issue(seen=seen)))

    assert (stored, issued) in [(1, NumberIsFormer), (0, 2)]


def test_what_a_line_says_otherwise_is_told_and_overwrites_nothing(numbers):
    with numbers.database.writing() as session:
        bring(session, old("A1", STRANGER))
        report = bring(session, old("a-1", STRANGER, trade="焊工"))
        trade = session.scalar(select(FormerCertificate.trade))

    assert (report.known, report.refused, trade) == (1, 0, "电工")
    assert "没有更改" in told(report)[0]


def test_a_district_takes_over_its_own_and_nobody_becomes_a_trainee(numbers):
    with numbers.database.writing() as session:
        people = session.scalar(select(func.count()).select_from(Trainee))
        mine = find_district(session, "青山区")
        report = bring(
            session,
            *(old("A1", STRANGER), old("A2", STRANGER, 3, district="昆都仑区")),
            *(old("A3", STRANGER, 4, district="月球区"), old("A4", STRANGER, 5, issued_on=date(2026, 9, 2))),
            who=ELSEWHERE,
        )
        kept = session.scalars(select(FormerCertificate)).one()

        assert (report.stored, report.refused) == (1, 3)
        assert (kept.number, kept.district_id) == ("A1", mine.id)
        assert session.scalar(select(func.count()).select_from(Trainee)) == people


def test_who_had_the_same_trade_and_level_is_known_by_the_id_number_and_finds_it_in_the_own_copy(numbers):
    with numbers.database.writing() as session:
        rows = select(Enrolment).order_by(Enrolment.id).limit(2)
        first, second = (each.trainee for each in session.scalars(rows))
        one, other = first.id, second.id
        paid = {"paid_fen": 120000, "paid_on": date(2019, 8, 15)}
        bring(session, old("A1", first.id_number, **paid), old("A2", second.id_number, 3, level="四级"))
        own = session.scalars(select(TrainingClass)).one().id
        place = session.scalar(select(Enrolment.public_id).where(Enrolment.trainee_id == one))
    numbers.issue()

    with numbers.database.reading() as session:
        here = had_level_before(session, [one, other], "电工", "五级", besides=own)
        ever = had_level_before(session, [one, other], "电工", "五级")
        assert {who: each.number for who, each in here.items()} == {one: "A1"}
        assert "历史拨付 1,200.00 元" in here[one].words
        assert {who: each.is_former for who, each in ever.items()} == {one: False, other: False}
        assert [each.number for each in former_of(session, one)] == ["A1"]
        assert earlier_of(session, place).number == "A1"
        (copied,) = session.execute(own_rows(one)["former_certificates"]).mappings()
        assert (copied["number"], copied["paid_fen"]) == ("A1", 120000)


def test_the_public_finds_an_old_number_with_the_full_name_and_nothing_of_ours_counts_it(numbers):
    with numbers.database.writing() as session:
        bring(session, old("包培字〔2019〕第 7 号", STRANGER))

    with numbers.database.reading() as session:
        found = verify_typed(session, "包培字 2019 第7号", "王芳")
        assert verify_typed(session, "包培字 2019 第7号", "王方") is None
        assert verify_token(session, "no\x00code") is None
        assert session.scalar(select(func.count()).select_from(Certificate)) == 0
    assert (found.is_former, found.state, found.masked_name, found.starts_on) == (
        True,
        CertificateState.VALID,
        "王*",
        None,
    )
