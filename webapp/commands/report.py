"""What became of a file, as a clerk reads it in the terminal."""

from pathlib import Path
from typing import NoReturn

from training.errors import reason_of
from training.intake.sheets.marked_copy import write_marked_copy
from training.notice.terms import Severity
from training.sheets.findings import Finding
from training.sheets.hand_in import ImportRefused, ImportReport
from webapp.commands.context import REFUSED, a_table, complain, console, end, say

MOST_ROWS = 60
COUNTS = (("stored", "新增"), ("known", "已有"), ("quarantined", "隔离"), ("refused", "拒绝"))


def print_report(report: ImportReport, *, dry_run: bool = False, was_refused: bool = False) -> None:
    """The findings, what the clerk should know, and the counts that add up."""
    if report.findings:
        print_findings(report.findings)
    for line in report.unread.told():
        say(f"注意：{line}")
    for notice in report.notices:
        say(f"注意：{notice}")
    if report.imported_before:
        return
    if report.read == report.unused:
        say("注意：没有读到数据：请把数据填在表头下面的行里（示例行不算）。")
    unused = (("unused", "未用"),) if report.unused else ()
    counts = "，".join(f"{word} {getattr(report, name)}" for name, word in (*COUNTS, *unused))
    if was_refused:
        wrong = f"，其中 {report.refused} 行要改" if report.refused else ""
        say(f"没有写入。读取 {report.read} 行{wrong}。", style="bold")
    else:
        verb = "试运行（没有写入）：将" if dry_run else ""
        say(f"{verb}读取 {report.read} 行 = {counts}", style="bold")


def print_findings(findings: list[Finding]) -> None:
    """Errors first; a very long list is cut, the marked copy has all of it."""
    in_order = sorted(findings, key=lambda finding: finding.severity is not Severity.ERROR)
    table = a_table("", "工作表", "行", "列", "值", "问题和改法")
    for finding in in_order[:MOST_ROWS]:
        sign = "✗ 错误" if finding.severity is Severity.ERROR else "! 提醒"
        row = str(finding.row) if finding.row else ""
        table.add_row(sign, finding.sheet, row, finding.column, finding.value, finding.message)
    console.print(table)
    if len(in_order) > MOST_ROWS:
        say(f"…… 还有 {len(in_order) - MOST_ROWS} 条，见标注文件。")


def refuse_file(refusal: ImportRefused, path: Path) -> NoReturn:
    """What is wrong on the screen and marked in a copy of the file; ends with status 1."""
    print_report(refusal.report, was_refused=True)
    marked = path.with_name(f"{path.stem}.已标注.xlsx")
    try:
        write_marked_copy(path, refusal.report.findings, marked)
        complain(f"已生成标注文件：{marked}")
    except OSError as error:
        complain(f"标注文件没有写成：{reason_of(error)}")
    good_rows = "" if refusal.report.breaks_rules else "（只导入正确的行：加 --accept-good-rows）"
    end(f"{refusal}{good_rows}", REFUSED)
