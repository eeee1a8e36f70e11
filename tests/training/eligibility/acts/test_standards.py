"""A version of the standards holds once a second person of the same office has agreed to it (R47, R61)."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import MONDAY, a_class, hand
from tests.training.builders import at_once
from tests.training.eligibility.pricing import HOME, NINE, a_line, a_set, people_of_offices
from training.claims.terms import Payee
from training.database import Database
from training.deputies.rules.hands import SameHand
from training.eligibility.acts.decide_standards import SecondWord, decide_standards
from training.eligibility.acts.import_standards import import_standards
from training.eligibility.acts.write_standards import SetDraft, write_standards
from training.eligibility.rules.standard_sets import (
    AnotherSetWaits,
    BadStandards,
    BeginsTooEarly,
    DraftTooOld,
    PaperMissing,
    SetDecided,
)
from training.eligibility.rules.standards import Standard
from training.eligibility.sheets.standard_sheet import StandardRow
from training.eligibility.views.standard_sets import list_sets, see_set, waiting_sets
from training.eligibility.views.standards_in_force import price_of_class
from training.errors import NotFound
from training.notice.notes import ReasonMissing
from training.notice.terms import ClassKind, Fund
from training.outbox.views.alerts_for import alerts_for
from training.records.outbox.alerts import Alert
from training.records.subsidies.standards import StandardSet
from training.sheets.hand_in import HandedFile, ImportRefused
from training.staff.views.find_staff import find_staff

DAY = timedelta(days=1)
LINE = Standard(ClassKind.ORDINARY, "", "", 80, 160, 90_000, 100, Payee.INSTITUTION, Fund.EMPLOYMENT)
WELDING = replace(LINE, trade="焊工")
AGREED, BACK = SecondWord(is_agreed=True), SecondWord(is_agreed=False, note="金额写错了")


@pytest.fixture
def office(database: Database) -> Database:
    with database.writing() as session:
        people_of_offices(session)
    return database


def draft(first: date = MONDAY, **changes: object) -> SetDraft:
    return SetDraft(first, "昆人社〔2026〕3号", [replace(LINE, **changes)])  # type: ignore[arg-type]


def write(session: Session, who: str = "王强", own: SetDraft | None = None) -> UUID:
    return write_standards(session, find_staff(session, who), own or draft(), now=NINE).public_id


def decide(session: Session, key: UUID, who: str = "昆区同事", word: SecondWord = AGREED) -> StandardSet:
    return decide_standards(session, find_staff(session, who), key, word, now=NINE)


def test_what_a_second_person_agreed_to_holds_and_not_before(office: Database) -> None:
    with office.writing() as session:
        a_set(session, find_staff(session, "李敏"), [a_line()])
        own = a_class(session)
        key = write(session)
        assert price_of_class(session, own).amount_fen == 100_000

        made = decide(session, key)

        assert (made.version, made.in_force_at, made.decision.decided_by) == (1, NINE, "昆区同事")  # type: ignore[union-attr]
        assert price_of_class(session, own).amount_fen == 90_000


def test_whoever_wrote_it_or_stands_in_for_the_writer_is_no_second_person(office: Database) -> None:
    with office.writing() as session:
        key = write(session)

        with pytest.raises(SameHand):
            decide(session, key, "王强")


@pytest.mark.parametrize("who", ["李敏", "青山同事", "审计甲"])
def test_another_office_decides_nothing_and_writes_nothing_there(office: Database, who: str) -> None:
    with office.writing() as session:
        key = write(session)

        with pytest.raises(NotFound):
            decide(session, key, who)


def test_the_city_is_the_second_hand_of_a_district_in_which_nobody_else_is_on_duty(office: Database) -> None:
    with office.writing() as session:
        key, fellow = write(session), find_staff(session, "昆区同事")
        fellow.left_at = NINE
        waits = {
            who: len(session.scalars(waiting_sets(find_staff(session, who))).all())
            for who in ("李敏", "青山同事")
        }

        for who in ("青山同事", "审计甲"):
            with pytest.raises(NotFound):
                decide(session, key, who)
        with pytest.raises(SameHand):
            decide(session, key, "王强")
        made = decide(session, key, "李敏")

        assert waits == {"李敏": 1, "青山同事": 0}
        assert (made.decision.decided_by, made.in_force_at) == ("李敏", NINE)  # type: ignore[union-attr]


def test_once_the_district_has_somebody_else_again_the_city_is_none(office: Database) -> None:
    with office.writing() as session:
        key, fellow = write(session), find_staff(session, "昆区同事")
        fellow.left_at = NINE
        session.flush()
        fellow.left_at = None

        with pytest.raises(NotFound):
            decide(session, key, "李敏")


def test_a_district_is_no_second_hand_of_the_city(office: Database) -> None:
    with office.writing() as session:
        key, other = write(session, "李敏"), find_staff(session, "赵城")
        other.left_at = NINE

        with pytest.raises(NotFound):
            decide(session, key, "王强")


def test_an_auditor_writes_none(office: Database) -> None:
    with office.writing() as session, pytest.raises(NotFound):
        write(session, "审计甲")


def test_standards_name_the_paper_that_they_rest_on(office: Database) -> None:
    with office.writing() as session, pytest.raises(PaperMissing, match="请填写文号"):
        write(session, own=replace(draft(), document_number=" 　"))


def test_what_was_sent_back_never_holds_and_another_may_be_written(office: Database) -> None:
    with office.writing() as session:
        key = write(session)
        with pytest.raises(AnotherSetWaits, match="王强"):
            write(session, "昆区同事")
        with pytest.raises(ReasonMissing):
            decide(session, key, word=SecondWord(is_agreed=False))

        decide(session, key, word=BACK)

        with pytest.raises(SetDecided):
            decide(session, key)
        assert see_set(session, find_staff(session, "王强"), write(session, "昆区同事")).version == 2


def test_whoever_wrote_it_may_take_it_back(office: Database) -> None:
    with office.writing() as session:
        made = decide(session, write(session), "王强", BACK)

        assert (made.in_force_at, made.decision.is_agreed) == (None, False)  # type: ignore[union-attr]


@pytest.mark.parametrize(("first", "refused"), [(-1, True), (0, False), (1, False)])
def test_a_later_version_begins_today_at_the_earliest(office: Database, first: int, refused: bool) -> None:
    with office.writing() as session:
        a_set(session, find_staff(session, "王强"), [a_line()], district=HOME)

        if refused:
            with pytest.raises(BeginsTooEarly):
                write(session, own=draft(MONDAY + first * DAY))
        else:
            write(session, own=draft(MONDAY + first * DAY))


def test_the_first_one_of_all_may_be_for_classes_of_before(office: Database) -> None:
    with office.writing() as session:
        own = a_class(session, starts_on=date(2025, 3, 3))

        decide(session, write(session, own=draft(date(2025, 3, 3))))

        assert price_of_class(session, own).amount_fen == 90_000


def test_a_districts_first_one_changes_nothing_for_classes_that_the_citys_is_for(office: Database) -> None:
    with office.writing() as session:
        a_set(session, find_staff(session, "李敏"), [a_line()], effective_from=MONDAY - DAY)

        with pytest.raises(BeginsTooEarly):
            write(session, own=draft(MONDAY - 2 * DAY))


@pytest.mark.parametrize(("days", "holds"), [(0, True), (1, False)])
def test_agreed_to_after_its_first_day_it_would_change_classes_that_have_begun(
    office: Database, days: int, holds: bool
) -> None:
    with office.writing() as session:
        a_set(session, find_staff(session, "李敏"), [a_line()])
        key, second, at_that = write(session), find_staff(session, "昆区同事"), NINE + days * DAY

        if holds:
            assert decide_standards(session, second, key, AGREED, now=at_that).in_force_at == at_that
        else:
            with pytest.raises(DraftTooOld):
                decide_standards(session, second, key, AGREED, now=at_that)


def test_a_set_with_two_lines_for_one_class_is_not_written(office: Database) -> None:
    with office.writing() as session, pytest.raises(BadStandards, match="分不清按哪一项"):
        write(session, own=SetDraft(MONDAY, "1号", [LINE, LINE]))


def test_the_city_hears_of_a_district_that_pays_more(office: Database) -> None:
    with office.writing() as session:
        city = find_staff(session, "李敏")
        lines = [a_line(amount_fen=90_000), a_line(trade="焊工", amount_fen=80_000)]
        for each in lines:
            each.mixed_percent = 100
        a_set(session, city, lines)

        decide(session, write(session))

        (found,) = session.scalars(alerts_for(city).where(Alert.kind == "standards_above_city"))
        assert found.text == (
            "昆都仑区补贴标准第 1 版（2026-03-02 起）有 1 项高于市里："
            "普通 40～80 课时 900.00 元（市里 800.00 元）。请核实。"
        )


def test_nobody_hears_of_one_that_pays_no_more(office: Database) -> None:
    with office.writing() as session:
        a_set(session, find_staff(session, "李敏"), [a_line(amount_fen=90_000, mixed_percent=100)])

        decide(session, write(session))

        assert session.scalars(alerts_for(find_staff(session, "李敏"))).all() == []


def test_drafts_are_seen_by_their_office_the_city_and_auditors(office: Database) -> None:
    with office.writing() as session:
        write(session)
        seen = {
            who: len(list_sets(session, find_staff(session, who)))
            for who in ("王强", "昆区同事", "青山同事", "李敏", "审计甲")
        }
        waits = {
            who: len(session.scalars(waiting_sets(find_staff(session, who))).all())
            for who in ("王强", "昆区同事", "青山同事", "李敏")
        }

    assert seen == {"王强": 1, "昆区同事": 1, "青山同事": 0, "李敏": 1, "审计甲": 1}
    assert waits == {"王强": 0, "昆区同事": 1, "青山同事": 0, "李敏": 0}


def test_of_two_who_write_at_once_one_does(office: Database) -> None:
    def of(who: str) -> None:
        with office.writing() as session:
            write(session, who)

    found = at_once(lambda: of("王强"), lambda: of("昆区同事"))

    assert [each for each in found if each] == [AnotherSetWaits]
    with office.reading() as session:
        assert len(session.scalars(select(StandardSet)).all()) == 1


def test_of_two_who_decide_at_once_one_does(office: Database) -> None:
    with office.writing() as session:
        key = write(session)

    def of(word: SecondWord) -> None:
        with office.writing() as session:
            decide(session, key, word=word)

    found = at_once(lambda: of(AGREED), lambda: of(BACK))

    assert [each for each in found if each] == [SetDecided]


def a_row(place: int, **changes: object) -> StandardRow:
    own = {"document": "昆人社〔2026〕3号", "effective_from": MONDAY, "standard": LINE}
    return StandardRow(place, "补贴标准", **own | changes)  # type: ignore[arg-type]


def file_of(session: Session, who: str = "王强") -> HandedFile:
    return replace(hand(when=NINE), staff_id=find_staff(session, who).id)


def test_a_workbook_is_a_version_that_waits(office: Database) -> None:
    more = replace(LINE, trade="焊工")
    with office.writing() as session:
        rows = [a_row(2), a_row(3, document="", effective_from=None, standard=more)]
        report = import_standards(session, rows, file_of(session), accept_good_rows=True)

        (own,) = list_sets(session, find_staff(session, "王强"))
        assert (report.stored, report.refused) == (2, 0)
        assert (own.effective_from, own.document_number, own.in_force_at) == (
            MONDAY,
            "昆人社〔2026〕3号",
            None,
        )
        assert [each.trade for each in own.standards] == ["", "焊工"]


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([a_row(2, effective_from=None)], "至少在第一行"),
        ([a_row(2, document="")], "至少在第一行"),
        (
            [a_row(2), a_row(3, effective_from=MONDAY + DAY, standard=replace(LINE, trade="焊工"))],
            "各行要相同",
        ),
        ([a_row(2), a_row(3, document="4号", standard=WELDING)], "各行要相同"),
        ([a_row(2), a_row(3)], "分不清按哪一项"),
    ],
)
def test_with_one_wrong_line_there_is_no_version(
    office: Database, rows: list[StandardRow], words: str
) -> None:
    rows = [replace(each, findings=[]) for each in rows]
    with office.writing() as session:
        with pytest.raises(ImportRefused) as refused:
            import_standards(session, rows, file_of(session), accept_good_rows=True)

        assert words in "".join(each.message for each in refused.value.report.findings)
        assert list_sets(session, find_staff(session, "王强")) == []
