"""`chaban alerts …`: what the people on duty have been told."""

from datetime import timedelta

from tests.factories import MONDAY, at
from tests.webapp.commands.conftest import rows
from training.classes.views.find_class import find_class
from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.terms import Audience

NINE = at(MONDAY, "09:00")


def tell(chaban, *, audience=Audience.INSPECTORS, class_number: str = "", minutes: int = 0) -> None:
    with chaban.database.writing() as session:
        own = find_class(session, class_number) if class_number else None
        text = f"{audience} {class_number} {minutes}"
        draft = AlertDraft("test", text, text, audience, own)
        raise_alert(session, draft, now=NINE + timedelta(minutes=minutes))


def test_no_alerts_are_one_line(chaban):
    said = chaban("alerts", "list")

    assert (said.exit_code, said.stdout) == (0, "共 0 条。\n")


def test_alerts_are_listed_the_newest_first_with_whom_they_tell(bt_1):
    for minutes, audience in enumerate(Audience):
        tell(bt_1, audience=audience, class_number="BT-1", minutes=minutes)
    tell(bt_1, minutes=3)

    said = bt_1("alerts", "list")

    assert rows(said.stdout) == [
        ["2026-03-02 09:03", "市局", "inspectors  3"],
        ["2026-03-02 09:02", "管理员", "administrator BT-1 2"],
        ["2026-03-02 09:01", "包头市第一培训学校", "institution BT-1 1"],
        ["2026-03-02 09:00", "昆都仑区", "inspectors BT-1 0"],
    ]
    assert said.stdout.endswith("共 4 条。\n")


def test_more_alerts_than_anybody_reads_are_cut_and_it_says_so(chaban):
    for minutes in range(201):
        tell(chaban, minutes=minutes)

    said = chaban("alerts", "list")

    assert len(rows(said.stdout)) == 200
    assert said.stdout.endswith("共 201 条，只列出最近 200 条。\n")
