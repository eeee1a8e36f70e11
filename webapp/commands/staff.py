"""`chaban staff …` and `chaban token …`: who may look, and with what."""

from datetime import timedelta
from secrets import token_urlsafe

import click

from training.services.add_staff import add_staff, find_staff, list_staff
from training.services.find_class import find_district, find_institution
from training.services.issue_token import issue_token, revoke_tokens
from training.terms import Role
from webapp.commands.context import console, database, now, refusals_end_the_command


@click.group("staff", help="工作人员：登记、列出。")
def staff() -> None:
    pass


@staff.command("add", help="登记工作人员；district 要写 --district，institution 要写 --institution。")
@click.option("--name", required=True, help="姓名")
@click.option("--role", required=True, type=click.Choice([role.value for role in Role]))
@click.option("--district", help="旗县区全称")
@click.option("--institution", help="培训机构名称")
@refusals_end_the_command
def add(name: str, role: str, district: str | None, institution: str | None) -> None:
    with database() as opened, opened.writing() as session:
        own_district = find_district(session, district) if district else None
        own_institution = find_institution(session, institution) if institution else None
        add_staff(session, name, Role(role), own_district, own_institution, now=now())
    console.print(f"已登记：{name}（{role}）", highlight=False, markup=False)


@staff.command("list", help="列出工作人员。")
@refusals_end_the_command
def show() -> None:
    with database() as opened, opened.reading() as session:
        for each in list_staff(session):
            place = each.district or each.institution
            console.print(
                f"{each.name}  {each.role}  {place.name if place else '全市'}", highlight=False, markup=False
            )


@click.group("token", help="接口令牌：签发、吊销。")
def token() -> None:
    pass


@token.command("issue", help="给工作人员签发接口令牌；令牌只显示这一次。")
@click.argument("name")
@click.option("--days", default=90, show_default=True, type=click.IntRange(1, 366), help="有效天数")
@refusals_end_the_command
def issue(name: str, days: int) -> None:
    made = token_urlsafe(32)
    with database() as opened, opened.writing() as session:
        issue_token(session, find_staff(session, name), timedelta(days=days), token=made, now=now())
    click.echo(made)


@token.command("revoke", help="吊销某人的全部令牌。")
@click.argument("name")
@refusals_end_the_command
def revoke(name: str) -> None:
    with database() as opened, opened.writing() as session:
        count = revoke_tokens(session, find_staff(session, name), now=now())
    console.print(f"已吊销 {count} 个令牌。", highlight=False)
