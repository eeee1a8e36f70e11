"""The sample city is loaded once, whole, and of every state there is somebody to look at."""

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from shutil import copy

import pytest
from sqlalchemy import Select, func, select

from tests.factories import at
from tests.webapp.checks.inspecting import staff_client
from tests.webapp.conftest import TUESDAY, World, a_world
from training.attendance.rules.corrections import CorrectionState, state_of
from training.attendance.terms import Signal
from training.certificates.terms import CertificateState
from training.certificates.views.list_certificates import count_certificates
from training.certificates.views.verify_certificate import verify_typed
from training.certificates.views.waiting import lists_to_number
from training.checks.terms import CheckMethod, StatisticsSource, Verdict
from training.claims.terms import ClaimState
from training.database import Base
from training.delivery.views.has_untold import untold_alerts
from training.feedback.views.list_feedback import FeedbackState, list_feedback
from training.notice.clock import shanghai_day
from training.notice.identity import read_id_number, read_phone
from training.notice.terms import Role
from training.records.announcements import AnnouncementPublication
from training.records.attendance.corrections import CorrectionDecision, PunchCorrection
from training.records.attendance.devices import FraudSignal
from training.records.attendance.leave import LeaveOfAbsence, LeaveRevocation
from training.records.certificates import Certificate, VoidingDecision
from training.records.checks.spot_checks import CheckConclusion, CheckVoiding, SpotCheck
from training.records.checks.video_checks import LiveStatistics
from training.records.claims.claims import C1Claim
from training.records.claims.papers import ClaimPaper
from training.records.classes.classes import Institution, TrainingClass
from training.records.classes.districts import District
from training.records.classes.trainees import Trainee, Withdrawal
from training.records.outbox.alerts import Alert
from training.records.people.reach import SmsOptOut
from training.records.results import ClassVerdict
from training.records.staff.staff import Staff
from training.records.urging import Urging
from training.results.rules.verdict import propose_verdict
from training.results.terms import Result
from training.results.views.facts_of_classes import facts_of_classes
from training.results.views.waiting_results import classes_to_judge
from training.reviews.terms import FilingState
from training.reviews.views.list_filings import count_filings
from training.staff.views.find_staff import find_staff
from training.urging.terms import UrgingState
from webapp.demo.city.classes import CLASSES, DISTRICTS
from webapp.demo.city.people import NEVER_ASSIGNED, invent
from webapp.demo.loading import CITY_SEED, load_samples, load_surroundings
from webapp.demo.sample_class import Person, chance_of
from webapp.web.house import KEY

NOW = at(TUESDAY, "10:00")
A_LINK_TO_ONE = re.compile(r'href="[^"]*/[0-9a-f]{8}-[0-9a-f-]{27}')
LISTS = {
    "李敏": (
        *("/checks", "/desk/claims", "/desk/meetings", "/feedback", "/desk/corrections"),
        *("/desk/plans", "/desk/projects", "/desk/filings", "/desk/results", "/desk/certificates"),
        *("/desk/talent", "/desk/region"),
    ),
    "王强": ("/checks", "/desk/claims", "/desk/meetings", "/feedback", "/desk/corrections"),
    "刘志刚": (
        *("/checks", "/desk/claims", "/desk/meetings", "/feedback", "/desk/corrections"),
        *("/desk/changes", "/desk/changes?of=lessons&state=all"),
    ),
    "陈雪梅": ("/checks", "/desk/claims", "/desk/meetings", "/feedback", "/desk/corrections"),
    "高建军": ("/checks", "/desk/claims", "/desk/meetings", "/feedback", "/desk/corrections"),
    "赵会计": ("/desk/corrections",),
    "吴晓东": ("/desk/claims/counter",),
    "何审计": ("/checks", "/desk/claims", "/feedback"),
}


