"""What trainees are waiting for: leads, claims, publicities of before, answers about their own data."""

from training.checks.views.leads.list_leads import open_leads
from training.claims.views.lists.list_claims import waiting_claims
from training.notice.permissions import Permission
from training.people.rules.data_requests import number_of
from training.people.views.find_request import waiting_requests
from training.people.views.list_problems import waiting_problems
from training.records.checks.leads import Lead
from training.records.claims.claims import C1Claim
from training.records.people.data_requests import DataRequest
from training.records.people.personal_data import ProblemReport
from training.records.subsidies.publicity import Publicity
from training.subsidies.views.find_publicity import publicities_left
from training.worklist.rules.worklist import Mark, Work
from training.worklist.terms import WorkKind, WorkPlace
from training.worklist.views.of_classes import named
from training.worklist.views.queues import Queue


def _lead(lead: Lead, mark: Mark) -> Work:
    own = lead.check.training_class
    note = f"检查 {lead.check.number}，{own.institution.name}；只作线索，不作结论"
    return Work(mark, f"{named(own)}学员{lead.kind}，待核查", note, "去核查", WorkPlace.LEAD, lead.public_id)


def _of_claim(claim: C1Claim, mark: Mark) -> Work:
    own = claim.enrolment.training_class
    what, verb = ("抽中复查", "去复查") if claim.look_is_due else ("待审核", "去审核")
    return Work(
        mark,
        f"C1 补贴申领{what}",
        f"{own.name}，{own.institution.name}",
        verb,
        WorkPlace.CLAIM,
        claim.public_id,
    )


def _publicity(shown: Publicity, mark: Mark) -> Work:
    title = f"以前的 C1 公示 {shown.meeting_number} 没有办完，请转入上会和拨付"
    note = f"{shown.district.name}，公示至 {shown.surely_ends_on:%m-%d}；写明资金和监督电话，转入后接着办"
    return Work(mark, title, note, "去转入", WorkPlace.PUBLICITY, shown.public_id)


def _request(asked: DataRequest, mark: Mark) -> Work:
    title = f"个人信息请求 {number_of(asked.year, asked.ordinal)}：{asked.kind}"
    whose = asked.district.name if asked.district else "市本级"
    return Work(
        mark,
        title,
        f"{whose}，须答复学员",
        "去答复",
        WorkPlace.DATA_REQUEST,
        asked.public_id,
        asked.due_is_guessed,
    )


def _problem(told: ProblemReport, mark: Mark) -> Work:
    title = f"学员反映：{told.about}"
    return Work(mark, title, "核实、答复以后办结", "去办理", WorkPlace.PROBLEM, told.public_id)


OF_PEOPLE = (
    Queue(
        WorkKind.LEAD,
        Permission.FOLLOW_LEADS,
        lambda staff, today: open_leads(staff),
        Lead.id,
        Lead.raised_at,
        _lead,
    ),
    Queue(
        WorkKind.CLAIM,
        Permission.REVIEW_CLAIMS,
        lambda staff, today: waiting_claims(staff),
        C1Claim.id,
        C1Claim.since,
        _of_claim,
    ),
    Queue(
        WorkKind.CLAIM,
        Permission.LOOK_AGAIN,
        lambda staff, today: waiting_claims(staff),
        C1Claim.id,
        C1Claim.since,
        _of_claim,
    ),
    Queue(
        WorkKind.PUBLICITY,
        Permission.BEGIN_PUBLICITY,
        lambda staff, today: publicities_left(staff),
        Publicity.id,
        Publicity.made_at,
        _publicity,
    ),
    Queue(
        WorkKind.PROBLEM,
        Permission.HANDLE_PROBLEMS,
        lambda staff, today: waiting_problems(staff),
        ProblemReport.id,
        ProblemReport.reported_at,
        _problem,
    ),
    Queue(
        WorkKind.DATA_REQUEST,
        Permission.ANSWER_DATA_REQUESTS,
        lambda staff, today: waiting_requests(staff),
        DataRequest.id,
        DataRequest.due_on,
        _request,
        is_due=True,
    ),
)
