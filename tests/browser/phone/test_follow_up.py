"""R14: three taps on a phone, with and without script; the key that ends a line goes on and not back."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from tests.browser.checked import opened
from tests.browser.conftest import Visit
from training.follow_ups.rules.links import token_digest
from training.notice.clock import shanghai_day
from training.records.classes.trainees import Enrolment
from training.records.follow_ups.follow_ups import FollowUp, FollowUpAnswer

SINCE = date(2026, 1, 1)
FIRST_STEP = 30


@pytest.mark.parametrize("scripts", [True, False], ids=["script", "no script"])
def test_whoever_has_the_link_answers_in_three_taps(visits: Visit, scripts: bool):
    visitor = visits(java_script_enabled=scripts)
    token = f"three-taps-{scripts}"
    key = a_link(visitor.product, token)

    visitor.open(f"/f/{token}")
    visitor.press("在上班")
    visitor.page.get_by_label("从哪天开始").fill(SINCE.isoformat())
    employer = visitor.page.get_by_label("单位名称")
    employer.fill("鹿城餐饮")
    employer.press("Enter")
    visitor.page.get_by_role("heading", name="这样对吗？").wait_for()
    visitor.press("对，提交")
    visitor.page.get_by_role("heading", name="收到了，谢谢").wait_for()

    with opened(visitor.product) as (database, _), database.reading() as session:
        said = session.scalars(select(FollowUpAnswer).where(FollowUpAnswer.follow_up_id == key)).one()
        assert (said.status, said.employer, said.since, said.source) == ("就业", "鹿城餐饮", SINCE, "本人")
    visitor.open(f"/follow-up/{token}")
    visitor.page.get_by_role("heading", name="这个链接现在不能用").wait_for()


def a_link(product, token: str) -> int:
    """Of a step that is due today, of somebody whom nobody asked yet."""
    today = shanghai_day(datetime.now(UTC))
    asked_before = select(FollowUp.enrolment_id)
    unasked = select(Enrolment).where(Enrolment.id.not_in(asked_before)).order_by(Enrolment.id).limit(1)
    with opened(product) as (database, _), database.writing() as session:
        own = session.scalars(unasked).one()
        asked = FollowUp(
            enrolment_id=own.id,
            district_id=own.training_class.district_id,
            institution_id=own.training_class.institution_id,
            after_days=FIRST_STEP,
            qualified_on=today,
            due_on=today,
            is_open=True,
            token_digest=token_digest(token),
        )
        session.add(asked)
        session.flush()
        return asked.id
