"""The trainee's claim pages and the review, through the real routes, store and cipher."""

import json
import re
import zipfile
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from PIL import Image
from sqlalchemy import func, select
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from tests.pdfs import a_pdf, in_object_streams
from tests.training.claims.claiming import NOW, a_c1_enrolment, a_reviewer, an_approval, somebody
from tests.webapp.conftest import PHONE
from tests.webapp.filling import fill_in, hidden_fields
from tests.webapp.trainees.test_trainee import text
from training.claims.rules.consent import CONSENT_VERSION
from training.claims.terms import ClaimState
from training.notice.terms import Role
from training.people.acts.restrict_processing import Cause, restrict_processing
from training.ports.files import Infected, ScannerUnavailable
from training.records.claims.claims import C1Claim
from training.records.claims.papers import ClaimPaper, PaperOpening
from training.records.classes.trainees import Enrolment
from training.records.outbox.messages import OutgoingMessage
from training.records.staff.staff import Staff
from training.staff.acts.enter_by_link import enter_by_link
from training.staff.acts.make_link import make_link
from webapp.web.house import KEY


@pytest.fixture
def claimants(bare):
    """王芳 and 李强 have qualified in an approved school's C1 class; two reviewers, the city, an auditor."""
    bare.now = NOW
    with bare.database.writing() as session:
        an_approval(session)
        a_c1_enrolment(session)
        a_c1_enrolment(session, "C1-2", name="李强", phone="13800000002")
        a_reviewer(session)
        a_reviewer(session, "青山审核员", "青山区")
        somebody(session, "市局复查员", Role.CITY)
        somebody(session, "审计员", Role.AUDITOR)
    return bare


def address(world, name: str = "王芳") -> str:
    with world.database.reading() as session:
        own = session.scalars(select(Enrolment).order_by(Enrolment.id)).all()
        return next(f"/classes/{each.public_id}/claim" for each in own if each.trainee.name == name)


def staff(world, name: str = "审核员甲"):
    link = uuid4().hex
    with world.database.writing() as session:
        member = session.scalars(select(Staff).where(Staff.name == name)).one()
        make_link(session, member, "/desk", token=link, now=world.now)
        enter_by_link(session, link, session_token=link, now=world.now)
    client = world.client()
    with client.session_transaction() as cookie:
        cookie["staff_token"] = link
    return client


def a_photo(width: int = 800, height: int = 600, kind: str = "JPEG", **options: object) -> bytes:
    content = BytesIO()
    Image.new("RGB", (width, height), (200, 220, 240)).save(content, kind, **options)
    return content.getvalue()


def send(client, own: str, field: str = "licence/1", content: bytes | None = None, key: str = "", **headers):
    fields = {
        "photo": FileStorage(BytesIO(a_photo() if content is None else content), "any name.exe"),
        "client_key": key,
    }
    boundary, body = encode_multipart(fields)
    kind = f'multipart/form-data; boundary="{boundary}"'
    return client.post(f"{own}/{field}", data=body, content_type=kind, headers=headers)


def papers(world) -> list[ClaimPaper]:
    with world.database.reading() as session:
        return list(session.scalars(select(ClaimPaper).order_by(ClaimPaper.id)))


def files(world) -> list[Path]:
    folder = world.app.extensions[KEY].settings.evidence_folder
    return [path for path in folder.rglob("*") if path.is_file()]


def handed_in(world, client, own: str) -> None:
    assert client.post(own).status_code == 303
    for field in ("licence/1", "taxi/1"):
        assert send(client, own, field).status_code == 303
    assert client.post(f"{own}/submit", data={"consent": CONSENT_VERSION}).status_code == 303


def claim_of(world) -> C1Claim:
    with world.database.reading() as session:
        return session.scalars(select(C1Claim)).one()


