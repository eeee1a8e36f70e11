"""A purge is told the day before, and a worker killed in the middle of it leaves nothing half."""

import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import select

from notifications.due_purge import purge_tonight
from tests.checkout import CHECKOUT
from tests.factories import at
from tests.training.claims.claiming import a_c1_enrolment, a_draft, an_approval, photograph
from training.claims.terms import PaperKind
from training.database import Database
from training.notice.policy import Policy
from training.outbox.terms import Audience
from training.privacy.acts.plan_purge import plan_purge
from training.records.claims.claims import C1Claim
from training.records.claims.papers import ClaimPaper
from training.records.outbox.alerts import Alert
from webapp.web.stores.folder import FolderStore

CLAIMS = 3
OPENED = at(date(2026, 3, 2), "12:00")
DUE_ON = (OPENED + timedelta(days=Policy().unfinished_claim_days)).date()
EVENING, NIGHT = at(DUE_ON, "19:00"), at(DUE_ON + timedelta(days=1), "03:15")
DAY = timedelta(days=1)
DYING = """
import os, sys
from datetime import datetime
from pathlib import Path
from notifications.due_purge import purge_tonight
from training.database import Database
from training.vault import Vault
from webapp.web.stores.folder import FolderStore

class Dying(FolderStore):
    left = int(sys.argv[4])
    def remove(self, key):
        if not Dying.left:
            os._exit(9)
        Dying.left -= 1
        super().remove(key)

url, folder, night = sys.argv[1:4]
database = Database(url, Vault(b"d" * 32, b"i" * 32))
purge_tonight(database, Dying(Path(folder)), now=datetime.fromisoformat(night))
"""


def three_drafts(database: Database, store: FolderStore) -> None:
    with database.writing() as session:
        an_approval(session)
        for number in range(CLAIMS):
            enrolment = a_c1_enrolment(session, f"C1-{number}", phone=f"1380000000{number}")
            claim = a_draft(session, enrolment, now=OPENED)
            photograph(session, claim, PaperKind.LICENCE, PaperKind.TAXI, now=OPENED)
        for paper in session.scalars(select(ClaimPaper)):
            for key in (paper.store_key, paper.thumbnail_key):
                store.put(key, b"sealed", "image/jpeg")


def killed_after(url: str, folder: Path, files: int) -> int:
    """A process of its own that dies when it comes to the next file; how it ended."""
    told = [url, str(folder), NIGHT.isoformat(), str(files)]
    return subprocess.run([sys.executable, "-c", DYING, *told], cwd=CHECKOUT, check=False).returncode


def left(database: Database) -> list[tuple[bool, int]]:
    """Of each claim whether it was purged, and how many of its papers were not."""
    with database.reading() as session:
        claims = session.scalars(select(C1Claim).order_by(C1Claim.id)).all()
        kept = session.scalars(select(ClaimPaper.claim_id).where(ClaimPaper.purged_at.is_(None))).all()
        return [(each.purged_at is not None, kept.count(each.id)) for each in claims]


def test_a_purge_killed_in_the_middle_goes_on_the_next_night(
    database: Database, database_url: str, tmp_path: Path, figure: Callable[[str, str, object], None]
) -> None:
    """It dies when four files of the first claim and two of the second are gone."""
    folder = tmp_path / "evidence"
    store = FolderStore(folder)
    three_drafts(database, store)
    assert (len(purge_tonight(database, store, now=NIGHT).claims), len(files(folder))) == (0, 12)
    with database.writing() as session:
        assert plan_purge(session, now=EVENING) == CLAIMS
        told = session.scalars(select(Alert.text).where(Alert.audience == Audience.ADMINISTRATOR)).all()
    assert [f"申领材料 {CLAIMS} 份" in each for each in told] == [True]

    assert killed_after(database_url, folder, 6) == 9
    assert (left(database), len(files(folder))) == ([(True, 0), (False, 2), (False, 2)], 6)
    with database.writing() as session:
        plan_purge(session, now=EVENING + DAY)
    purge_tonight(database, store, now=NIGHT + DAY)

    assert (left(database), files(folder)) == ([(True, 0)] * CLAIMS, [])
    figure("a purge killed between two files", "told before, nothing half after the next night", "0 half")


def files(folder: Path) -> list[Path]:
    return [each for each in folder.rglob("*") if each.is_file()]
