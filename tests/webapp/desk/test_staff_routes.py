"""Every route of staff, also those yet to be written: a session, a permission, a place of one's own."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import partial
from hashlib import sha256
from pathlib import Path
from shutil import copy
from typing import NamedTuple
from uuid import UUID, uuid4

import pytest
from flask import url_for
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from tests.factories import (
    a_class,
    a_device,
    a_trainee,
    an_enrolment,
    an_id_number,
    an_institution,
    at,
    hand,
    punches,
)
from tests.training.checks.checking import (
    AUDITOR,
    CITY,
    DISTRICT,
    OTHER_DISTRICT,
    SCHOOL,
    Checking,
    a_picture,
    enrol,
    register_staff,
)
from tests.training.checks.drawing import Drawing
from tests.training.claims.claiming import (
    NOW,
    SOON,
    a_c1_enrolment,
    a_submitted_claim,
    an_approval,
    pass_all,
)
from tests.training.eligibility.pricing import a_line, a_list, a_set
from tests.training.plans.planning import ITEM
from tests.training.subsidies.before import a_publicity_of_before
from tests.webapp.checks.inspecting import a_photo, staff_client
from tests.webapp.conftest import TUESDAY, World, a_world
from tests.webapp.desk.payments.what_was_paid import a_meeting_was
from tests.webapp.desk.what_became import a_class_became, what_became
from training.announcements.acts.write_announcement import AnnouncementDraft, write_announcement
from training.announcements.terms import Readers
from training.attendance.acts.alternatives.request_alternative import (
    AlternativeDraft,
    request_alternative,
)
from training.attendance.acts.approve_leave import Leave, approve_leave
from training.attendance.acts.import_punches import import_punches
from training.attendance.acts.request_correction import request_correction
from training.attendance.sheets.punch_rows import PunchRow
from training.attendance.terms import DayPart, OtherWay, PunchKind
from training.attendance.views.corrections.check_correction import CorrectionDraft
from training.cameras.acts.add_camera import CameraDraft, add_camera
from training.changes.acts.request_amendment import AmendmentDraft, request_amendment
from training.changes.acts.request_lesson_change import LessonDraft, request_lesson_change
from training.changes.rules.lessons import WantedLesson
from training.changes.terms import AmendedField, LessonChangeKind
from training.checks.terms import CallOutcome, FiledItem
from training.claims.acts.approve_claim import approve_claim
from training.claims.acts.counter.begin_at_counter import begin_at_counter
from training.claims.terms import ClaimState
from training.classes.acts.open_batch import open_batch
from training.classes.terms import ChangeKind
from training.classes.views.find_class import find_class
from training.classes.views.find_enrolment import find_enrolment
from training.database import Base
from training.deputies.acts.name_deputy import DeputyDraft, name_deputy
from training.eligibility.terms import ComparedKind
from training.feedback.acts.send_feedback import send_feedback
from training.feedback.rules.letters import Letterhead
from training.intake.acts.begin_partial_file import NewPartialFile, begin_partial_file
from training.intake.acts.keep_upload import NewUpload, keep_upload
from training.intake.judging import Desk, judge
from training.ledgers.acts.note_allotment import note_allotment
from training.ledgers.rules.allotments import Allotment
from training.notice.clock import shanghai_day
from training.notice.permissions import Permission, may
from training.notice.policy import Policy
from training.notice.terms import Fund, HalfDay, Role
from training.outbox.acts.write_message import write_message
from training.outbox.acts.write_messages import MessageDraft
from training.people.acts.file_request import file_request
from training.people.acts.report_problem import SUBJECTS, report_problem
from training.people.acts.restrict_processing import Cause, restrict_processing
from training.people.terms import RequestKind
from training.plans.acts.begin_plan import begin_plan
from training.plans.acts.write_items import write_items
from training.plans.rules.quarters import quarter_of
from training.policies.acts.introduce_rules import NewRules, introduce_rules
from training.ports.cameras import CameraAccess
from training.records.announcements import Announcement
from training.records.attendance.alternatives import AttendanceAlternative
from training.records.attendance.corrections import PunchCorrection
from training.records.attendance.devices import Device
from training.records.attendance.leave import LeaveOfAbsence
from training.records.attendance.numbers import NumberMatch
from training.records.cameras import Camera
from training.records.changes.amendments import ClassAmendment
from training.records.changes.lessons import LessonChange
from training.records.checks.confirmations import Confirmation
from training.records.checks.evidence import Evidence
from training.records.checks.leads import Lead
from training.records.claims.claims import C1Claim
from training.records.claims.papers import ClaimPaper
from training.records.classes.batches import ImportBatch
from training.records.classes.classes import Instructor
from training.records.classes.districts import RuleSet
from training.records.classes.roster_changes import RosterChange
from training.records.classes.rule_proposals import RuleProposal
from training.records.classes.trainees import Enrolment, Trainee
from training.records.documents import Attachment
from training.records.feedback import Feedback
from training.records.follow_ups.follow_ups import FollowUpProof
from training.records.ledgers.entries import LedgerEntry
from training.records.outbox.messages import OutgoingMessage
from training.records.payments.meetings import MeetingMinutes
from training.records.people.data_requests import DataRequest
from training.records.people.personal_data import ProblemReport
from training.records.people.restrictions import ProcessingRestriction
from training.records.plans import PlanItem, QuarterPlan
from training.records.staff.deputies import Deputyship
from training.records.staff.staff import ApiToken
from training.records.subsidies.compared import ComparedList
from training.records.subsidies.publicity import PublicityMinutes
from training.records.subsidies.standards import StandardSet
from training.records.uploads import PartialFile, Upload
from training.records.urging import Urging
from training.rosters.acts.ask_change import Asker, ChangeDraft, ask_change
from training.sheets.hand_in import HandedFile
from training.staff.acts.add_staff import add_staff
from training.staff.acts.issue_token import issue_token
from training.staff.views.find_staff import find_staff
from training.urging.acts.urge import UrgingDraft, urge
from webapp.web.house import KEY
from webapp.web.staff_auth import permission_of

FRIDAY = date(2026, 3, 6)
NEIGHBOUR = "昆区同事"
VALUES = {"class_short_name": "电工班", "half_day": "上午", "until": "09:00", "link": "https://x/t/secret"}
WHO = {Role.CITY: CITY, Role.DISTRICT: DISTRICT, Role.INSTITUTION: SCHOOL, Role.AUDITOR: AUDITOR}
PREFIXES = ("/desk", "/checks", "/leads", "/feedback")
# The ways in and out, which are there for everybody.
OPEN = {
    "staff.how_to_enter",
    "staff.ask_to_enter",
    "staff.enter",
    "staff.leave",
    "dingtalk.leave_for_dingtalk",
    "dingtalk.come_back",
    "dingtalk.bring_code",
}
# What they show is not among the things below; each has tests of its own, also of its district.
NOT_HERE = {
    "checks.picture_with_faces",
    "video_acts.take_statistics",
    "counter.thumbnail",
    # A room is looked into while its lesson is on.
    *("panorama.one", "panorama.still"),
    # The city alone gives an institution from one district to another.
    "institution_office.place",
}
METHODS = ("GET", "POST", "PATCH", "DELETE", "HEAD", "OPTIONS")
PLAIN = {
    "position": 1,
    "act": "approve",
    "kind": "licence",
    "place": 1,
    "ending": "csv",
    "what": "query",
    "move": "submit",
    "size": "small",
    # Of a list that is of the whole city.
    "choice_id": 1,
}
# 412: an upload in parts that speaks another version of its protocol.
FOUND = {200, 204, 303, 304, 400, 403, 409, 410, 412, 422}


class Place(NamedTuple):
    """The app, and one of everything that an address of it may name, all of 昆都仑区."""

    world: World
    things: Mapping[str, UUID | int | str]
    """A new kind of thing has to be added here."""

    def rules(self) -> list[Rule]:
        found = [each for each in self.world.app.url_map.iter_rules() if each.rule.startswith(PREFIXES)]
        return [each for each in found if each.endpoint not in OPEN]

    def rules_of_things(self) -> list[Rule]:
        """Whose addresses name something that belongs to a district."""
        return [each for each in self.rules() if each.arguments - set(PLAIN)]

    def roles_of(self, rule: Rule) -> set[Role]:
        permission = self.permission_of(rule)
        return {role for role in Role if permission and may(role, permission)}

    def permission_of(self, rule: Rule) -> Permission | None:
        return permission_of(self.world.app.view_functions[rule.endpoint])

    def ask(self, client: FlaskClient, rule: Rule) -> TestResponse:
        with self.world.app.test_request_context():
            room = rule.endpoint.partition(".")[0]
            arguments = {
                name: self.things.get(f"{room}.{name}") or PLAIN.get(name) or self.things[name]
                for name in rule.arguments
            }
            address = url_for(rule.endpoint, **arguments)
        # What a form of them says before it says whose it is.
        form = (
            {"verdict": "approve", "review": "confirm", "role": "district"}
            if method_of(rule) == "POST"
            else None
        )
        return client.open(address, method=method_of(rule), data=form)


def method_of(rule: Rule) -> str:
    known = (each for each in METHODS if each in (rule.methods or ()))
    return next(known)


def named(rule: Rule) -> str:
    return f"{method_of(rule)} {rule.rule}"


@pytest.fixture(scope="module")
def place(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    folder = tmp_path_factory.mktemp("routes")
    copy(migrated_sqlite, folder / "chaban.db")
    world = a_world(f"sqlite:///{folder / 'chaban.db'}", folder)
    yield Place(world, _everything(world))
    world.database.close()


def _everything(world: World) -> Mapping[str, UUID | int]:
    with world.database.writing() as session:
        register_staff(session)
        class_id = enrol(session, "BT-C", 4)
    drawn = Drawing(world.database).draw(1, DISTRICT)
    check_id = _a_check(world, class_id)
    with world.database.writing() as session:
        letterhead = Letterhead("市局", "市查")
        send_feedback(session, find_staff(session, CITY), class_id, "", letterhead, now=at(FRIDAY, "18:00"))
        _a_correction(session)
        an_approval(session)
        a_submitted_claim(session, a_c1_enrolment(session, phone="13800000099"))
        _a_data_request(session)
        asker = session.scalars(select(Enrolment).order_by(Enrolment.id)).first()
        report_problem(session, asker.trainee_id, SUBJECTS[0], "手机号不对", now=world.now)
        _changes(session, class_id)
        _a_roster_change(session)
        _a_late_batch(session)
        _an_urging_and_an_announcement(session)
        plan = begin_plan(session, find_staff(session, DISTRICT), quarter_of(FRIDAY), "", now=world.now)
        write_items(session, find_staff(session, DISTRICT), plan.public_id, [ITEM])
        allotment = Allotment(FRIDAY, "拨1", "第一批", "市财政局", {Fund.EMPLOYMENT: 100})
        note_allotment(session, find_staff(session, DISTRICT), allotment, now=at(FRIDAY, "09:00"))
        _what_the_office_keeps(session)
        a_set(session, find_staff(session, DISTRICT), [a_line()], district="昆都仑区")
        a_list(session, ComparedKind.EMPLOYED, {an_id_number(): (None, None)}, district="昆都仑区")
        a_class_became(session)
        money = a_meeting_was(session)
        at_the_counter = _a_claim_of_the_counter(session)
        publicity = _a_publicity(session)
    _an_upload(world)
    # The class has ended, so that there is something to tell of it.
    world.now = at(FRIDAY, "19:00")
    with world.database.reading() as session:
        for file in (
            *session.scalars(select(ClaimPaper)),
            *session.scalars(select(PublicityMinutes)),
            *session.scalars(select(MeetingMinutes)),
            *session.scalars(select(Attachment)),
            *session.scalars(select(FollowUpProof)),
        ):
            world.app.extensions[KEY].papers.put(file.store_key, a_photo(), "image/jpeg")
        first = partial(_first, session)
        return {
            **what_became(session),
            **money,
            "class_id": class_id,
            "check_id": check_id,
            "round_id": drawn.round_id,
            "order_id": drawn.orders[0].order_id,
            "evidence_id": first(Evidence),
            "feedback_id": first(Feedback),
            "lead_id": first(Lead),
            "confirmation_id": first(Confirmation),
            "public_id": first(PunchCorrection),
            "alternative": first(AttendanceAlternative),
            "claim": first(C1Claim),
            "paper": first(ClaimPaper),
            "enrolment": at_the_counter,
            "publicity": publicity,
            "request_id": first(DataRequest),
            "problem_id": first(ProblemReport),
            "restriction_id": first(ProcessingRestriction),
            "amendment_id": first(ClassAmendment),
            "change_id": first(LessonChange),
            "change": first(RosterChange),
            "number": session.scalars(select(ImportBatch.id).where(ImportBatch.waits_for.is_not(None))).one(),
            "urging_id": first(Urging),
            "plan_id": first(QuarterPlan),
            "line": session.scalars(select(PlanItem.line)).first(),
            "announcement_id": first(Announcement),
            "set_id": first(StandardSet),
            "list_id": first(ComparedList),
            "entry_id": first(LedgerEntry),
            "upload_id": first(Upload),
            "file_id": first(PartialFile),
            "match": first(NumberMatch),
            "import_number": session.scalars(
                select(ImportBatch.id).where(ImportBatch.staff_id.is_not(None))
            ).one(),
            "member_id": find_staff(session, NEIGHBOUR).public_id,
            "person_id": first(Trainee),
            "message_id": first(OutgoingMessage),
            "key": an_institution(session).id,
            **_keys_by_room(session),
        }


def _keys_by_room(session: Session) -> Mapping[str, int | UUID | str]:
    """What a key means in a room of its own."""
    machine, other = session.scalars(select(Device.id).order_by(Device.id))
    of_district = select(RuleSet.id).where(RuleSet.district_id.is_not(None))
    return {
        **{f"{room}.key": machine for room in ("machines", "machine_keeping")},
        # The first one is taken out of use by one of its pages.
        "machine_asking.key": other,
        "cameras.key": session.scalars(select(Camera.id)).one(),
        "tokens.key": session.scalars(select(ApiToken.id)).one(),
        "rule_versions.key": session.scalars(of_district).one(),
        "deputies.key": session.scalars(select(Deputyship.public_id)).one(),
        "rule_proposals.key": session.scalars(select(RuleProposal.public_id)).one(),
        **{f"{room}.key": an_instructor(session) for room in ("teachers", "withdrawals")},
        "documents.kind": "institution",
        "documents.key": an_institution(session).id,
        "checklists.owner": "institution",
        "checklists.name": "教学计划",
        "projects.move": "confirm",
        "project_choices.kind": "industry",
        "project_choices.move": "off",
        "certificates.class_id": find_class(session, "BT-Z").public_id,
        "class_leave.key": session.scalars(select(LeaveOfAbsence.id)).one(),
    }


def _what_the_office_keeps(session: Session) -> None:
    """A colleague, a machine, a message and rules of the district, and a token."""
    own = find_staff(session, DISTRICT)
    colleague = add_staff(session, NEIGHBOUR, Role.DISTRICT, own.district, None, now=NOW)
    days = (shanghai_day(NOW), shanghai_day(NOW) + timedelta(days=30))
    wanted = DeputyDraft(colleague.public_id, own.public_id, *days, "年休假")
    name_deputy(session, colleague, wanted, now=NOW)
    session.add(
        RuleProposal(
            district=own.district,
            numbers=Policy(effective_from=date(2026, 4, 1)).to_numbers(),
            effective_from=date(2026, 4, 1),
            is_historical=False,
            seen="",
            proposed_by_id=colleague.id,
            proposed_by=NEIGHBOUR,
            proposed_at=NOW,
        )
    )
    an_institution(session).district = own.district
    of_class = Enrolment.class_id == find_class(session, "BT-C").id
    away = session.scalars(select(Enrolment).where(of_class).order_by(Enrolment.id)).first()
    approve_leave(session, away, Leave(FRIDAY, DayPart.MORNING, "看病"), approved_by=DISTRICT, now=NOW)
    session.add(Instructor(institution_id=an_institution(session).id, name="乌兰"))
    session.add(
        NumberMatch(
            training_class=away.training_class,
            enrolment=away,
            device="",
            old_number="",
            new_number="88",
            grounds="名册没有考勤号",
            half_days=2,
            reason="登记时写错",
            is_at_once=False,
            asked_by_id=own.id,
            asked_by=DISTRICT,
            asked_at=NOW,
        )
    )
    a_device(session)
    a_device(session, "CJDE2", "6013")
    at_a_room = CameraDraft(an_institution(session), "实训室", CameraAccess("http://192.0.2.7/"))
    add_camera(session, own, at_a_room, now=NOW)
    draft = MessageDraft("missing_in", VALUES, "13800000001", "one", NOW + SOON, district_id=own.district_id)
    write_message(session, draft, now=NOW)
    issue_token(session, own, timedelta(days=1), token="token", now=NOW)
    introduce_rules(
        session, own.district, NewRules({"effective_from": FRIDAY.isoformat()}), by=DISTRICT, now=NOW
    )


def _an_upload(world: World) -> None:
    """Of the district, and a batch that it handed in another time."""
    content, house = "班号,姓名,身份证号,联系电话\n".encode(), world.app.extensions[KEY]
    house.papers.put("uploads/one", content, "text/csv")
    new = NewUpload(uuid4(), "名册.csv", sha256(content).hexdigest(), len(content), "uploads/one")
    with world.database.writing() as session:
        staff = find_staff(session, DISTRICT)
        upload_id = keep_upload(session, staff, new, now=NOW).id
        open_batch(session, "roster", "", HandedFile("名册.csv", "0" * 64, DISTRICT, NOW, staff.id))
        whole = NewPartialFile("名册.csv", 10, 10)
        begin_partial_file(session, staff, whole, now=NOW)
    judge(Desk(world.database, house.papers), upload_id, NOW)


def _a_check(world: World, class_id: UUID) -> UUID:
    checking = Checking(world.database, class_id)
    checking.start()
    store, picture = world.app.extensions[KEY].files, a_picture()
    store.put(picture.original_key, picture.original, picture.media_type)
    store.put(picture.served_key, picture.served, picture.media_type)
    checking.record(1, CallOutcome.MISMATCHED, FiledItem.NOT_CHARGED)
    checking.record(2)
    checking.count(4)
    checking.keep()
    checking.ask_to_void()
    checking.conclude()
    return checking.check_id


def _an_urging_and_an_announcement(session: Session) -> None:
    district = find_staff(session, DISTRICT)
    own, draft = find_class(session, "BT-C").district, UrgingDraft("补齐查班", FRIDAY)
    urge(session, find_staff(session, CITY), own, draft, now=at(FRIDAY, "18:00"))
    told = AnnouncementDraft("停课通知", "周一停课", Readers.DISTRICT, FRIDAY)
    write_announcement(session, district, told, now=at(FRIDAY, "18:00"))


def _a_correction(session: Session) -> None:
    own = a_class(session, "BT-1")
    enrolment = an_enrolment(session, own, a_trainee(session))
    punches(session, own, TUESDAY, ["08:20", "13:50", "17:10"])
    half_day = (TUESDAY, HalfDay.MORNING)
    draft = CorrectionDraft(half_day, PunchKind.OUT, "机器没认出我", photo=a_photo())
    request_correction(session, enrolment, draft, now=at(TUESDAY, "19:00"))
    by_card = AlternativeDraft(OtherWay.CARD, "脸部受伤")
    request_alternative(session, enrolment, by_card, now=at(TUESDAY, "19:00"))


def _changes(session: Session, class_id: UUID) -> None:
    """Asked for by the school on Tuesday."""
    staff, wanted = (
        find_staff(session, SCHOOL),
        WantedLesson(LessonChangeKind.CANCEL, (TUESDAY, HalfDay.MORNING)),
    )
    draft = AmendmentDraft(AmendedField.NAME, "另一个班名", "填错")
    request_amendment(session, staff, class_id, draft, now=at(TUESDAY, "08:00"))
    request_lesson_change(session, staff, class_id, LessonDraft(wanted, "停电"), now=at(TUESDAY, "09:00"))


def _a_roster_change(session: Session) -> None:
    own = find_class(session, "BT-1")
    leaver = find_enrolment(session, own, "王芳")
    draft = ChangeDraft(ChangeKind.WITHDRAW, FRIDAY, "找到工作", leaver=leaver)
    ask_change(session, own, draft, Asker("教务处"), now=at(TUESDAY, "19:00"))


def _a_late_batch(session: Session) -> None:
    rows = [PunchRow(1, "1", at(TUESDAY, "08:21"), "6012")]
    file = hand("6012_attlog.dat", when=at(TUESDAY + timedelta(days=80), "09:00"))
    import_punches(session, rows, file, an_institution(session))


def _a_data_request(session: Session) -> None:
    asking = session.scalars(select(Enrolment).order_by(Enrolment.id)).first()
    assert asking is not None
    asked = file_request(session, asking.trainee_id, RequestKind.ERASE, "请删除", now=NOW)
    cause = Cause("保存期内不能删除", CITY, request_id=asked.id)
    restrict_processing(session, asking.trainee_id, cause, now=NOW)


def _a_claim_of_the_counter(session: Session) -> UUID:
    """Which its clerk carries on; known by the trainee's place in the class."""
    enrolment = a_c1_enrolment(session, "C1-2", name="李强", phone="13800000098")
    begin_at_counter(session, find_staff(session, DISTRICT), enrolment.public_id, now=NOW)
    return enrolment.public_id