def test_from_the_first_page_to_the_approval_and_back_through_a_return(claimants):
    trainee, own = claimants.signed_in(), address(claimants)
    assert "可以用手机申领补贴" in text(trainee.get("/"))
    assert "三步就好" in text(trainee.get(own))
    handed_in(claimants, trainee, own)
    assert "由旗县区审核人办理" in text(trainee.get(own))
    claimants.pass_by(minutes=5)
    reviewer = staff(claimants)
    assert "王芳" in text(reviewer.get("/desk/claims"))
    page = f"/desk/claims/{claim_of(claimants).public_id}"
    licence, taxi = (each.public_id for each in papers(claimants))

    fill_in(reviewer, page, f"/desk/papers/{licence}/return", reason="照片看不清。")
    fill_in(reviewer, page, f"{page}/return", own_reason="")
    assert "退回原因：照片看不清。" in text(trainee.get(own))
    assert "! 有材料退回" in text(trainee.get("/"))
    claimants.pass_by(minutes=5)
    send(trainee, own)
    trainee.post(f"{own}/submit", data={"consent": CONSENT_VERSION})
    claimants.pass_by(minutes=5)
    better = papers(claimants)[-1].public_id
    read = {"is_own": "1", "has_no_post": "1"}
    facts = read | {"vehicle_class": "c1", "issued_on": "2026年5月1日"}
    assert fill_in(reviewer, page, f"/desk/papers/{better}/pass", **facts).status_code == 303
    fill_in(reviewer, page, f"/desk/papers/{taxi}/pass", **read, valid_from="2026-05-01")
    assert fill_in(reviewer, page, f"{page}/approve").status_code == 303

    assert claim_of(claimants).state is ClaimState.APPROVED
    assert "✓ 审核通过" in text(trainee.get("/"))
    assert "以前交的第 1 版" in text(reviewer.get(page))


def test_what_is_kept_is_sealed_turned_upright_and_without_exif(claimants):
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "SECRET-CAMERA"
    trainee, own = claimants.signed_in(), address(claimants)
    trainee.post(own)
    send(trainee, own, content=a_photo(800, 600, exif=exif))
    (paper,) = papers(claimants)

    for path in files(claimants):
        assert not path.read_bytes().startswith(b"\xff\xd8")
    trainee.post(f"{own}/submit", data={})
    kept = claimants.app.extensions[KEY].papers.get(paper.store_key)
    assert b"SECRET-CAMERA" not in kept
    with Image.open(BytesIO(kept)) as shown:
        assert shown.size == (600, 800) == (paper.width, paper.height)
    answer = trainee.get(f"/papers/{paper.public_id}/thumbnail")
    with Image.open(BytesIO(answer.data)) as small:
        assert max(small.size) <= 480
    assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_another_trainees_paper_is_not_found(claimants):
    trainee, own = claimants.signed_in(), address(claimants)
    trainee.post(own)
    send(trainee, own)
    paper = papers(claimants)[0].public_id
    other = claimants.signed_in("13800000002")

    assert other.get(f"/papers/{paper}/thumbnail").status_code == 404
    assert other.get(own).status_code == 404
    assert send(other, own).status_code == 404
    assert other.post(f"{own}/submit", data={"consent": CONSENT_VERSION}).status_code == 404
    assert claimants.client().get(f"/papers/{paper}/thumbnail").status_code == 303
    assert other.get(f"/papers/{UUID(int=1)}/thumbnail").status_code == 404


def test_a_file_moved_under_another_name_cannot_be_read(claimants):
    trainee, own = claimants.signed_in(), address(claimants)
    trainee.post(own)
    send(trainee, own)
    send(trainee, own, "taxi/1")
    one, two = (each for each in files(claimants) if "small" not in each.name)
    two.write_bytes(one.read_bytes())
    moved = next(each for each in papers(claimants) if two.name.startswith(str(each.public_id)))

    from training.ports.files import StoreUnavailable

    with pytest.raises(StoreUnavailable):
        claimants.app.extensions[KEY].papers.get(moved.store_key)


def a_zip() -> bytes:
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("a.txt", "a")
    return content.getvalue()


@pytest.fixture
def begun(claimants):
    """Signed in once for all examples, with a claim."""
    trainee, own = claimants.signed_in(), address(claimants)
    trainee.post(own)
    return trainee, own


