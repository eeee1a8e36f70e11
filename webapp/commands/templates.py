"""`chaban template …`: empty workbooks to fill in."""

from pathlib import Path

import click

from training.errors import reason_of
from training.intake.sheets.templates import KINDS, write_template
from webapp.commands.context import REFUSED, end, say


@click.command(
    "template",
    help="写出空白模板：班级备案、名册、课程表、打卡、自治区系统统计、放假安排。\n\n"
    "filing 班级备案，roster 名册，timetable 课程表，punches 打卡，"
    "region 自治区系统统计，region-classes 自治区班级，region-people 自治区学员，"
    "vouchers 培训券发放，former-certificates 历史证书，certificate-series 证书编号序列，calendar 放假安排。",
)
@click.argument("kind", metavar="种类", type=click.Choice(KINDS))
@click.argument("file", metavar="文件", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--force", is_flag=True, help="文件已存在时覆盖。")
def template(kind: str, file: Path, force: bool) -> None:
    if file.suffix.lower() != ".xlsx":
        raise click.UsageError("模板是 .xlsx 文件，请用 .xlsx 结尾的文件名。")
    if file.exists() and not force:
        end(f"{file} 已存在；要覆盖请加 --force。", REFUSED)
    try:
        write_template(kind, file)
    except OSError as error:
        end(f"写不了 {file}：{reason_of(error)}", REFUSED)
    say(f"模板已写到 {file}，列的说明在“填写说明”表。")
