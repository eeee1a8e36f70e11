"""`chaban school`, `chaban claim`, `chaban privacy`: what an office does, by the real commands."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import select, text, update

from tests.factories import MONDAY, a_class, a_trainee, an_enrolment, at
from tests.training.claims.claiming import (
    SCHOOL,
    a_c1_enrolment,
    a_reviewer,
    a_submitted_claim,
    an_approval,
    pass_all,
    somebody,
)
from tests.webapp.commands.conftest import Chaban, rows
from training.checks.acts.start_check import start_check
from training.claims.acts.approve_claim import approve_claim
from training.claims.terms import ClaimState
from training.meetings.acts.inviting.keep_account import keep_account
from training.meetings.terms import MeetingState
from training.meetings.views.people_to_look_up import Unknown
from training.notice.terms import Role
from training.privacy.acts.plan_purge import plan_purge
from training.privacy.rules.purges import FEW
from training.records.checks.spot_checks import SpotCheck
from training.records.claims.claims import C1Claim
from training.records.claims.papers import ClaimPaper
from training.records.classes.classes import Institution
from training.records.classes.trainees import Trainee
from training.records.meetings.meetings import Meeting

LONG_AGO = datetime(2026, 6, 1, 2, tzinfo=UTC)


@pytest.fixture
def office(chaban: Chaban) -> Chaban:
    """王芳's claim was approved long ago."""
    with chaban.database.writing() as session:
        an_approval(session)
        enrolment = a_c1_enrolment(session)
        rules = enrolment.training_class.rule_set
        rules.numbers = rules.numbers | {"second_look_percent": 0}
        reviewer = a_reviewer(session)
        claim = a_submitted_claim(session, enrolment)
        pass_all(session, claim, reviewer)
        approve_claim(session, reviewer, claim.public_id, seed=b"s" * 32, now=LONG_AGO)
    return chaban


def number_of(chaban: Chaban) -> str:
    with chaban.database.reading() as session:
        return str(session.scalars(select(C1Claim.public_id)).one())


def state_of(chaban: Chaban) -> ClaimState:
    with chaban.database.reading() as session:
        return session.scalars(select(C1Claim.state)).one()


def test_a_school_is_approved_listed_and_revoked(chaban):
    with chaban.database.writing() as session:
        session.add(Institution(name=SCHOOL))
    days = ("--from", "2026-01-01", "--until", "2028-12-31", "--filed-on", "2026-01-05")

    assert chaban("school", "approve", "平安", "--licence", "蒙B-1", *days).exit_code == 0
    assert chaban("school", "revoke", SCHOOL, "--on", "2026-07-01", "--reason", "停业").exit_code == 0

    (row,) = rows(chaban("school", "list").stdout)
    assert row == [SCHOOL, "蒙B-1", "2026-01-01 至 2028-12-31", "2026-01-05", "2026-07-01 停业"]
    assert chaban("school", "revoke", SCHOOL, "--on", "2026-07-01", "--reason", "停业").exit_code == 1


def test_what_is_approved_is_listed_shown_and_exported_for_the_meeting(office):
    number, list_path = number_of(office), office.folder / "a.xlsx"
    assert "通过" in office("claim", "list", "--as", "审核员甲", "--state", "通过").stdout
    assert "✓ 就业证明" in office("claim", "show", number, "--as", "审核员甲").stdout
    assert office("claim", "export", "--as", "审核员甲", "-o", list_path).exit_code == 0
    assert load_workbook(list_path).active["B2"].value == "王芳"


def test_purge_tells_first_and_removes_then(office):
    folder = office.folder / "instance" / "evidence"
    with office.database.writing() as session:
        keys = list(session.scalars(select(ClaimPaper.store_key)))
        session.execute(
            update(C1Claim).values(state=ClaimState.PAID, since=datetime.now(UTC) - timedelta(days=3660))
        )
    for key in keys:
        path = folder / key
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"sealed")

    assert "试运行（没有删除）：1 份申领的 4 个文件" in office("privacy", "purge", "--dry-run").stdout
    assert all((folder / key).exists() for key in keys)
    assert "已删除 1 份申领的 4 个文件" in office("privacy", "purge").stdout
    assert not any((folder / key).exists() for key in keys)
    assert "已删除 0 份" in office("privacy", "purge").stdout
    assert state_of(office) is ClaimState.PAID


def test_purge_removes_lists_of_checks_and_accounts_that_have_outlived_their_time(office):
    with office.database.writing() as session:
        own = a_class(session, "BT-1", is_key_group=True)
        enrolment = an_enrolment(session, own, a_trainee(session, "李强", "13900000002"))
        staff = somebody(session, "李敏", Role.CITY)
        begun = datetime.now(UTC) - timedelta(days=3660)
        check = start_check(session, staff, own.public_id, seed=b"s" * 32, now=at(MONDAY, "09:00"))
        row = session.scalars(select(SpotCheck).where(SpotCheck.public_id == check.check_id)).one()
        row.started_at = begun
        told = {"ordinal": 1, "title": "查班", "host_id": staff.id, "wanted_at": begun}
        session.add(Meeting(check_id=row.id, state=MeetingState.ENDED, **told))
        unknown = Unknown(enrolment.trainee_id, "13700000000")
        keep_account(session, unknown, None, now=begun)

    listed = office("privacy", "purge", "--dry-run").stdout
    assert rows(listed)[-1][::2] == ["BT-1-市1", "1", "0"]
    assert "试运行（没有删除）：1 次检查的照片、入会名单和观看名单。" in listed
    assert "试运行（没有删除）：1 条学员钉钉账号。" in listed

    removed = office("privacy", "purge").stdout
    assert "已删除 1 次检查的照片、入会名单和观看名单。" in removed
    assert "已删除 1 条学员钉钉账号。" in removed
    again = office("privacy", "purge").stdout
    assert "已删除 0 次检查" in again
    assert "已删除 0 条学员钉钉账号" in again