PDF = a_pdf()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "没有收到文件"),
        (b"hello", "不是能识别的照片"),
        (b"\0" * (10 * 2**20 + 1), "最多 10 MB"),
        (a_photo(100, 100), "照片太小"),
        (a_photo()[:-800], "不完整"),
        (a_photo() + a_zip(), "夹带了别的内容"),
        (b"GIF89a%PDF-1.4", "夹带了别的内容"),
        (PDF + a_zip(), "后面带有别的内容"),
        (a_pdf(b"/JavaScript 3 0 R"), "脚本、链接、表单动作或附件"),
        (in_object_streams(a_pdf(b"/OpenAction<</S/URI>>")), "脚本、链接、表单动作或附件"),
        (PDF.replace(b"startxref", b"startxxxx"), "已损坏"),
        (b"\0\0\0\x18ftypheic" + b"\0" * 100, "HEIC"),
        (a_zip(), "夹带了别的内容"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_what_to_do(claimants, content, words):
    trainee, own = claimants.signed_in(), address(claimants)
    trainee.post(own)

    answer = send(trainee, own, content=content)

    assert answer.status_code == 422
    assert words in answer.get_data(as_text=True)
    assert (papers(claimants), files(claimants)) == ([], [])


def test_a_small_file_that_unfolds_to_gigabytes_is_refused(claimants):
    trainee, own = claimants.signed_in(), address(claimants)
    trainee.post(own)
    bomb = BytesIO()
    Image.new("1", (20_000, 20_000)).save(bomb, "PNG")

    assert send(trainee, own, content=bomb.getvalue()).status_code == 422


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_the_usual_pictures_and_a_plain_pdf_are_kept(claimants, kind):
    trainee, own = claimants.signed_in(), address(claimants)
    trainee.post(own)

    assert send(trainee, own, content=a_photo(kind=kind)).status_code == 303
    assert send(trainee, own, "contract/1", PDF).status_code == 303

    assert [each.media_type for each in papers(claimants)] == [f"image/{kind.lower()}", "application/pdf"]
    assert "已收到 PDF 文件" in text(trainee.get(own))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    some.one_of(
        some.binary(max_size=400),
        some.tuples(some.integers(0, 2000), some.binary(min_size=1, max_size=8)).map(
            lambda cut: a_photo()[: cut[0]] + cut[1] + a_photo()[cut[0] + len(cut[1]) :]
        ),
        some.tuples(some.integers(0, len(PDF)), some.binary(max_size=8)).map(
            lambda cut: PDF[: cut[0]] + cut[1] + PDF[cut[0] :]
        ),
    ),
    some.text(max_size=70),
)
def test_whatever_is_uploaded_is_kept_whole_or_refused(claimants, begun, content, key):
    trainee, own = begun
    before = len(papers(claimants))

    answer = send(trainee, own, "other/1" if before % 20 else "taxi/1", content, key)

    assert answer.status_code in ((400,) if "\0" in key else (303, 409, 422)), answer.status
    kept = papers(claimants)
    assert len(files(claimants)) == sum(2 if each.thumbnail_key else 1 for each in kept)
    assert len(kept) - before <= 1


def test_the_same_form_sent_twice_keeps_one_photo(claimants):
    trainee, own = claimants.signed_in(), address(claimants)
    trainee.post(own)

    for _ in range(2):
        assert send(trainee, own, key="same").status_code == 303

    assert (len(papers(claimants)), len(files(claimants))) == (1, 2)


def test_a_script_is_told_in_json(claimants):
    trainee, own = claimants.signed_in(), address(claimants)
    trainee.post(own)
    by_script = {"X-Requested-With": "XMLHttpRequest"}

    assert send(trainee, own, **by_script).json["next"].endswith("/claim#licence-1")
    refused = send(trainee, own, content=b"x", **by_script)

    assert refused.status_code == 422
    assert "不是能识别的照片" in refused.json["error"]


class AScanner:
    def __init__(self, raises: Exception | None = None):
        self.raises = raises

    def scan(self, content: bytes) -> None:
        if self.raises:
            raise self.raises


