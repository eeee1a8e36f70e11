"""What speaks against a C1 line when it is carried over holds it back until two have overridden it (R19)."""

from datetime import date

import pytest
from sqlalchemy import select, update

from tests.factories import a_batch
from tests.training.payments.acts.test_carry_over_publicity import GONE, SHOWN, TOLD, carry, of_before
from tests.training.payments.acts.test_claims_in_meetings import bring_list
from tests.training.payments.claimed import ClaimOffice, claim_of
from tests.training.payments.paid import CITY, DISTRICT, ELSEWHERE, SECOND, WHOLE
from training.database import Database
from training.deputies.rules.hands import SameHand
from training.eligibility.terms import Exclusion, LineState
from training.errors import NotFound
from training.notice.notes import ReasonMissing
from training.notice.terms import ClassKind, Fund
from training.payments.acts.carried.override_line import override_line
from training.payments.acts.carried.second_override import second_override
from training.payments.rules.overriding import (
    FoundIsHard,
    NoOverride,
    NothingToOverride,
    OverrideAwaited,
)
from training.payments.rules.refusals import HoldsNoMore, NobodyLeft, OnlyTheDistrictPays
from training.payments.views.see_line import see_line
from training.records.exchange.former import FormerCertificate
from training.records.outbox.alerts import Alert
from training.records.subsidies.compared import ComparedList
from training.records.subsidies.lines import SubsidyLine
from training.results.acts.second_verdict import SecondOpinion
from training.staff.views.find_staff import find_staff
from training.worklist.terms import WorkKind
from training.worklist.views.see_worklist import see_worklist

YES, NO = SecondOpinion(is_agreed=True), SecondOpinion(is_agreed=False, note="请先核实")
WHY = "会议已按当时的规定审定"


def override(office: ClaimOffice, name: str = "王芳", reason: str = WHY, who: str = DISTRICT) -> None:
    line = office.lines()[name]
    with office.database.writing() as session:
        override_line(session, find_staff(session, who), line, reason, now=office.now)


def sign(office: ClaimOffice, opinion: SecondOpinion = YES, name: str = "王芳", who: str = SECOND) -> None:
    line = office.lines()[name]
    with office.database.writing() as session:
        second_override(session, find_staff(session, who), line, opinion, now=office.now)


def had_before(database: Database, name: str, *, trade: str = "电工", year: int = 2026) -> None:
    """A training of this year that was paid for; of another trade the limit of a year alone counts it."""
    with database.writing() as session:
        trainee = claim_of(session, name).enrolment.trainee
        day = date(year, 3, 2)
        own = {"name": name, "id_number": trainee.id_number, "id_number_index": trainee.id_number}
        row = {"trade": trade, "level": "", "issued_on": day, "paid_on": day, "paid_fen": 100_000}
        place = {"batch_id": a_batch(session).id, "number": "JZ-1", "number_key": "JZ1"}
        session.add(FormerCertificate(**own, **row, **place, institution="旧校", class_number="旧班"))


def one_a_year(database: Database, name: str) -> None:
    with database.writing() as session:
        rules = claim_of(session, name).enrolment.training_class.rule_set
        rules.numbers = rules.numbers | {"subsidies_a_year": 1}


def a_full_year(database: Database) -> ClaimOffice:
    """王芳 has had one this year and nobody may have two; the meeting of then granted it all the same."""
    office, publicity = of_before(database, SHOWN)
    one_a_year(database, "王芳")
    had_before(database, "王芳")
    carry(office, publicity)
    return office


def work(office: ClaimOffice, who: str) -> int:
    with office.database.reading() as session:
        found = see_worklist(session, find_staff(session, who), most=50, now=office.now)
        return sum(each.kind is WorkKind.LINE_OVERRIDE for each in found.lines)


def test_so_many_a_year_hold_it_back_until_two_have_overridden_it(database: Database) -> None:
    office = a_full_year(database)
    with pytest.raises(NobodyLeft):
        office.apply(fund=Fund.UNEMPLOYMENT)

    override(office)

    assert (work(office, SECOND), work(office, ELSEWHERE), work(office, CITY)) == (1, 0, 0)
    with pytest.raises(NobodyLeft):
        office.apply(fund=Fund.UNEMPLOYMENT)
    with pytest.raises(SameHand):
        sign(office, who=DISTRICT)
    sign(office)
    assert work(office, SECOND) == 0
    office.apply(fund=Fund.UNEMPLOYMENT)
    office.pay({"王芳": WHOLE})
    assert office.claims() == {"王芳": GONE}
    with database.reading() as session:
        line = session.scalars(select(SubsidyLine)).one()
        assert [each["exclusion"] for each in line.reasons] == [Exclusion.TOO_MANY]
        assert line.override_reason == WHY
        assert session.scalar(select(Alert.text).where(Alert.kind == "subsidy_carried")) is not None
    assert office.acts("王芳") == ["转入", "另定为可补贴", "第二人同意", "申请拨付", "拨付"]


