"""`chaban privacy purge|hold|release`: what goes at the end of its time, and how it is stopped."""

from datetime import timedelta

import click
from sqlalchemy.orm import Session

from notifications.due_purge import Purged, Removal, purge_due
from training.notice.clock import shanghai_day
from training.privacy.acts.hold_purge import hold_purge
from training.privacy.acts.release_purge import release_purge
from training.privacy.terms import PurgeKind
from training.privacy.views.checks_due_for_purge import checks_due_for_purge
from training.privacy.views.due_now import Due, due_now
from training.privacy.views.papers_due_for_purge import due_for_purge
from training.privacy.views.planned_purge import last_said, planned_purge, standing_hold
from webapp.commands.context import (
    REFUSED,
    UNUSABLE,
    Words,
    a_table,
    console,
    database,
    end,
    now,
    refusals_end_the_command,
    say,
    settings,
)
from webapp.trainees.pages.claims import stamp
from webapp.web.stores import store_of

LONGEST_REASON = 255


@click.command("purge", help="删除过了保存期限的材料、照片、名单和钉钉账号；结果和结论保留。夜里后台也做。")
@click.option("--dry-run", is_flag=True, help="只列出，不删除；也说后台的计划。")
@click.option("--anyway", is_flag=True, help="到期的异常多时也删除；请先核对时钟、规则和数据库不是旧备份。")
@refusals_end_the_command
def purge(dry_run: bool, anyway: bool) -> None:
    files, moment = store_of(settings()), now()
    with database() as opened:
        with opened.reading() as session:
            said = last_said(session)
            due = due_now(session, now=moment)
            if dry_run:
                _tell(_as_if_purged(session, due), "试运行（没有删除）：")
                _tell_plan(session)
                return
            _refuse(session, due, anyway=anyway)
        done = purge_due(Removal(opened, files, said, found_at=moment, now=now()), due.keys)
    _tell(done, "已删除 ")
    if done.is_stopped:
        end("其间有人暂停或恢复了到期删除，其余没有删除；确认没有暂停后再运行。", REFUSED)
    if done.failed:
        end(f"材料库不可用，{done.failed} 项没有删除，请稍后再运行。", UNUSABLE)


@click.command("hold", help="暂停到期删除：有纠纷、检查、诉讼需要保留材料时用。")
@click.option("--reason", required=True, type=Words(LONGEST_REASON), help="为什么，如：信访件12号未办结")
@refusals_end_the_command
def hold(reason: str) -> None:
    with database() as opened, opened.writing() as session:
        hold_purge(session, reason, settings().operator, now=now())
    say("已暂停到期删除：后台和命令都不再删除，直到运行 chaban privacy release。")


@click.command("release", help="恢复到期删除：后台先列计划，当夜再删除。")
@click.option("--reason", required=True, type=Words(LONGEST_REASON), help="为什么，如：信访件12号已办结")
@refusals_end_the_command
def release(reason: str) -> None:
    with database() as opened, opened.writing() as session:
        release_purge(session, reason, settings().operator, now=now())
    say("已恢复：后台下一次 19:00 列出计划并提醒，当夜才删除。")


def _as_if_purged(session: Session, due: Due) -> Purged:
    moment = now()
    return Purged(
        claims=tuple(due_for_purge(session, now=moment)),
        checks=tuple(checks_due_for_purge(session, now=moment)),
        accounts=len(due.keys[PurgeKind.ACCOUNTS]),
        photos=len(due.keys[PurgeKind.PHOTOS]),
        documents=len(due.keys[PurgeKind.DOCUMENTS]),
        region=len(due.keys[PurgeKind.REGION]),
        former=len(due.keys[PurgeKind.FORMER]),
        receipts=len(due.keys[PurgeKind.RECEIPTS]),
        compared=len(due.keys[PurgeKind.COMPARED]),
        answers=len(due.keys[PurgeKind.FOLLOW_UPS]),
    )


def _refuse(session: Session, due: Due, *, anyway: bool) -> None:
    held = standing_hold(session)
    if held:
        told = f"{held.said_by}从 {stamp(held.since)} 起暂停了到期删除（{held.reason}）。"
        end(f"{told}先运行 chaban privacy release。", REFUSED)
    if due.too_many and not anyway:
        kinds = "、".join(kind.value for kind in due.too_many)
        told = f"到期的{kinds}异常多，没有删除。请先用 --dry-run 看，"
        end(f"{told}核对时钟、规则和数据库不是旧备份；确认后加 --anyway 再运行。", UNUSABLE)


def _tell(purged: Purged, done: str) -> None:
    claims, checks = a_table("编号", "状态", "自", "文件"), a_table("检查", "自", "会议", "照片", "文件")
    for claim in purged.claims:
        claims.add_row(str(claim.public_id), claim.state.value, stamp(claim.since), str(len(claim.keys)))
    for check in purged.checks:
        counts = (check.meetings, check.pictures, len(check.keys))
        checks.add_row(check.number, stamp(check.since), *map(str, counts))
    for table in (claims, checks):
        if table.rows:
            console.print(table)
    say(f"{done}{len(purged.claims)} 份申领的 {sum(len(each.keys) for each in purged.claims)} 个文件。")
    say(f"{done}{len(purged.checks)} 次检查的照片、入会名单和观看名单。")
    say(f"{done}{purged.accounts} 条学员钉钉账号。")
    say(f"{done}{purged.photos} 张补卡照片。")
    say(f"{done}{purged.documents} 份涉及个人的材料。")
    say(f"{done}{purged.region} 个文件里的自治区学员数据。")
    say(
        f"{done}{purged.former} 批历史证书的姓名和证件号，{purged.receipts} 份证书领取凭证，"
        f"{purged.compared} 份比对名单里的人。"
    )
    say(f"{done}{purged.answers} 次就业回访里的单位、岗位、备注和佐证。")


def _tell_plan(session: Session) -> None:
    held, today = standing_hold(session), shanghai_day(now())
    if held:
        say(f"从 {stamp(held.since)} 起暂停删除（{held.said_by}：{held.reason}）。")
    for night in () if held else (today, today + timedelta(days=1)):
        plan = planned_purge(session, night)
        if plan is not None:
            what = "、".join(f"{kind.value} {len(keys)}" for kind, keys in plan.keys.items() if keys)
            left = "（异常多，后台不删除）" if plan.is_suspicious else ""
            say(f"后台 {night} 凌晨的计划：{what or '没有到期的'}{left}。")