@pytest.mark.parametrize(
    ("raises", "words"),
    [(Infected("Eicar"), "没有通过安全检查"), (ScannerUnavailable("gone"), "过几分钟再交")],
)
def test_what_the_scanner_does_not_clear_is_not_kept(claimants, raises, words):
    from dataclasses import replace

    house = claimants.app.extensions[KEY]
    claimants.app.extensions[KEY] = replace(house, scanner=AScanner(raises))
    trainee, own = claimants.signed_in(), address(claimants)
    trainee.post(own)

    answer = send(trainee, own)

    assert answer.status_code == 422
    assert words in answer.get_data(as_text=True)
    assert files(claimants) == []


@pytest.mark.parametrize("field", ["licence/0", "licence/9", "licence/999999999", "taxi/2"])
def test_a_field_that_is_not_there_is_refused(claimants, field):
    trainee, own = claimants.signed_in(), address(claimants)
    trainee.post(own)

    assert send(trainee, own, field).status_code == 422
    assert send(trainee, own, "passport/1").status_code == 404
    assert send(trainee, own, "licence/9999999999").status_code == 404


def test_whoever_forgot_the_consent_sees_the_summary_again_with_the_reason(claimants):
    trainee, own = claimants.signed_in(), address(claimants)
    trainee.post(own)
    too_early = trainee.post(f"{own}/submit", data={})
    for field in ("licence/1", "taxi/1"):
        send(trainee, own, field)

    answer = trainee.post(f"{own}/submit", data={})

    assert (too_early.status_code, answer.status_code) == (422, 422)
    assert all("请先阅读并勾选“告知与承诺”" in each.get_data(as_text=True) for each in (too_early, answer))
    assert f'name="consent" value="{CONSENT_VERSION}"' in answer.get_data(as_text=True)


def test_what_was_typed_on_the_page_of_ones_own_data_stays_there_after_a_refusal(claimants):
    trainee, other = claimants.signed_in(), "被要求交钱或还钱"

    phone = trainee.post("/me/phone", data={"phone": "1380000"}).get_data(as_text=True)
    problem = trainee.post("/me/problem", data={"about": other, "text": "问" * 256}).get_data(as_text=True)

    assert re.search(
        r'<input id="new-phone"[^>]* value="1380000"[^>]* aria-describedby="phone-problem"', phone
    )
    assert f"<option selected>{other}</option>" in problem
    assert "问" * 256 + "</textarea>" in problem


def test_only_the_upload_may_be_large_and_only_signed_in(claimants):
    own = address(claimants)
    big = b"\xff" * 200_000

    stranger = send(claimants.client(), own, content=big)
    assert (stranger.status_code, stranger.location) == (303, "/sign-in")
    assert claimants.client().post("/sign-in", data={"phone": "1" * 200_000}).status_code == 413
    trainee = claimants.signed_in()
    trainee.post(own)
    assert send(trainee, own, content=b"\xff" * (11 * 2**20)).status_code == 413
    assert trainee.post(f"{own}/submit", data={"consent": "1" * 200_000}).status_code == 413


def test_staff_openings_are_logged_and_read_by_the_auditor(claimants):
    trainee, own = claimants.signed_in(), address(claimants)
    handed_in(claimants, trainee, own)
    paper = papers(claimants)[0].public_id

    answer = staff(claimants).get(f"/desk/papers/{paper}")
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert staff(claimants, "青山审核员").get(f"/desk/papers/{paper}").status_code == 404
    auditor = staff(claimants, "审计员")
    assert auditor.get(f"/desk/papers/{paper}").status_code == 403

    log = text(auditor.get("/desk/openings"))
    assert "审核员甲（昆都仑区）" in log
    assert "打开 王* 的驾驶证" in log
    with claimants.database.reading() as session:
        assert session.scalar(select(func.count(PaperOpening.id))) == 1
    assert staff(claimants).get("/desk/openings").status_code == 404
    claim = f"/desk/claims/{claim_of(claimants).public_id}"
    assert "审计人员不打开个人材料" in text(auditor.get(claim))
    assert auditor.post(f"{claim}/approve").status_code == 404