def test_a_hold_stops_the_command_too_until_somebody_releases_it(office):
    with office.database.writing() as session:
        session.execute(
            update(C1Claim).values(state=ClaimState.PAID, since=datetime.now(UTC) - timedelta(days=3660))
        )
    assert office("privacy", "hold", "--reason", "信访件12号").exit_code == 0

    said, listed = office("privacy", "purge"), office("privacy", "purge", "--dry-run").stdout
    assert (said.exit_code, "信访件12号" in said.stderr) == (1, True)
    assert ("1 份申领" in listed, "暂停删除（张会计：信访件12号）" in listed) == (True, True)
    assert office("privacy", "hold", "--reason", "再一次").exit_code == 1

    assert office("privacy", "release", "--reason", "已办结").exit_code == 0
    assert office("privacy", "release", "--reason", "已办结").exit_code == 1
    assert "已删除 1 份申领" in office("privacy", "purge").stdout


SAID_WITH_AN_ACCOUNT = """
CREATE TRIGGER meanwhile AFTER DELETE ON chat_account BEGIN
INSERT INTO purge_hold (is_held, reason, said_by, said_at)
VALUES (1, '信访件12号', '张会计', '2026-06-01 02:00:00');
END
"""


def test_a_purge_by_hand_that_a_hold_ended_says_so_and_fails(office):
    long_ago = datetime.now(UTC) - timedelta(days=3660)
    with office.database.writing() as session:
        session.execute(update(C1Claim).values(state=ClaimState.PAID, since=long_ago))
        trainee_id = session.scalars(select(Trainee.id)).one()
        keep_account(session, Unknown(trainee_id, "13700000000"), None, now=long_ago)
        session.execute(text(SAID_WITH_AN_ACCOUNT))

    said = office("privacy", "purge")

    assert (said.exit_code, "有人暂停或恢复了到期删除，其余没有删除" in said.stderr) == (1, True)
    assert "已删除 1 条学员钉钉账号" in said.stdout
    assert "已删除 0 份申领" in said.stdout


def test_a_dry_run_shows_the_plan_of_the_night(office):
    with office.database.writing() as session:
        session.execute(
            update(C1Claim).values(state=ClaimState.PAID, since=datetime.now(UTC) - timedelta(days=3660))
        )
        plan_purge(session, now=datetime.now(UTC))

    assert "凌晨的计划：申领材料 1。" in office("privacy", "purge", "--dry-run").stdout


def test_where_suspiciously_many_are_due_somebody_must_mean_it(office):
    with office.database.writing() as session:
        enrolment = an_enrolment(session, a_class(session, "BT-1"), a_trainee(session, "李强", "13900000002"))
        for number in range(FEW + 1):
            unknown = Unknown(enrolment.trainee_id, f"137{number:08}")
            keep_account(session, unknown, None, now=LONG_AGO - timedelta(days=3660))

    said = office("privacy", "purge")
    assert (said.exit_code, "会议账号异常多" in said.stderr) == (2, True)
    assert f"已删除 {FEW + 1} 条学员钉钉账号" in office("privacy", "purge", "--anyway").stdout


def test_how_many_pictures_of_before_are_not_sealed_yet_is_told(office):
    assert "还有 0 个照片文件没有加密" in office("privacy", "seal", "--dry-run").stdout
    assert "已加密 0 个照片文件；还有 0 个没有加密" in office("privacy", "seal").stdout
    assert office("privacy", "seal", "--most", "0").exit_code == 2


def test_files_that_no_row_names_are_listed_first_and_removed_then(office):
    folder = office.folder / "instance" / "evidence"
    with office.database.writing() as session:
        named = session.scalars(select(ClaimPaper.store_key).order_by(ClaimPaper.id)).first()
    for key in (named, "claims/refused.jpg"):
        _put_two_days_ago(folder / key)
    _put_two_days_ago(folder / "claims" / "under-way.jpg", ago=timedelta(hours=1))

    listed = office("privacy", "strays", "--dry-run").stdout
    assert "claims/refused.jpg\n" in listed
    assert "材料库有 3 个文件，其中 1 个没有记录且超过一天；试运行（没有删除）。" in listed
    assert (folder / "claims" / "refused.jpg").exists()

    assert "已删除 1 个。" in office("privacy", "strays").stdout
    assert {path.name for path in folder.rglob("*.jpg")} == {Path(named).name, "under-way.jpg"}


def test_where_most_files_have_no_row_somebody_must_mean_it(office):
    folder = office.folder / "instance" / "evidence" / "original"
    for number in range(FEW + 1):
        _put_two_days_ago(folder / f"{number}.jpg")

    said = office("privacy", "strays")
    assert (said.exit_code, "请先核对数据库不是旧备份" in said.stderr) == (2, True)
    assert len(list(folder.iterdir())) == FEW + 1

    assert f"已删除 {FEW + 1} 个。" in office("privacy", "strays", "--anyway").stdout
    assert list(folder.iterdir()) == []


def _put_two_days_ago(path: Path, ago: timedelta = timedelta(days=2)) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"sealed")
    moment = (datetime.now(UTC) - ago).timestamp()
    os.utime(path, (moment, moment))