def test_what_was_applied_for_before_is_not_paid_without_them(database: Database) -> None:
    office, publicity = of_before(database, TOLD)
    bring_list(office, "王芳")
    carry(office, publicity)

    with pytest.raises(HoldsNoMore, match="王芳"):
        office.pay({"王芳": WHOLE})
    override(office)
    sign(office)

    office.pay({"王芳": WHOLE})
    assert office.states() == {"王芳": LineState.PAID}


def test_what_the_second_sends_back_may_be_overridden_anew(database: Database) -> None:
    office = a_full_year(database)
    override(office)
    with pytest.raises(OverrideAwaited, match=DISTRICT):
        override(office, who=SECOND)
    with pytest.raises(ReasonMissing):
        sign(office, SecondOpinion(is_agreed=False))

    sign(office, NO)

    with pytest.raises(NobodyLeft):
        office.apply(fund=Fund.UNEMPLOYMENT)
    with pytest.raises(NoOverride):
        sign(office)
    override(office, who=SECOND)
    sign(office, who=DISTRICT)
    office.apply(fund=Fund.UNEMPLOYMENT)


def test_what_comes_up_after_it_was_carried_over_is_not_overridden(database: Database) -> None:
    office = a_full_year(database)
    override(office)
    sign(office)

    bring_list(office, "王芳")

    with pytest.raises(NobodyLeft):
        office.apply(fund=Fund.UNEMPLOYMENT)
    with pytest.raises(NothingToOverride):
        override(office)


def test_paid_for_before_within_the_months_is_mended_and_not_overridden(database: Database) -> None:
    office, publicity = of_before(database, SHOWN)
    had_before(database, "王芳", trade=ClassKind.C1.value)
    carry(office, publicity)

    with pytest.raises(FoundIsHard, match="同工种未满期"):
        override(office)


def test_what_was_mended_since_stands_in_nobodys_way_until_it_is_there_again(database: Database) -> None:
    office, publicity = of_before(database, SHOWN)
    had_before(database, "王芳", trade=ClassKind.C1.value)
    bring_list(office, "王芳")
    carry(office, publicity)
    with pytest.raises(FoundIsHard):
        override(office)
    with database.writing() as session:
        session.execute(update(FormerCertificate).values(paid_fen=0))

    override(office)
    sign(office)

    with database.writing() as session:
        session.execute(update(FormerCertificate).values(paid_fen=100_000))
    with pytest.raises(NobodyLeft):
        office.apply(fund=Fund.UNEMPLOYMENT)
    with database.writing() as session:
        session.execute(update(FormerCertificate).values(paid_fen=0))
    office.apply(fund=Fund.UNEMPLOYMENT)


def test_against_nothing_there_is_nothing_to_override(database: Database) -> None:
    office, publicity = of_before(database, SHOWN)
    carry(office, publicity)

    with pytest.raises(NothingToOverride):
        override(office)
    with pytest.raises(NoOverride):
        sign(office)
    office.apply(fund=Fund.UNEMPLOYMENT)


def test_a_list_that_is_withdrawn_holds_nobody_back_any_more(database: Database) -> None:
    office, publicity = of_before(database, SHOWN)
    bring_list(office, "王芳")
    carry(office, publicity)
    with database.writing() as session:
        listed = session.scalars(select(ComparedList)).one()
        listed.withdrawn_at = office.now

    with pytest.raises(NothingToOverride):
        override(office)
    office.apply(fund=Fund.UNEMPLOYMENT)

    assert office.states() == {"王芳": LineState.APPLIED}


def test_only_the_own_district_overrides_with_a_reason_and_the_page_says_what_was_found(
    database: Database,
) -> None:
    office = a_full_year(database)
    for who, refusal in ((CITY, OnlyTheDistrictPays), (ELSEWHERE, NotFound)):
        with pytest.raises(refusal):
            override(office, who=who)
    with pytest.raises(ReasonMissing):
        override(office, reason=" ")
    override(office)

    with database.reading() as session:
        found = see_line(
            session, find_staff(session, SECOND), office.lines()["王芳"], now=office.now
        ).override
    assert found is not None
    assert found.reasons == ("年度次数已满：2026 年已享受补贴 1 次，每人每年最多 1 次。",)
    assert (found.asked_by, found.said, found.is_overridden) == (DISTRICT, WHY, False)
