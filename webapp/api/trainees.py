"""For a trainee's own app: sign in, progress, days."""

from dataclasses import asdict
from hashlib import sha256
from secrets import randbelow, token_urlsafe
from typing import Any
from uuid import UUID

from flask import Response, json, make_response, request
from sqlalchemy.orm import Session

from training.attendance.rules.attendance import HalfDayCredit
from training.attendance.rules.explanations import explain
from training.attendance.views.progress_of import ClassProgress, enrolments_of, progress_of
from training.errors import NotFound
from training.notice.clock import shanghai_day
from training.notice.identity import read_phone
from training.people.acts.request_login_code import request_login_code
from training.people.acts.sign_in import ChoosePerson
from training.people.acts.sign_in import sign_in as begin_sign_in
from training.people.acts.sign_out import sign_out as end_sign_in
from training.people.acts.try_code import try_code
from training.people.rules.login_codes import CODE_DIGITS, WrongCode
from webapp.api.hours import hours_summary
from webapp.api.problem_blueprint import ProblemBlueprint
from webapp.api.problems import problem
from webapp.api.schemas import DayHalf, LoginCodeRequest, ProgressOfClass, SignInRequest, SignInToken
from webapp.api.tokens import bearer, trainee_token
from webapp.web.auth import device
from webapp.web.house import house, now
from webapp.web.security_events import note_entry

blueprint = ProblemBlueprint(
    "trainees", __name__, url_prefix="/api/v1", description="学员：登录、进度、每天明细"
)
TRAINEE: dict[str, list[dict[str, list[str]]]] = {"security": [{"trainee": []}]}


@blueprint.post("/login-codes")
@blueprint.arguments(LoginCodeRequest)
@blueprint.response(202, description="已受理；手机号是否登记，回答都一样。")
@blueprint.alt_response(422, description="手机号不对。")
@blueprint.alt_response(429, description="获取太频繁，见 Retry-After。")
def request_code(wanted: dict[str, Any]) -> str:
    """发送登录验证码"""
    here = house()
    phone = read_phone(wanted["phone"])
    code = f"{randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"
    with here.database.writing() as session:
        request_login_code(session, phone, request.remote_addr or "", code=code, now=now())
    return ""


@blueprint.post("/sign-ins")
@blueprint.arguments(SignInRequest)
@blueprint.response(201, SignInToken)
@blueprint.alt_response(404, description="这位学员不用这个手机号。")
@blueprint.alt_response(409, description="几位学员共用手机号：people 列出各人，带上 person 再发一次。")
@blueprint.alt_response(422, description="验证码不对或已过期。")
@blueprint.alt_response(429, description="输错太多次。")
def sign_in(given: dict[str, Any]) -> Any:
    """用验证码登录，得到令牌"""
    token = token_urlsafe(32)
    phone, person = read_phone(given["phone"]), given.get("person")
    with house().database.writing() as session:
        check = try_code(session, phone, given["code"], now=now())
        # A failed try must stay recorded, so nothing may be raised before the commit.
        if check.code_id is not None:
            try:
                begun = begin_sign_in(session, check.code_id, person, token=token, device=device(), now=now())
            except ChoosePerson as refusal:
                people = [{"person": str(each.public_id), "name": each.name} for each in refusal.people]
                return problem(409, str(refusal), people=people)
            note_entry(token)
            return {"token": token, "expires_at": begun.expires_at}
    raise check.refusal or WrongCode()


@blueprint.delete("/sign-ins/current")
@blueprint.doc(**TRAINEE)
@blueprint.response(204)
@blueprint.alt_response(401, description="令牌无效。")
@trainee_token
def sign_out(session: Session, trainee_id: int) -> None:
    """退出登录，令牌作废"""
    with house().database.writing() as writing:
        end_sign_in(writing, bearer(), now=now())


@blueprint.get("/me/progress")
@blueprint.doc(**TRAINEE)
@blueprint.response(200, ProgressOfClass(many=True))
@blueprint.alt_response(304, description="自 If-None-Match 以来没有变化。")
@blueprint.alt_response(401, description="令牌无效。")
@trainee_token
def my_progress(session: Session, trainee_id: int) -> Response:
    """我在每个班的课时；带 ETag，没有变化时回答 304."""
    at = now()
    own = enrolments_of(session, trainee_id, shanghai_day(at))
    found = [_progress(progress_of(session, each, at)) for each in own]
    answer = make_response(json.dumps(ProgressOfClass(many=True).dump(found), ensure_ascii=False))
    answer.content_type = "application/json"
    answer.set_etag(sha256(answer.get_data()).hexdigest()[:32])
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.make_conditional(request)
    return answer


@blueprint.get("/me/classes/<uuid:enrolment>/days")
@blueprint.doc(**TRAINEE)
@blueprint.response(200, DayHalf(many=True))
@blueprint.alt_response(401, description="令牌无效。")
@blueprint.alt_response(404, description="没有这个班，或不是您的。")
@trainee_token
def my_days(enrolment: UUID, session: Session, trainee_id: int) -> list[dict[str, Any]]:
    """一个班里每个半天的课时和理由；id 见 me/progress."""
    at = now()
    for each in enrolments_of(session, trainee_id, shanghai_day(at)):
        if each.public_id == enrolment:
            found = progress_of(session, each, at)
            return [_half_day(found, credit, at) for credit in found.progress.half_days]
    raise NotFound("这个班")


def _progress(found: ClassProgress) -> dict[str, Any]:
    own = found.enrolment.training_class
    return hours_summary(found) | {"class_number": own.class_number, "class_name": own.name}


def _half_day(found: ClassProgress, credit: HalfDayCredit, now: Any) -> dict[str, Any]:
    lesson, seen = credit.windows.lesson, found.presence.punches
    half_day = (lesson.held_on, lesson.half_day)
    return {
        "held_on": lesson.held_on,
        "half_day": lesson.half_day,
        "mode": lesson.mode,
        "prescribed_hours": credit.windows.halves / 2,
        "credited_hours": credit.halves / 2,
        "is_open": credit.is_open,
        "reason": explain(credit, now),
        "punches": [punch for punch in (credit.first, credit.last) if punch in seen],
        "punches_waiting": credit.waiting,
        "punches_refused": credit.refused,
        "corrections": [asdict(each) for each in found.corrections if each.half_day == half_day],
    }