def test_a_restricted_persons_paper_opens_with_a_reason_that_the_auditor_reads(claimants):
    trainee, own = claimants.signed_in(), address(claimants)
    handed_in(claimants, trainee, own)
    paper, reviewer = f"/desk/papers/{papers(claimants)[0].public_id}", staff(claimants)
    with claimants.database.writing() as session:
        whose = session.scalars(select(C1Claim)).one().enrolment.trainee_id
        restrict_processing(session, whose, Cause("保存期内不能删除", "周工"), now=claimants.now)

    page = reviewer.get(f"/desk/claims/{claim_of(claimants).public_id}")
    assert f'src="{paper}"' not in page.get_data(as_text=True)
    assert f'action="{paper}"' in page.get_data(as_text=True)
    assert "限制处理：这位学员的个人信息只用于办理补贴" in text(page)
    for answer in (reviewer.get(paper), reviewer.post(paper, data={"reason": " "})):
        assert answer.status_code == 422
        assert "打开材料要写明理由" in answer.get_data(as_text=True)
    opened = reviewer.post(paper, data={"reason": "审核补贴"})

    assert (opened.status_code, opened.content_type) == (200, "image/jpeg")
    assert text(staff(claimants, "审计员").get("/desk/openings")).count("理由：审核补贴") == 1


def test_a_pdf_is_a_download(claimants):
    trainee, own = claimants.signed_in(), address(claimants)
    trainee.post(own)
    send(trainee, own)
    send(trainee, own, "taxi/1", PDF)
    trainee.post(f"{own}/submit", data={"consent": CONSENT_VERSION})
    pdf = papers(claimants)[1].public_id

    answer = staff(claimants).get(f"/desk/papers/{pdf}")

    assert answer.data == PDF
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"is_own": "1", "vehicle_class": "C2", "issued_on": "2026-05-01"}, "准驾车型是 C2"),
        ({"is_own": "1", "vehicle_class": "C1", "issued_on": "昨天"}, "应写成 2026-05-01"),
        ({"is_own": "1", "vehicle_class": "C1"}, "初次领证日期"),
        ({"vehicle_class": "C1", "issued_on": "2026-05-01"}, "不是您本人"),
    ],
)
def test_a_reviewer_is_told_why_a_paper_cannot_pass(claimants, data, words):
    trainee, own = claimants.signed_in(), address(claimants)
    handed_in(claimants, trainee, own)
    page = f"/desk/claims/{claim_of(claimants).public_id}"
    licence = papers(claimants)[0].public_id

    answer = fill_in(staff(claimants), page, f"/desk/papers/{licence}/pass", **data)

    assert answer.status_code == 422
    assert words in answer.get_data(as_text=True)
    if "is_own" in data:
        assert f'value="{data["vehicle_class"]}"' in answer.get_data(as_text=True), "what was typed is lost"


def test_the_list_is_named_after_the_day_in_shanghai(claimants):
    claimants.now = datetime(2026, 6, 30, 22, tzinfo=UTC)

    name = staff(claimants).get("/desk/claims/approved.xlsx").headers["Content-Disposition"]

    assert "20260701.xlsx" in name


def test_the_dashboard_and_the_list_are_there_for_the_office(claimants):
    trainee, own = claimants.signed_in(), address(claimants)
    handed_in(claimants, trainee, own)
    reviewer = staff(claimants)

    numbers = reviewer.get("/desk/claims/numbers")
    assert "待审 1" in text(numbers)
    assert "<svg" in numbers.get_data(as_text=True)
    assert reviewer.get("/desk/claims/approved.xlsx").data.startswith(b"PK")
    assert text(reviewer.get("/desk/claims?state=通过"))
    assert reviewer.get("/desk/claims?state=nonsense&since=x&claim=y").status_code == 200
    assert claimants.client().get("/desk/claims").status_code == 303


def test_the_claim_pages_show_no_full_number_and_no_other_host(claimants):
    trainee, own = claimants.signed_in(), address(claimants)
    handed_in(claimants, trainee, own)
    with claimants.database.reading() as session:
        person = session.scalars(select(Enrolment).order_by(Enrolment.id)).first().trainee
        secrets = (person.id_number, person.phone)
    reviewer = staff(claimants)
    claim = f"/desk/claims/{claim_of(claimants).public_id}"
    for client, page in ((trainee, own), (trainee, "/me"), (reviewer, claim), (reviewer, "/desk/claims")):
        content = client.get(page).get_data(as_text=True)
        assert not any(secret in content for secret in secrets), page
        assert not re.search(r'(?:src|href|action)="(?:https?:)?//', content), page
        assert not re.search(r"<script(?![^>]* src=)|<style|\sstyle=|\son\w+=", content), page


