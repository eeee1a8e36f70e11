"""`chaban ledger …`: 收支台账 as a page of the desk shows it (R66)."""

import click

from training.ledgers.sheets.ledger_rows import expense_of, income_of, number_of, reversal_of
from training.ledgers.views.find_ledger import find_ledger
from training.ledgers.views.see_ledger import see_ledger
from training.notice.clock import shanghai_day
from training.notice.money import signed_yuan
from training.notice.terms import Fund
from training.staff.views.find_staff import find_staff_in_service
from webapp.commands.context import a_table, console, database, now, refusals_end_the_command, say


@click.group("ledger", help="收支台账：按旗县区、资金和年度查看。")
def ledger() -> None:
    pass


@ledger.command("show", help="查看最近的几笔和余额：ledger show 昆都仑区 就业补助资金 --as 姓名")
@click.argument("district", metavar="旗县区")
@click.argument("fund", metavar="资金来源", type=click.Choice([each.value for each in Fund]))
@click.option("--year", type=int, metavar="年度", help="不写是今年。")
@click.option("--as", "who", required=True, metavar="姓名", help="以哪位工作人员的身份查看")
@refusals_end_the_command
def show(district: str, fund: str, year: int | None, who: str) -> None:
    with database() as opened, opened.reading() as session:
        staff = find_staff_in_service(session, who)
        wanted = (district, fund, str(year or shanghai_day(now()).year))
        own = find_ledger(session, staff, wanted)
        found = see_ledger(session, staff, own)
        table = a_table("号", "日期", "类别", "凭证号", "摘要", "收入", "支出", "余额", "冲正")
        for each in reversed(found.lines):
            entry, back = each.entry, reversal_of(each.entry, each.reversed_by)
            table.add_row(
                *(number_of(entry), entry.on_day.isoformat(), entry.kind, entry.voucher, each.summary),
                *(income_of(entry), expense_of(entry), signed_yuan(each.balance), back),
            )
    if found.lines:
        console.print(table)
    say(f"共 {found.page.total} 笔{'（只列最近的）' if found.page.older else ''}。")
    balance = signed_yuan(found.totals.balance)
    say(f"{own.district.name}{own.fund} {own.year} 年余额 {balance} 元。", style="bold")
    say("以自治区系统数据为准。")