@pytest.fixture(scope="module")
def world(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Loaded once on a Tuesday morning, for all who only look."""
    folder = tmp_path_factory.mktemp("city")
    copy(migrated_sqlite, folder / "chaban.db")
    made = a_world(f"sqlite:///{folder / 'chaban.db'}", folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CHABAN_INSTANCE", str(folder))
        load(made)
    yield made
    made.database.close()


def load(world: World) -> None:
    settings = world.app.extensions[KEY].settings
    load_samples(world.database, settings, NOW, with_city=True)
    load_surroundings(world.database, settings, NOW)


def found(world: World, query: Select[tuple[object]]) -> list[object]:
    with world.database.reading() as session:
        return list(session.scalars(query))


def how_many(world: World, record: type[Base]) -> int:
    return int(str(found(world, select(func.count()).select_from(record))[0]))


def test_it_is_a_city_of_districts_and_schools_and_classes_before_during_and_after(world):
    classes = found(world, select(TrainingClass))

    assert len({each.district_id for each in classes}) >= 4
    assert how_many(world, Institution) >= 8
    assert len(classes) >= 30
    coming = [each for each in classes if each.starts_on > TUESDAY]
    ended = [each for each in classes if each.ends_on < TUESDAY]
    assert min(len(coming), len(ended), len(classes) - len(coming) - len(ended)) >= 4


def test_staff_of_every_role_and_district_is_known_in_dingtalk(world):
    staff = found(world, select(Staff))

    assert {each.role for each in staff} == set(Role)
    assert all(each.chat_id for each in staff)
    with world.database.reading() as session:
        own = select(Staff).where(Staff.district_id.is_not(None))
        assert {each.district.name for each in session.scalars(own)} == set(DISTRICTS)


def test_there_is_a_claim_in_every_state(world):
    assert set(found(world, select(C1Claim.state))) == set(ClaimState)


def test_claims_wait_for_a_second_look_a_second_reviewer_and_the_end_of_an_objection(world):
    for waits in (C1Claim.look_is_due, C1Claim.second_reviewer_is_due, C1Claim.has_objection):
        assert found(world, select(C1Claim.id).where(waits))


def test_checks_of_both_methods_run_and_have_ended_with_every_verdict(world):
    assert set(found(world, select(CheckConclusion.verdict))) == set(Verdict)
    running = select(SpotCheck.method).where(SpotCheck.ended_at.is_(None))
    assert set(found(world, running)) == set(CheckMethod)
    assert how_many(world, CheckVoiding) == 2
    assert found(world, select(LiveStatistics.source)) == [StatisticsSource.EXPORT] * 2


def test_there_is_a_correction_in_every_state(world):
    decided = select(CorrectionDecision.is_approved).select_from(PunchCorrection)
    states = found(world, decided.outerjoin(PunchCorrection.decision))

    assert {state_of(each) for each in states} == set(CorrectionState) - {CorrectionState.WITHDRAWN}


def test_there_is_feedback_in_every_state(world):
    with world.database.reading() as session:
        lines = list_feedback(session, find_staff(session, "李敏"), now=NOW)

    assert {each.state for each in lines} == set(FeedbackState)


def test_machines_have_told_what_may_be_fraud(world):
    told = {Signal.CLOCK_SET, Signal.DATA_CLEARED, Signal.FACE_DELETED, Signal.RENAMED, Signal.CLOCK_DRIFT}

    assert {*told, Signal.SAME_MOMENT, Signal.NOT_A_FACE} <= set(found(world, select(FraudSignal.kind)))


@pytest.mark.parametrize("record", [Withdrawal, LeaveOfAbsence, LeaveRevocation, SmsOptOut, Alert])
def test_people_leave_and_are_on_leave_and_alerts_are_raised(world, record):
    assert how_many(world, record) > 0


def test_the_city_urges_and_lets_know(world):
    with world.database.reading() as session:
        states = {each.state for each in session.scalars(select(Urging))}
        published = session.scalars(select(AnnouncementPublication)).all()

    assert states == {UrgingState.WAITING, UrgingState.ANSWERED}
    assert len(published) == 1


def test_filings_stand_in_every_state(world):
    with world.database.reading() as session:
        counts = count_filings(session, find_staff(session, "李敏"))

    assert all(counts[each] for each in FilingState)


def test_of_the_classes_that_ended_one_has_its_certificates_one_waits_for_them_and_others_for_a_verdict(
    world,
):
    with world.database.reading() as session:
        city = find_staff(session, "李敏")
        to_number = [each.training_class.class_number for each in session.scalars(lists_to_number(city))]
        good, void, waiting = count_certificates(session, city)
        verdicts = set(session.scalars(select(ClassVerdict.verdict)))
        rows = session.scalars(classes_to_judge(city, TUESDAY)).all()
        facts = facts_of_classes(session, rows)

    assert to_number == ["BT2026-DH-305"]
    # Three of the class that is being handed over, and all eleven of the one long ago.
    assert (void, good - waiting) == (1, 3 + 11)
    assert waiting >= 1
    assert verdicts == set(Result)
    proposals = {propose_verdict(each).verdict for each in facts.values()}
    assert proposals == {Result.QUALIFIED, Result.UNQUALIFIED, None}
    assert any(each.city.failed for each in facts.values())


def test_the_certificates_of_the_sample_are_verified_and_their_replacement_is_told(world):
    (wrong,) = found(world, select(Certificate).where(Certificate.live_enrolment_id.is_(None)))
    with world.database.reading() as session:
        void = verify_typed(session, wrong.number, wrong.name)
        voiding = session.scalars(select(VoidingDecision)).one()
        new = voiding.replaced_by.number if voiding.replaced_by else ""
        replaced = verify_typed(session, new, wrong.name)

    assert void is not None
    assert void.state is CertificateState.VOID
    assert replaced is not None
    assert replaced.state is CertificateState.VALID


def test_no_alert_of_former_days_waits_to_be_told(world):
    waiting = found(world, untold_alerts(NOW))

    assert {shanghai_day(each.raised_at) for each in waiting} == {shanghai_day(NOW)}


def test_nothing_has_happened_that_lies_in_the_future(world):
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if column.name in ("raised_at", "acted_at", "recorded_at", "concluded_at", "sent_at", "asked_at"):
                assert (found(world, select(func.max(column)))[0] or NOW) <= NOW, column


@pytest.mark.parametrize(("who", "path"), [(who, path) for who, paths in LISTS.items() for path in paths])
def test_no_list_is_empty_for_those_who_work_with_it(world, who, path):
    page = staff_client(world, who).get(path)

    assert page.status_code == 200
    assert A_LINK_TO_ONE.search(page.text)


def test_what_was_handed_in_can_be_looked_at(world):
    client = staff_client(world, "王强")
    waiting = select(C1Claim).join(ClaimPaper).where(C1Claim.state == ClaimState.WAITING)
    claim = found(world, waiting.join(C1Claim.district).where(District.name == "昆都仑区"))[0]

    page = client.get(f"/desk/claims/{claim.public_id}")

    pictures = re.findall(r'src="(/desk/papers/[^"]+)"', page.text)
    assert [client.get(each).status_code for each in pictures] == [200] * len(pictures) != []


def test_everybody_is_made_up_and_nobody_twice(world):
    people = [person for sample in CLASSES for person in roster(sample.number, NOW)]

    assert {read_id_number(each.id_number) for each in people} == {each.id_number for each in people}
    assert all(read_phone(each.phone).startswith(NEVER_ASSIGNED) for each in people)
    assert len({each.id_number for each in people}) == len({each.phone for each in people}) == len(people)
    assert {each.phone for each in people} < set(found(world, select(Trainee.phone)))


def test_the_same_day_and_seed_make_the_same_people_and_another_seed_makes_others():
    for sample in CLASSES:
        assert roster(sample.number, NOW) == roster(sample.number, NOW)
        assert roster(sample.number, NOW) != roster(sample.number, NOW, seed="另一座城")


def roster(class_number: str, now: datetime, seed: str = CITY_SEED) -> list[Person]:
    sample = next(each for each in CLASSES if each.number == class_number)
    return invent(sample, now.date(), chance_of(f"{seed}:{class_number}"))


def test_loading_it_again_changes_nothing(world, monkeypatch):
    monkeypatch.setenv("CHABAN_INSTANCE", str(world.app.extensions[KEY].settings.instance))
    before = {table: how_many(world, table) for table in every_record()}

    load(world)

    assert {table: how_many(world, table) for table in every_record()} == before


def every_record() -> list[type[Base]]:
    return [mapper.class_ for mapper in Base.registry.mappers]