def test_a_class_that_is_not_c1_costs_no_query_and_shows_no_claim(world):
    assert "C1 补贴" not in text(world.signed_in(PHONE).get("/"))


def test_a_form_without_its_token_is_refused(claimants):
    trainee, own = claimants.signed_in(), address(claimants)
    trainee.post(own)
    claimants.app.config["WTF_CSRF_ENABLED"] = True

    for answer in (send(trainee, own), trainee.post(f"{own}/submit"), trainee.post("/me/problem")):
        assert answer.status_code == 400


def test_the_sms_of_a_decision_leads_its_trainee_to_the_claim_and_others_nowhere(claimants):
    trainee, own = claimants.signed_in(), address(claimants)
    handed_in(claimants, trainee, own)
    claimants.pass_by(minutes=5)
    page = f"/desk/claims/{claim_of(claimants).public_id}"
    returned = fill_in(staff(claimants), page, f"{page}/return", own_reason="请补副页。")
    assert returned.status_code == 303
    with claimants.database.reading() as session:
        newest = session.scalars(select(OutgoingMessage).order_by(OutgoingMessage.id.desc())).first()
        link = urlsplit(json.loads(newest.parameters)["link"])

    assert f"{link.scheme}://{link.netloc}" == claimants.app.extensions[KEY].settings.public_url
    assert trainee.get(link.path).location == own
    assert claimants.signed_in("13800000002").get(link.path).location == "/"
    assert claimants.client().get(link.path).location == "/sign-in"
    claimants.pass_by(days=180)
    assert trainee.get(link.path).status_code == 410


@pytest.mark.parametrize("act", ["approve", "return", "reject"])
def test_a_page_that_lay_open_decides_nothing_and_shows_what_is_new(claimants, act):
    trainee, own = claimants.signed_in(), address(claimants)
    handed_in(claimants, trainee, own)
    claimants.pass_by(minutes=5)
    page, reviewer = f"/desk/claims/{claim_of(claimants).public_id}", staff(claimants)
    licence = papers(claimants)[0].public_id
    lay_open = hidden_fields(reviewer, page, f"{page}/{act}") | {"own_reason": "不符合条件。"}
    fill_in(staff(claimants), page, f"/desk/papers/{licence}/return", reason="照片看不清。")

    answer = reviewer.post(f"{page}/{act}", data=lay_open)

    assert answer.status_code == 409
    said = re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True))
    assert "材料已变，现在是“待审”；这一步没有办理，请按最新的内容重新核对再办" in said
    assert "退回：照片看不清。" in said
    assert claim_of(claimants).state is ClaimState.WAITING
    if act != "approve":
        assert 'value="不符合条件。"' in answer.get_data(as_text=True), "what was typed is lost"


def test_a_paper_that_a_colleague_returned_is_not_passed_from_an_old_page(claimants):
    trainee, own = claimants.signed_in(), address(claimants)
    handed_in(claimants, trainee, own)
    claimants.pass_by(minutes=5)
    page, reviewer = f"/desk/claims/{claim_of(claimants).public_id}", staff(claimants)
    licence = papers(claimants)[0].public_id
    typed = {"is_own": "1", "has_no_post": "1", "vehicle_class": "C1", "issued_on": "2026-05-01"}
    lay_open = hidden_fields(reviewer, page, f"/desk/papers/{licence}/pass") | typed
    fill_in(staff(claimants), page, f"/desk/papers/{licence}/return", reason="照片看不清。")

    answer = reviewer.post(f"/desk/papers/{licence}/pass", data=lay_open)

    assert answer.status_code == 409
    assert "这张材料在您打开页面之后又有办理" in answer.get_data(as_text=True)
    assert 'value="2026-05-01"' in answer.get_data(as_text=True), "what was typed is lost"
    assert fill_in(reviewer, page, f"/desk/papers/{licence}/pass", **typed).status_code == 303
