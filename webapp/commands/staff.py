"""`chaban staff …` and `chaban token …`: who may look, and with what."""

from datetime import timedelta
from secrets import token_urlsafe

import click

from training.classes.views.find_class import find_district, find_institution
from training.notice.clock import shanghai_day
from training.notice.terms import Role
from training.staff.acts.add_staff import add_staff
from training.staff.acts.correct_chat_id import correct_chat_id
from training.staff.acts.issue_token import Issue, issue_token
from training.staff.acts.know_in_chat import know_in_chat
from training.staff.acts.let_go import let_go
from training.staff.acts.make_link import make_link
from training.staff.acts.managing.invite_first import invite_first
from training.staff.acts.managing.note_staff_act import note_staff_act
from training.staff.acts.revoke_tokens import revoke_tokens
from training.staff.acts.take_back import take_back
from training.staff.rules.managing import Doer
from training.staff.terms import StaffDeed
from training.staff.views.find_staff import find_staff, find_staff_in_service
from training.staff.views.list_staff import list_staff
from training.staff.views.staff_of_session import LINK_MINUTES
from webapp.commands.context import Words, database, now, refusals_end_the_command, say, settings

FIRST = "市级管理员"


@click.group("staff", help="工作人员：登记、列出、离岗。")
def staff() -> None:
    pass


@staff.command("add", help="登记工作人员；district 要写 --district，institution 要写 --institution。")
@click.option("--name", required=True, type=Words(64), metavar="姓名", help="姓名")
@click.option(
    "--role",
    required=True,
    type=click.Choice([role.value for role in Role]),
    help="角色：city 市、district 旗县区、institution 培训机构、auditor 审计",
)
@click.option("--district", metavar="旗县区", help="旗县区全称")
@click.option("--institution", metavar="培训机构", help="培训机构（可写一部分名称）")
@click.option(
    *("--chat-id", "--dingtalk-id"),
    metavar="钉钉 userid",
    help="在钉钉里认出这个人；以后可用 staff chat-id 补登",
)
@refusals_end_the_command
def add(name: str, role: str, district: str | None, institution: str | None, chat_id: str | None) -> None:
    with database() as opened, opened.writing() as session:
        own_district = find_district(session, district) if district else None
        own_institution = find_institution(session, institution) if institution else None
        made = add_staff(session, name, Role(role), own_district, own_institution, now=now())
        if chat_id:
            know_in_chat(session, made, chat_id)
        note_staff_act(session, made, StaffDeed.ADDED, _operator(), now=now())
    say(f"已登记：{name}（{Role(role).words}）")


@staff.command("first", help="给第一位市级管理员一个一次性链接；有人登录过以后不再给。")
@click.option("--name", default=FIRST, show_default=True, type=Words(64), metavar="姓名", help="叫什么")
@refusals_end_the_command
def first(name: str) -> None:
    made, address = token_urlsafe(24), settings().public_url
    with database() as opened, opened.writing() as session:
        invited = invite_first(session, name, _operator(), token=made, now=now())
        called = invited.name if invited else ""
    if not called:
        say(f"已有工作人员，请在 {address}/desk/enter 登录。")
        return
    say(f"请在 {LINK_MINUTES} 分钟内用浏览器打开这个链接，以“{called}”登录工作台，只能用一次：")
    click.echo(f"{address}/desk/enter/{made}")


@staff.command("list", help="列出工作人员。")
@refusals_end_the_command
def show() -> None:
    with database() as opened, opened.reading() as session:
        for each in list_staff(session):
            place = each.district or each.institution
            left = f"  已离岗 {shanghai_day(each.left_at)}" if each.left_at else ""
            say(f"{each.name}  {each.role.words}（{each.role}）  {place.name if place else '全市'}{left}")


@staff.command("chat-id", help="登记或更换某人的钉钉 userid。")
@click.argument("name", metavar="姓名")
@click.argument("chat_id", metavar="钉钉userid")
@refusals_end_the_command
def note_chat_id(name: str, chat_id: str) -> None:
    with database() as opened, opened.writing() as session:
        known = find_staff_in_service(session, name)
        correct_chat_id(session, known, chat_id, now=now())
        note_staff_act(session, known, StaffDeed.KNOWN_IN_CHAT, _operator(), chat_id, now=now())
        say(f"已登记：{name} 的钉钉 userid 为 {known.chat_id}。")


# As version 0.1 called it: what stands in somebody's notes keeps working.
staff.add_command(note_chat_id, "dingtalk")


@staff.command("link", help="给某人一个一次性链接，10 分钟内在浏览器打开即登录工作台。")
@click.argument("name", metavar="姓名")
@refusals_end_the_command
def link(name: str) -> None:
    made, chosen = token_urlsafe(24), settings()
    with database() as opened, opened.writing() as session:
        known = find_staff_in_service(session, name)
        make_link(session, known, "/desk", token=made, now=now())
        note_staff_act(session, known, StaffDeed.GIVEN_LINK, _operator(), now=now())
    click.echo(f"{chosen.public_url}/desk/enter/{made}")


@staff.command("leave", help="某人离岗：钉钉、网页和接口都不能再进入；办过的记录保留。")
@click.argument("name", metavar="姓名")
@refusals_end_the_command
def leave(name: str) -> None:
    with database() as opened, opened.writing() as session:
        known = find_staff(session, name)
        let_go(session, known, now=now())
        note_staff_act(session, known, StaffDeed.LEFT, _operator(), now=now())
    say(f"已办离岗：{name}。钉钉、网页和接口都不能再进入；办过的记录保留，进行中的检查请同事继续。")


@staff.command("return", help="离岗的人回来了：恢复登记，再登记钉钉 userid 或给新链接。")
@click.argument("name", metavar="姓名")
@refusals_end_the_command
def come_back(name: str) -> None:
    with database() as opened, opened.writing() as session:
        known = find_staff(session, name)
        take_back(session, known)
        note_staff_act(session, known, StaffDeed.RETURNED, _operator(), now=now())
    say(f"已恢复：{name}。请用 chaban staff chat-id {name} 钉钉userid 重新登记钉钉。")


def _operator() -> Doer:
    return Doer(settings().operator)


@click.group("token", help="接口令牌：签发、吊销。")
def token() -> None:
    pass


@token.command("issue", help="给工作人员签发接口令牌；令牌只显示这一次。")
@click.argument("name", metavar="姓名")
@click.option("--days", default=90, show_default=True, type=click.IntRange(1, 366), help="有效天数")
@refusals_end_the_command
def issue(name: str, days: int) -> None:
    made = token_urlsafe(32)
    with database() as opened, opened.writing() as session:
        holder = find_staff_in_service(session, name)
        issue = Issue(settings().operator)
        issue_token(session, holder, timedelta(days=days), issue, token=made, now=now())
    click.echo(made)


@token.command("revoke", help="吊销某人的全部令牌。")
@click.argument("name", metavar="姓名")
@refusals_end_the_command
def revoke(name: str) -> None:
    with database() as opened, opened.writing() as session:
        count = revoke_tokens(session, find_staff(session, name), revoked_by=settings().operator, now=now())
    say(f"已吊销 {count} 个令牌。")