def _a_publicity(session: Session) -> UUID:
    """Of one claim that was granted."""
    staff, enrolment = find_staff(session, DISTRICT), a_c1_enrolment(session, "C1-3", phone="13800000097")
    rules = enrolment.training_class.rule_set
    rules.numbers = rules.numbers | {"second_look_percent": 0}
    claim = a_submitted_claim(session, enrolment)
    pass_all(session, claim, staff)
    approve_claim(session, staff, claim.public_id, seed=bytes(32), now=NOW + SOON)
    return a_publicity_of_before(session, {claim: ClaimState.PUBLICISED}).public_id


def _first(session: Session, record: type[Base]) -> UUID:
    return session.scalars(select(record.public_id).order_by(record.id)).first()


def test_every_route_of_staff_is_looked_at_here(place):
    assert len(place.rules()) > 30
    assert {each.endpoint for each in place.world.app.url_map.iter_rules()} >= OPEN


def test_every_route_of_staff_names_a_permission(place):
    assert [named(each) for each in place.rules() if place.permission_of(each) is None] == []


def test_no_route_of_others_names_a_permission(place):
    """So that none of staff lies where nothing here looks at it."""
    looked_at = {each.endpoint for each in place.rules()}
    views = place.world.app.view_functions

    assert {name for name, view in views.items() if permission_of(view)} == looked_at


