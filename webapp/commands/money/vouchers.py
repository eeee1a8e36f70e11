"""`chaban voucher …`: vouchers are issued out of a workbook, and one is looked at by its number (R10)."""

from collections.abc import Iterator
from hashlib import file_digest
from pathlib import Path

import click

from training.notice.clock import SHANGHAI, shanghai_day
from training.notice.identity import mask_name
from training.records.vouchers.vouchers import Voucher
from training.sheets.hand_in import HandedFile, ImportRefused
from training.staff.views.find_staff import find_staff_in_service
from training.vouchers.acts.import_vouchers import import_vouchers
from training.vouchers.rules.living import voucher_state
from training.vouchers.rules.numbers import read_number
from training.vouchers.sheets.voucher_sheet import read_vouchers
from training.vouchers.views.find_voucher import find_numbered
from webapp.commands.context import database, now, refusals_end_the_command, say
from webapp.commands.report import print_report, refuse_file

_as = click.option("--as", "who", required=True, metavar="姓名", help="以哪位工作人员的身份办理")


@click.group("voucher", help="职业培训券：按发放表发券，按券号查看。")
def voucher() -> None:
    pass


@voucher.command("issue", help="按“培训券发放”表发券：voucher issue 发放表.xlsx --as 姓名")
@click.argument("file", metavar="文件", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--accept-good-rows", is_flag=True, help="有错误的行跳过，其余照常发放。")
@_as
@refusals_end_the_command
def issue(file: Path, who: str, *, accept_good_rows: bool) -> None:
    rows = list(read_vouchers(file))
    with file.open("rb") as content:
        digest = file_digest(content, "sha256").hexdigest()
    try:
        with database() as opened, opened.writing() as session:
            staff = find_staff_in_service(session, who)
            handed = HandedFile(file.name, digest, staff.name, now(), staff.id)
            report = import_vouchers(session, rows, handed, accept_good_rows=accept_good_rows)
    except ImportRefused as refusal:
        refuse_file(refusal, file)
    print_report(report)


@voucher.command("show", help="看一张券：voucher show 券号 --as 姓名")
@click.argument("number", metavar="券号")
@_as
@refusals_end_the_command
def show(number: str, who: str) -> None:
    with database() as opened, opened.reading() as session:
        own = find_numbered(session, find_staff_in_service(session, who), read_number(number))
        say(
            f"{own.number} {voucher_state(own.state, own.valid_until, shanghai_day(now())).value}",
            style="bold",
        )
        for line in _lines(own):
            say(line)


def _lines(own: Voucher) -> Iterator[str]:
    """For whom, masked, and what for; every act without its reason, which may name people."""
    batch = own.batch
    yield f"{mask_name(own.trainee.name)}，{batch.trade or '不限工种'}{batch.level}，批次 {batch.number}"
    yield f"有效期 {batch.valid_from} 至 {own.valid_until}，{batch.fund.value}"
    if own.used_enrolment is not None:
        about = own.used_enrolment.training_class
        yield f"用于 {about.class_number} {about.name}，{about.institution.name}"
    for each in own.events:
        yield f"{each.acted_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M} {each.acted_by} {each.move.value}"
