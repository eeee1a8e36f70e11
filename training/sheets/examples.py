"""The example row of our own templates, and what somebody left of it who wrote over it."""

from training.notice.identity import compact
from training.notice.terms import Severity
from training.sheets.columns import Table
from training.sheets.findings import Finding
from training.sheets.tables import Line


def is_example(line: Line, table: Table, key: str) -> bool:
    """Whether it is the example as we wrote it; the key is the field that calls itself an example."""
    if not is_called_example(line, table, key):
        return False
    told = (
        (line.text(column.field), column.example) for column in table.written if column.field in line.cells
    )
    return all(text == compact(example) for text, example in told)


def is_called_example(line: Line, table: Table, key: str) -> bool:
    return line.text(key) == table.column_of(key).example


def left_of_example(line: Line, table: Table, key: str, sheet: str) -> list[Finding]:
    """What is wrong with a row that was written over the example, of which the key was left."""
    if not is_called_example(line, table, key):
        return []
    message = "还是模板里的示例，请改成实际的内容，或删掉这一行。"
    column = table.column_of(key)
    return [Finding(line.row_of(key), column.title, line.text(key), message, Severity.ERROR, sheet)]
