"""An issuer in a process of its own: numbers for classes one after the other, or stopped before it commits.

`python -m tests.hold.certificates.issuing URL stay|go CLASS…`, classes by their numbers.
"""

import sys
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.training.certificates.certified import AFTER, CITY, NUMBERING
from training.certificates.acts.issue_certificates import issue_certificates
from training.certificates.rules.issuing import Wanted
from training.certificates.rules.numbers import Issuer
from training.database import Database
from training.records.classes.classes import TrainingClass
from training.results.views.find_approved_list import find_approved_list
from training.staff.views.find_staff import find_staff
from training.vault import Vault
from webapp.desk.certificates.pages.papers import new_token

STAY, GO = "stay", "go"


def issue(session: Session, number: str) -> list[str]:
    """As the page does it, in the transaction of the caller."""
    own = session.scalars(select(TrainingClass).where(TrainingClass.class_number == number)).one()
    listed = find_approved_list(session, own.id)
    by = Issuer(NUMBERING, "包头市人社局", new_token)
    wanted = Wanted(listed.sha256 if listed else "")
    city = find_staff(session, CITY)
    made = issue_certificates(session, city, own.public_id, wanted, by, now=AFTER)
    return [each.number for each in made]


def main(url: str, how: str, classes: Sequence[str]) -> None:
    database = Database(url, Vault(b"d" * 32, b"i" * 32))
    for number in classes:
        with database.writing() as session:
            made = issue(session, number)
            if how == STAY:
                sys.stdout.write(f"{len(made)}\n")
                sys.stdout.flush()
                sys.stdin.readline()
    database.close()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