@pytest.mark.parametrize("who", ["nobody", "a trainee"])
def test_without_a_session_of_staff_every_route_leads_to_the_entrance(place, who):
    client = place.world.client() if who == "nobody" else place.world.signed_in()

    answers = {named(each): place.ask(client, each) for each in place.rules()}

    entrance = (303, "/desk/enter")
    led = {name: (each.status_code, each.headers.get("Location")) for name, each in answers.items()}
    assert led == dict.fromkeys(led, entrance)


@pytest.mark.parametrize("role", Role)
def test_other_roles_find_nothing_there(place, role):
    client = staff_client(place.world, WHO[role])
    closed = [each for each in place.rules() if role not in place.roles_of(each)]

    assert {named(each): place.ask(client, each).status_code for each in closed} == {
        named(each): 404 for each in closed
    }


def test_what_belongs_to_another_district_is_not_found(place):
    client = staff_client(place.world, OTHER_DISTRICT)
    rules = place.rules_of_things()

    assert {named(each): place.ask(client, each).status_code for each in rules} == {
        named(each): 404 for each in rules
    }


def test_what_belongs_to_ones_own_district_is_found(place):
    """So that the test above is about the district, and not about addresses that lead nowhere."""
    found = {}
    for rule in (each for each in place.rules_of_things() if each.endpoint not in NOT_HERE):
        who = DISTRICT if Role.DISTRICT in place.roles_of(rule) else CITY
        found[named(rule)] = place.ask(staff_client(place.world, who), rule).status_code

    assert {name: status for name, status in found.items() if status not in FOUND} == {}


def an_instructor(session: Session) -> int | None:
    return session.scalars(select(Instructor.id).order_by(Instructor.id)).first()
