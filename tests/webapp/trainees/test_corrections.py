"""R45, 补卡 on the pages: a trainee asks, the institution or its district decides, the hours follow."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import BytesIO
from itertools import count
from uuid import UUID

import pytest
from PIL import Image
from sqlalchemy import select
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from tests.factories import MONDAY, SCHOOL, at, punches
from tests.training.attendance.reminding import staff_of
from tests.training.pictures.test_heic import HEIC
from tests.training.pictures.test_photos import a_picture
from tests.webapp.conftest import PHONE, TUESDAY
from tests.webapp.trainees.test_trainee import own_address, text
from training.attendance.acts.request_correction import request_correction
from training.attendance.terms import PunchKind
from training.attendance.views.corrections.check_correction import CorrectionDraft
from training.classes.views.find_class import find_class
from training.classes.views.find_enrolment import find_enrolment
from training.notice.terms import HalfDay, Role
from training.records.attendance.corrections import CorrectionPhoto, PunchCorrection
from training.records.outbox.messages import OutgoingMessage
from training.staff.acts.enter_by_link import enter_by_link
from training.staff.acts.make_link import make_link
from training.staff.views.find_staff import find_staff
from training.turns import own_turn

SCHOOL_STAFF, OWN_DISTRICT = f"培训机构{SCHOOL}", "旗县区昆都仑区"
OTHER_SCHOOL, OTHER_DISTRICT = "培训机构别的学校", "旗县区青山区"
_keys = count(1)
SIX_MIB = 6 * 1024 * 1024


@pytest.fixture
def lost(world):
    """Tuesday evening: 王芳 came in the morning and was not seen leaving; the afternoon is whole."""
    with world.database.writing() as session:
        punches(session, find_class(session, "BT-1"), TUESDAY, ["13:50", "17:10"])
        for role, place in (
            (Role.INSTITUTION, SCHOOL),
            (Role.INSTITUTION, "别的学校"),
            (Role.DISTRICT, "昆都仑区"),
            (Role.DISTRICT, "青山区"),
            (Role.CITY, ""),
        ):
            staff_of(session, role, place)
    world.now = at(TUESDAY, "19:00")
    return world


def a_photo(size: tuple[int, int] = (60, 40)) -> bytes:
    written = BytesIO()
    Image.new("RGB", size, "white").save(written, "JPEG")
    return written.getvalue()


def form_address(world, slug: str = "morning-out", day=TUESDAY) -> str:
    return f"{own_address(world)}/days/{day}/corrections/{slug}"


def ask(world, client=None, photo: bytes | None = None, reason: str = "在教室，机器没认出我"):
    client = client or world.signed_in()
    form: dict[str, object] = {"reason": reason}
    if photo is not None:
        form["photo"] = FileStorage(BytesIO(photo), "photo.jpg", content_type="image/jpeg")
    # In memory: the client's own file for large bodies would be left open where nobody reads it.
    boundary, body = encode_multipart(form)
    return client.post(
        form_address(world), data=body, content_type=f"multipart/form-data; boundary={boundary}"
    )


def staff_client(world, name: str):
    key = next(_keys)
    client, token = world.client(), f"session {key}"
    with world.database.writing() as session:
        link = f"link {key}"
        make_link(session, find_staff(session, name), "/desk", token=link, now=world.now)
        enter_by_link(session, link, session_token=token, now=world.now)
    with client.session_transaction() as session:
        session["staff_token"] = token
    return client


def the_request(world) -> UUID:
    with world.database.reading() as session:
        return session.scalars(select(PunchCorrection.public_id)).one()


def decide(world, name: str, verdict: str, note: str = ""):
    address = f"/desk/corrections/{the_request(world)}"
    return staff_client(world, name).post(address, data={"verdict": verdict, "note": note})


def test_the_button_stands_on_the_missed_punch_and_only_there(lost):
    client = lost.signed_in()
    home = client.get("/").get_data(as_text=True)
    day = client.get(f"{own_address(lost)}/days/{TUESDAY}").get_data(as_text=True)

    assert home.count("申请补卡</a>") == 2, "once with today's punches and once among the things to do"
    assert day.count("申请补卡</a>") == 1
    assert f'href="{form_address(lost)}"' in home
    assert f'href="{form_address(lost)}"' in day
    whole = client.get(f"{own_address(lost)}/days/{MONDAY}").get_data(as_text=True)
    assert "申请补卡</a>" not in whole


def test_a_punch_that_can_still_be_made_has_no_button(world):
    assert "申请补卡</a>" not in world.signed_in().get("/").get_data(as_text=True)


@pytest.mark.parametrize(("clock", "buttons"), [("11:30", 1), ("11:31", 0)])
def test_after_a_week_the_button_is_gone(lost, clock, buttons):
    lost.now = at(TUESDAY + timedelta(days=7), clock)

    day = lost.signed_in().get(f"{own_address(lost)}/days/{TUESDAY}").get_data(as_text=True)

    assert day.count("申请补卡</a>") == buttons


def test_what_was_asked_waits_and_is_shown_as_waiting(lost):
    client = lost.signed_in()

    answer = ask(lost, client)

    assert (answer.status_code, answer.location) == (303, form_address(lost))
    assert "待审核 03月03日 19:00 提交" in text(client.get(answer.location))
    home = text(client.get("/"))
    assert "3月3日上午 缺签退。补卡待审核" in home
    assert "✗ 上午签退 漏打，补卡待审核" in home
    assert "申请补卡" not in home


def test_approved_by_the_institution_the_hours_follow_and_say_so(lost):
    client = lost.signed_in()
    assert "已修 12 / 需 32 课时" in text(client.get("/"))
    ask(lost, client)

    assert decide(lost, SCHOOL_STAFF, "approve").status_code == 303

    home = text(client.get("/"))
    assert "已修 16 / 需 32 课时" in home
    assert "✓ 上午签退 11:30 补卡" in home
    day = text(client.get(f"{own_address(lost)}/days/{TUESDAY}"))
    assert f"签退为补卡（{SCHOOL_STAFF} 培训机构批准）" in day
    assert "当天全部打卡 08:20:15、13:50:00、17:10:00" in day, "the raw punches stay what they were"
    assert f"{SCHOOL_STAFF} 培训机构审核" in text(client.get(form_address(lost)))


def test_refused_the_trainee_reads_why_and_may_ask_again(lost):
    client = lost.signed_in()
    ask(lost, client)

    decide(lost, OWN_DISTRICT, "refuse", "监控里没有您")

    home = text(client.get("/"))
    assert "已修 12 / 需 32 课时" in home
    assert "补卡未批准：监控里没有您" in home
    assert "申请补卡" in home
    assert ask(lost, client, reason="坐在第三排").status_code == 303


@pytest.mark.parametrize(
    ("reason", "why"), [("", "请写明原因"), ("  ", "请写明原因"), ("长" * 201, "原因太长")]
)
def test_a_request_without_a_reason_is_asked_for_it_again_and_loses_nothing(lost, reason, why):
    answer = ask(lost, reason=reason)

    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert why in page
    assert reason in page
    assert "<textarea" in page


def test_a_photo_goes_with_the_request_small_and_for_the_eyes_of_those_who_decide(lost):
    trainee = lost.signed_in()
    assert ask(lost, trainee, photo=a_photo((4000, 3000))).status_code == 303

    address = f"/desk/corrections/{the_request(lost)}/photo"
    seen = staff_client(lost, SCHOOL_STAFF).get(address)
    assert (seen.status_code, seen.mimetype) == (200, "image/jpeg")
    assert Image.open(BytesIO(seen.data)).size == (1280, 960)
    assert seen.headers["Cache-Control"] == "private, no-store"
    assert staff_client(lost, OTHER_SCHOOL).get(address).status_code == 404
    assert trainee.get(address).location == "/desk/enter"


def test_a_photo_of_an_iphone_is_shown_to_those_who_decide(lost):
    assert ask(lost, photo=HEIC).status_code == 303

    seen = staff_client(lost, SCHOOL_STAFF).get(f"/desk/corrections/{the_request(lost)}/photo")
    assert Image.open(BytesIO(seen.data)).format == "JPEG"


def test_a_large_photo_is_taken_here_and_nowhere_else(lost):
    client, noise = lost.signed_in(), a_photo() + b"\x00" * 2_000_000

    assert ask(lost, client, photo=noise).status_code == 303
    assert client.post("/reminders", data={"choice": "x" * 70_000}).status_code == 413


def test_a_photo_beyond_six_megabytes_is_refused_in_words(lost):
    client = lost.signed_in()
    large = ask(lost, client, photo=a_photo() + b"\x00" * SIX_MIB)
    huge = ask(lost, client, photo=a_photo() + b"\x00" * 2 * SIX_MIB)

    assert (large.status_code, huge.status_code) == (422, 413)
    assert "最多 6 MB" in large.get_data(as_text=True)
    assert "先缩小再上传" in huge.get_data(as_text=True)
    with lost.database.reading() as session:
        assert session.scalars(select(PunchCorrection)).all() == []


@pytest.mark.parametrize("content", [b"MZ not a picture", b"<svg onload='alert(1)'/>"])
def test_what_is_no_photo_is_refused_by_its_content(lost, content):
    answer = ask(lost, photo=content)

    assert answer.status_code == 422
    assert "JPG、PNG 或 WebP" in answer.get_data(as_text=True)
    with lost.database.reading() as session:
        assert session.scalars(select(CorrectionPhoto)).all() == []


def test_a_form_without_its_token_is_refused(lost):
    client = lost.signed_in()
    lost.app.config["WTF_CSRF_ENABLED"] = True

    assert ask(lost, client).status_code == 400
    assert ask(lost, client, photo=a_photo() + b"\x00" * 1_000_000).status_code == 400


@pytest.mark.parametrize(
    "tail", ["days/2026-03-03/corrections/noon-in", "days/yesterday/corrections/morning-in",
             "days/2026-03-09/corrections/morning-in"]
)  # fmt: skip
def test_what_no_timetable_has_is_not_found(lost, tail):
    address, client = f"{own_address(lost)}/{tail}", lost.signed_in()

    assert client.get(address).status_code == 404
    assert client.post(address, data={"reason": "在"}).status_code == 404


def test_a_punch_that_was_made_is_refused_with_its_reason(lost):
    client, address = lost.signed_in(), form_address(lost, "morning-in")

    assert "上午签到现在是“已打”，不用补卡。" in text(client.get(address))
    assert client.post(address, data={"reason": "在"}).status_code == 409


def test_nobody_asks_in_the_place_of_another(lost):
    stranger = lost.signed_in("13800000002")

    assert stranger.get(form_address(lost)).status_code == 404
    assert ask(lost, stranger).status_code == 404
    assert ask(lost, lost.client()).location == "/sign-in"


def test_the_staff_home_leads_to_what_waits(lost):
    ask(lost)
    client = staff_client(lost, SCHOOL_STAFF)

    assert "BT-1 电工学员申请补签退" in text(client.get("/desk"))
    assert "补卡申请 ，待办 1" in text(client.get("/desk"))
    assert "有学员申请补卡，请在工作台“补卡申请”里核实后审核。" in text(client.get("/desk"))
    listed = text(client.get("/desk/corrections"))
    assert "王芳 BT-1 待审核 包头市第一培训学校 3月3日 周二 上午签退 在教室，机器没认出我" in listed
    page = text(client.get(f"/desk/corrections/{the_request(lost)}"))
    assert "学员的理由 在教室，机器没认出我" in page
    assert "考勤机当天的记录 08:20:15、13:50:00、17:10:00" in page
    assert "只有 08:20 打卡，缺签退" in page


@pytest.mark.parametrize("name", [OTHER_SCHOOL, OTHER_DISTRICT])
def test_others_find_nothing_there(lost, name):
    ask(lost)
    client, address = staff_client(lost, name), f"/desk/corrections/{the_request(lost)}"

    assert "没有待审核的申请" in text(client.get("/desk/corrections"))
    assert client.get(address).status_code == 404
    assert client.post(address, data={"verdict": "approve"}).status_code == 404


def test_the_city_looks_and_does_not_decide(lost):
    ask(lost)
    client, address = staff_client(lost, "市级"), f"/desk/corrections/{the_request(lost)}"

    assert "由培训机构或旗县区审核，您可以查看。" in text(client.get(address))
    assert client.post(address, data={"verdict": "approve"}).status_code == 404


def set_rules(world, **numbers: int) -> None:
    with world.database.writing() as session:
        rules = session.scalars(select(PunchCorrection)).one().enrolment.training_class.rule_set
        rules.numbers = rules.numbers | numbers


def review(world, name: str, said: str, reason: str = ""):
    address = f"/desk/corrections/{the_request(world)}/review"
    return staff_client(world, name).post(address, data={"review": said, "reason": reason})


def test_what_the_institution_approved_itself_is_marked_and_listed_for_the_district(lost):
    ask(lost)
    set_rules(lost, own_correction_sample_percent=100)
    decide(lost, SCHOOL_STAFF, "approve")
    address = f"/desk/corrections/{the_request(lost)}"

    district = staff_client(lost, OWN_DISTRICT)
    assert "抽中复核的机构自批 1 条" in text(district.get("/desk/corrections"))
    sampled = text(district.get("/desk/corrections?view=sampled"))
    assert "已批准 机构自批、无照片 包头市第一培训学校 3月3日 周二 上午签退" in sampled
    assert "机构自批、无照片" in text(district.get(address))
    assert "撤销批准，不计课时" in text(district.get(address))
    assert "抽中复核" not in text(staff_client(lost, SCHOOL_STAFF).get("/desk/corrections"))
    assert "撤销批准" not in text(staff_client(lost, "市级").get(address))


def test_the_district_withdraws_it_with_a_reason_and_the_trainee_reads_it(lost):
    trainee = lost.signed_in()
    ask(lost, trainee)
    decide(lost, SCHOOL_STAFF, "approve")

    without = review(lost, OWN_DISTRICT, "withdraw")
    answer = review(lost, OWN_DISTRICT, "withdraw", "监控里没有本人")
    again = review(lost, OWN_DISTRICT, "confirm")

    assert (without.status_code, answer.status_code, again.status_code) == (422, 303, 409)
    assert "撤销批准要写明原因" in without.get_data(as_text=True)
    page = text(staff_client(lost, SCHOOL_STAFF).get(f"/desk/corrections/{the_request(lost)}"))
    assert "批准已撤销" in page
    assert "撤销批准：监控里没有本人" in page
    day = text(trainee.get(f"{own_address(lost)}/days/{TUESDAY}"))
    assert "补卡批准已撤销：监控里没有本人" in day


@pytest.mark.parametrize("name", [SCHOOL_STAFF, "市级", OTHER_DISTRICT])
def test_nobody_else_reviews(name, lost):
    ask(lost)
    decide(lost, SCHOOL_STAFF, "approve")

    assert review(lost, name, "withdraw", "不对").status_code == 404


def test_a_review_that_says_neither_is_not_taken(lost):
    ask(lost)

    assert review(lost, OWN_DISTRICT, "perhaps").status_code == 400


def test_where_the_district_decides_an_institution_has_no_form_and_is_told_whom_to_ask(lost):
    ask(lost)
    set_rules(lost, school_may_approve_corrections=0)
    client, address = staff_client(lost, SCHOOL_STAFF), f"/desk/corrections/{the_request(lost)}"

    assert "由旗县区审核，您可以查看。" in text(client.get(address))
    answer = client.post(address, data={"verdict": "approve"})
    assert answer.status_code == 403
    assert "请联系旗县区工作人员办理" in answer.get_data(as_text=True)


def test_trainees_and_strangers_have_no_way_to_the_decision(lost):
    trainee = lost.signed_in(PHONE)
    ask(lost, trainee)
    address = f"/desk/corrections/{the_request(lost)}"

    for client in (trainee, lost.client()):
        assert client.post(address, data={"verdict": "approve"}).location == "/desk/enter"


def test_a_refusal_without_a_reason_is_asked_for_it(lost):
    ask(lost)

    answer = decide(lost, SCHOOL_STAFF, "refuse")

    assert answer.status_code == 422
    assert "请写明不批准的原因" in answer.get_data(as_text=True)


def test_a_second_decision_reads_the_first(lost):
    ask(lost)
    decide(lost, OWN_DISTRICT, "refuse", "监控里没有您")

    answer = decide(lost, SCHOOL_STAFF, "approve")

    assert answer.status_code == 409
    assert "已经审核过" in answer.get_data(as_text=True)
    assert "监控里没有您" in answer.get_data(as_text=True)


@pytest.mark.parametrize("verdict", ["", "perhaps"])
def test_a_verdict_that_is_none_is_a_bad_request(lost, verdict):
    ask(lost)

    assert decide(lost, SCHOOL_STAFF, verdict).status_code == 400


def test_markup_in_a_reason_or_a_note_stays_text(lost):
    client = lost.signed_in()
    ask(lost, client, reason="<script>alert(1)</script>")
    decide(lost, SCHOOL_STAFF, "refuse", "<b>不</b>")

    for page in (
        client.get("/").get_data(as_text=True),
        staff_client(lost, OWN_DISTRICT).get(f"/desk/corrections/{the_request(lost)}").get_data(as_text=True),
    ):
        assert "<script>alert" not in page
        assert "&lt;b&gt;不&lt;/b&gt;" in page


def test_the_api_tells_what_was_asked_and_keeps_it_apart_from_the_punches(lost):
    token = lost.token()
    with lost.database.writing() as session:
        draft = CorrectionDraft((TUESDAY, HalfDay.MORNING), PunchKind.OUT, "在教室")
        own = find_enrolment(session, find_class(session, "BT-1"), "王芳")
        request_correction(session, own, draft, now=lost.now)
    decide(lost, SCHOOL_STAFF, "approve", "老师证明")
    enrolment = own_address(lost).rpartition("/")[2]

    days = lost.client().get(
        f"/api/v1/me/classes/{enrolment}/days", headers={"Authorization": f"Bearer {token}"}
    )

    morning = next(
        each for each in days.json if (each["held_on"], each["half_day"]) == (str(TUESDAY), "上午")
    )
    assert morning["credited_hours"] == 4
    assert morning["punches"] == ["2026-03-03T00:20:15+00:00"]
    (asked,) = morning["corrections"]
    assert (asked["punch"], asked["state"], asked["note"]) == ("签退", "已批准", "老师证明")
    assert asked["decided_by"] == f"{SCHOOL_STAFF} 培训机构"


def test_the_trainee_is_told_by_sms(lost):
    ask(lost)
    decide(lost, SCHOOL_STAFF, "approve")

    with lost.database.reading() as session:
        templates = session.scalars(select(OutgoingMessage.template).order_by(OutgoingMessage.id)).all()
    assert templates[-1] == "correction_decided"


def test_a_photo_is_not_read_for_what_may_not_be_asked(lost):
    lost.now = at(TUESDAY + timedelta(days=8), "12:00")

    answer = ask(lost, photo=b"no picture at all")

    assert answer.status_code == 409
    assert "下课超过" in answer.get_data(as_text=True)


def test_while_others_photos_are_drawn_the_form_comes_back_as_it_was_typed(lost):
    with own_turn(), ThreadPoolExecutor(1) as another:
        answer = another.submit(ask, lost, photo=a_large_photo(), reason="机器没认出我").result()

    page = answer.get_data(as_text=True)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "6")
    assert "请稍后再试" in page
    assert "机器没认出我" in page


def a_large_photo() -> bytes:
    """More than is drawn in the server itself."""
    return a_picture("PNG", (5000, 4000))
