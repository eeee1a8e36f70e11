"""需要我处理: what of all subjects waits for one person, what is due first on top."""

from collections import Counter
from datetime import datetime

from sqlalchemy.orm import Session

from training.notice.clock import shanghai_day
from training.notice.permissions import may
from training.records.staff.staff import Staff
from training.worklist.rules.worklist import Mark, Worklist, page_of_work
from training.worklist.terms import WorkKind
from training.worklist.views.afterwards.of_follow_ups import OF_FOLLOW_UPS
from training.worklist.views.money.of_ledgers import work_of_ledgers
from training.worklist.views.money.of_lines import OF_LINES
from training.worklist.views.money.of_payments import OF_PAYMENTS
from training.worklist.views.money.of_standards import OF_STANDARDS
from training.worklist.views.money.of_vouchers import OF_VOUCHERS
from training.worklist.views.of_certificates import OF_CERTIFICATES
from training.worklist.views.of_checks import work_of_checks
from training.worklist.views.of_classes import OF_CLASSES
from training.worklist.views.of_deputies import OF_DEPUTIES
from training.worklist.views.of_documents import work_of_documents
from training.worklist.views.of_files import OF_FILES, work_of_punches
from training.worklist.views.of_filings import OF_FILINGS
from training.worklist.views.of_people import OF_PEOPLE
from training.worklist.views.of_plans import OF_PLANS, work_of_plans
from training.worklist.views.of_projects import OF_PROJECTS
from training.worklist.views.of_region import OF_REGION
from training.worklist.views.of_results import OF_BACK_CHECKS, OF_RESULTS, work_of_reopened
from training.worklist.views.of_rules import OF_RULES
from training.worklist.views.of_talent import OF_TALENT
from training.worklist.views.of_urgings import OF_URGINGS
from training.worklist.views.queues import count_queues, read_queue

QUEUES = (
    *(*OF_URGINGS, *OF_FILINGS, *OF_CLASSES, *OF_PEOPLE, *OF_FILES, *OF_DEPUTIES, *OF_RULES),
    *(*OF_PLANS, *OF_PROJECTS, *OF_RESULTS, *OF_CERTIFICATES, *OF_REGION, *OF_TALENT),
    *OF_VOUCHERS,
    *OF_PAYMENTS,
    *OF_LINES,
    *OF_STANDARDS,
    *OF_BACK_CHECKS,
    *OF_FOLLOW_UPS,
)


def see_worklist(
    session: Session,
    staff: Staff,
    kind: WorkKind | None = None,
    after: Mark | None = None,
    *,
    most: int,
    now: datetime,
) -> Worklist:
    """A page of it, of one kind or of all; it asks as often of thousands as of few.

    `most`: lines a page.
    """
    today = shanghai_day(now)
    counts = count_queues(session, staff, QUEUES, now=now)
    at_once = [*work_of_checks(session, staff, now=now), *work_of_punches(session, staff, now=now)]
    at_once += [*work_of_documents(session, staff, now=now), *work_of_reopened(session, staff, now=now)]
    at_once += [*work_of_plans(session, staff, now=now), *work_of_ledgers(session, staff, now=now)]
    counts.update(Counter(each.kind for each in at_once))
    found = [each for each in at_once if kind in (None, each.kind)]
    for queue in QUEUES:
        if counts[queue.kind] and kind in (None, queue.kind) and may(staff.role, queue.permission):
            found += read_queue(session, staff, queue, today, (after, most + 1))
    return page_of_work(found, counts, after, most)
