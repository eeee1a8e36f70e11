"""PIPL art. 19: what was typed of somebody's work goes after the years of archives (R14)."""

from dataclasses import dataclass, field
from datetime import date

import pytest

from notifications.due_purge import Removal, purge_due
from tests.factories import at
from tests.training.follow_ups.following import EMPLOYED, a_proof, following
from training.follow_ups.terms import WorkStatus
from training.privacy.terms import PurgeKind
from training.privacy.views.due_now import due_now
from training.privacy.views.planned_purge import last_said
from training.privacy.views.stray import stray


@dataclass
class Store:
    removed: list[str] = field(default_factory=list)

    def remove(self, key: str) -> None:
        self.removed.append(key)


# It was answered on 20 October 2026, and archives stay ten years.
@pytest.mark.parametrize(("day", "goes"), [(date(2036, 10, 19), False), (date(2036, 10, 20), True)])
def test_an_answer_loses_its_words_and_proof_after_ten_years_and_keeps_its_status(database, day, goes):
    follow = following(database)
    proof = a_proof()
    follow.answer(EMPLOYED, proof=proof)
    store, now = Store(), at(day, "09:00")

    with database.reading() as session:
        due, said = due_now(session, now=now), last_said(session)
    done = purge_due(Removal(database, store, said, now, now), due.keys)

    own = follow.see().answers[0]
    assert done.answers == len(due.keys[PurgeKind.FOLLOW_UPS]) == int(goes)
    assert store.removed == ([proof.store_key] if goes else [])
    assert (own.status, own.employer, own.job) == (
        WorkStatus.EMPLOYED,
        *(("", "") if goes else ("鹿城餐饮", "厨师")),
    )
    assert (own.since is None, own.proof.purged_at is not None, own.has_proof) == (goes, goes, True)


def test_a_proof_is_no_stray_until_it_is_purged(database):
    follow = following(database)
    proof = a_proof()
    follow.answer(EMPLOYED, proof=proof)

    with database.reading() as session:
        assert stray(session, [proof.store_key, "documents/other"]) == {"documents/other"}
