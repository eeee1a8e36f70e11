"""One C1 claim on its way: the trainee hands in, the reviewer reads, the city looks again (R57 to R60)."""

from datetime import date, datetime, timedelta
from itertools import count

from training.claims.acts.approve_claim import approve_claim
from training.claims.acts.confirm_claim import confirm_claim
from training.claims.acts.counter.begin_at_counter import begin_at_counter
from training.claims.acts.counter.keep_at_counter import keep_at_counter
from training.claims.acts.counter.submit_at_counter import submit_at_counter
from training.claims.acts.keep_paper import StoredFile, keep_paper
from training.claims.acts.open_claim import open_claim
from training.claims.acts.open_paper import open_paper
from training.claims.acts.pass_paper import pass_paper
from training.claims.acts.return_claim import return_claim
from training.claims.acts.return_paper import return_paper
from training.claims.acts.submit_claim import submit_claim
from training.claims.rules.c1_papers import PaperFacts
from training.claims.rules.consent import CONSENT_VERSION
from training.claims.sheets.paper_files import read_paper_file
from training.claims.terms import PaperKind
from training.claims.views.by import TRAINEE, By
from training.claims.views.load_claim import policy_of
from training.claims.views.paper_is_known import Field
from training.claims.views.see_claim import view_of
from training.notice.shares import is_drawn
from training.records.claims.claims import C1Claim
from training.records.classes.trainees import Enrolment
from training.records.staff.staff import Staff
from webapp.demo.city.city import City
from webapp.demo.city.pictures import draw_paper
from webapp.demo.city.staff import COUNTER_CLERK
from webapp.web.claim_uploads import store_in

TITLES = {
    PaperKind.LICENCE: "DRIVING LICENCE  C1",
    PaperKind.RIDE_HAIL: "RIDE HAILING PERMIT",
    PaperKind.TAXI: "TAXI PERMIT",
    PaperKind.CONTRACT: "LABOUR CONTRACT",
    PaperKind.WAGE_SLIP: "WAGE SLIPS",
    PaperKind.OTHER: "LETTER OF THE EMPLOYER",
}
BOTH = (PaperKind.LICENCE, PaperKind.TAXI)
ONE_MINUTE = timedelta(minutes=1)


class AtClaim:
    """Days and clocks are the city's; each paper takes the reviewer a minute."""

    def __init__(self, city: City, enrolment: Enrolment, days: int):
        self.city, self.enrolment = city, enrolment
        self.claim = self._begin(city.at(days, "19:20"))

    def photograph(self, *kinds: PaperKind, days: int) -> "AtClaim":
        for kind in kinds:
            title = f"{TITLES[kind]}  {self.enrolment.trainee.id_number[-4:]}"
            drawn = draw_paper(title, f"{self.claim.id:04d}-{kind.name[:3]}")
            stored = store_in(self.city.papers, f"claims/{self.claim.public_id}", read_paper_file(drawn))
            self._keep(Field(kind, 1), stored, self.city.at(days, "19:30"))
        return self

    def submit(self, days: int) -> "AtClaim":
        self._submit(self.city.at(days, "19:45"))
        return self

    def hand_in(self, days: int, *kinds: PaperKind) -> "AtClaim":
        """Licence and taxi permit, or what is named, submitted the same evening."""
        return self.photograph(*(kinds or BOTH), days=days).submit(days)

    def read(self, reviewer: str, days: int, clock: str = "10:10") -> datetime:
        """Every paper is opened and found in order; says when that was done."""
        staff, moment = self.city.who(reviewer), self.city.at(days, clock)
        for paper in view_of(self.city.session, self.claim, now=moment).papers:
            open_paper(self.city.session, staff, paper.public_id, now=moment)
            pass_paper(self.city.session, staff, paper.public_id, self._facts(paper.kind, days), now=moment)
            moment = min(moment + ONE_MINUTE, self.city.now)
        return moment

    def approve(self, reviewer: str, days: int, *, is_looked_at: bool = False) -> "AtClaim":
        moment = self.read(reviewer, days)
        seed = self._seed(is_looked_at)
        approve_claim(
            self.city.session,
            self.city.who(reviewer),
            self.claim.public_id,
            seed=seed,
            links=self.city.links,
            now=moment,
        )
        return self

    def confirm(self, inspector: str, days: int) -> "AtClaim":
        staff, moment = self.city.who(inspector), self.city.at(days, "15:10")
        confirm_claim(self.city.session, staff, self.claim.public_id, now=moment)
        return self

    def give_back(self, reviewer: str, days: int, why: str) -> "AtClaim":
        """The last paper has to be photographed again."""
        staff, moment = self.city.who(reviewer), self.city.at(days, "11:00")
        paper = view_of(self.city.session, self.claim, now=moment).papers[-1]
        return_paper(self.city.session, staff, paper.public_id, why, now=moment)
        links = self.city.links
        return_claim(self.city.session, staff, self.claim.public_id, "", links=links, now=moment)
        return self

    def _begin(self, now: datetime) -> C1Claim:
        return open_claim(self.city.session, self.enrolment, By(TRAINEE), now=now)

    def _keep(self, field: Field, file: StoredFile, now: datetime) -> None:
        keep_paper(self.city.session, self.claim, field, file, received_by=TRAINEE, now=now)

    def _submit(self, now: datetime) -> None:
        submit_claim(self.city.session, self.claim, TRAINEE, agreed_to=CONSENT_VERSION, now=now)

    def _seed(self, is_looked_at: bool) -> bytes:
        """Chance that falls as the story has it: one seed draws a claim that another leaves alone."""
        percent, claim = policy_of(self.claim).second_look_percent, self.claim.public_id
        seeds = (self.city.chance(f"{self.claim.id}:{place}") for place in count())
        return next(each for each in seeds if is_drawn(claim, each, percent) is is_looked_at)

    def _facts(self, kind: PaperKind, days: int) -> PaperFacts:
        got_on = self.enrolment.training_class.ends_on
        months = (date(got_on.year, got_on.month, 1), self.city.day(days).replace(day=1))
        return {
            PaperKind.LICENCE: PaperFacts(vehicle_class="C1", issued_on=got_on),
            PaperKind.WAGE_SLIP: PaperFacts(first_month=months[0], last_month=months[1]),
            PaperKind.OTHER: PaperFacts(),
        }.get(kind, PaperFacts(valid_from=got_on))


class AtCounter(AtClaim):
    """A clerk scans the papers of somebody who has no smartphone, and never reviews the claim."""

    def _begin(self, now: datetime) -> C1Claim:
        return begin_at_counter(self.city.session, self._staff, self.enrolment.public_id, now=now)

    def _keep(self, field: Field, file: StoredFile, now: datetime) -> None:
        keep_at_counter(self.city.session, self._staff, self.enrolment.public_id, field, file, now=now)

    def _submit(self, now: datetime) -> None:
        enrolment = self.enrolment.public_id
        submit_at_counter(self.city.session, self._staff, enrolment, agreed_to=CONSENT_VERSION, now=now)

    @property
    def _staff(self) -> Staff:
        return self.city.who(COUNTER_CLERK)
