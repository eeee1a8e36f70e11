"""What may be done with a C1 claim when and by whom, and who acts next: the way of a claim as a table."""

from training.claims.terms import Actor, ClaimAct, ClaimState
from training.errors import Next, NotNow, NotYours
from training.notice.permissions import Permission, may
from training.notice.terms import Role

State, Act = ClaimState, ClaimAct
TRANSITIONS: dict[tuple[ClaimState, ClaimAct], ClaimState] = {
    (State.DRAFT, Act.SUBMIT): State.WAITING,
    (State.DRAFT, Act.GIVE_UP): State.GIVEN_UP,
    (State.WAITING, Act.WITHDRAW): State.DRAFT,
    (State.WAITING, Act.RETURN): State.RETURNED,
    (State.WAITING, Act.APPROVE): State.APPROVED,
    (State.WAITING, Act.REJECT): State.REJECTED,
    (State.RETURNED, Act.SUBMIT): State.WAITING,
    (State.RETURNED, Act.GIVE_UP): State.GIVEN_UP,
    (State.APPROVED, Act.CONFIRM): State.APPROVED,
    (State.APPROVED, Act.SEND_BACK): State.WAITING,
    (State.APPROVED, Act.PUBLICISE): State.PUBLICISED,
    (State.PUBLICISED, Act.OBJECT): State.PUBLICISED,
    (State.PUBLICISED, Act.SETTLE): State.PUBLICISED,
    (State.PUBLICISED, Act.UPHOLD): State.WAITING,
    (State.PUBLICISED, Act.SEND_BACK): State.WAITING,
    (State.PUBLICISED, Act.APPLY): State.APPLIED,
    (State.APPLIED, Act.TAKE_BACK): State.PUBLICISED,
    (State.APPLIED, Act.PAY): State.PAID,
    (State.PAID, Act.UNDO): State.APPLIED,
    (State.PAID, Act.RECOVER): State.RECOVERED,
    (State.RECOVERED, Act.UNDO_RECEIPT): State.PAID,
    (State.PAID, Act.UNDO_RECEIPT): State.PAID,
}
ENDED = frozenset({State.REJECTED, State.GIVEN_UP})
"""After these the same person may begin anew in the same class."""
GRANTED = frozenset({State.APPROVED, State.PUBLICISED, State.APPLIED, State.PAID})
EDITABLE = frozenset({State.DRAFT, State.RETURNED})
"""The trainee may hand in and replace papers."""
PERMISSIONS: dict[ClaimAct, Permission] = {
    Act.RETURN: Permission.REVIEW_CLAIMS,
    Act.APPROVE: Permission.REVIEW_CLAIMS,
    Act.REJECT: Permission.REVIEW_CLAIMS,
    Act.CONFIRM: Permission.LOOK_AGAIN,
    Act.SEND_BACK: Permission.LOOK_AGAIN,
}
"""Of the review. From the meeting on a claim goes along with its line of the common chain."""
NEXT: dict[ClaimState, Actor] = {
    State.DRAFT: Actor.TRAINEE,
    State.WAITING: Actor.DISTRICT,
    State.RETURNED: Actor.TRAINEE,
    State.APPROVED: Actor.OFFICE,
    State.PUBLICISED: Actor.OFFICE,
    State.APPLIED: Actor.FINANCE,
    State.REJECTED: Actor.NOBODY,
    State.PAID: Actor.NOBODY,
    State.RECOVERED: Actor.NOBODY,
    State.GIVEN_UP: Actor.NOBODY,
}
DECIDING = frozenset(
    {Act.WITHDRAW, Act.RETURN, Act.APPROVE, Act.REJECT, Act.CONFIRM, Act.SEND_BACK, Act.UPHOLD}
)
"""After these somebody who had the claim before them has it no longer."""
LOOKS = frozenset({Act.CONFIRM, Act.SEND_BACK})
"""How the city's second look ends."""
UNDONE = frozenset({Act.SEND_BACK, Act.UPHOLD})
"""An approval did not stand: the district reviews anew, and the city looks at what comes of it."""
CONFIDENTIAL = frozenset({Act.OBJECT, Act.SETTLE, Act.UPHOLD, Act.SEND_BACK, Act.UNDO, Act.UNDO_RECEIPT})
"""Why these were done stays between the offices: it may name whoever objected, or another person."""


class ClaimStandsElsewhere(NotNow):
    """The claim does not stand where this act is possible."""

    leads_to = (Next.CLAIMS,)

    def __init__(self, state: ClaimState, act: ClaimAct):
        super().__init__(f"申领现在是“{state.value}”，不能{act.value}；请重新打开看最新状态。")
        self.state = state
        self.act = act


class NotYourAct(NotYours):
    """Somebody of another role does this."""

    leads_to = (Next.CLAIMS, Next.HELP)

    def __init__(self, act: ClaimAct):
        who = "市本级人员" if act in LOOKS else "本旗县区的审核人员"
        super().__init__(f"“{act.value}”由{who}办理，您可以查看。")


class OwnClaim(NotYours):
    """Nobody reviews a claim that the same person filed."""

    leads_to = (Next.CLAIMS,)

    def __init__(self) -> None:
        super().__init__("这份申领由您本人提出或代办，不能自己审核；请同事审核。")


def next_state(state: ClaimState, act: ClaimAct) -> ClaimState:
    """Where the claim goes by this act; raises ClaimStandsElsewhere."""
    if (state, act) not in TRANSITIONS:
        raise ClaimStandsElsewhere(state, act)
    return TRANSITIONS[state, act]


def check_role(role: Role, act: ClaimAct) -> None:
    """Raise NotYourAct; a district's own place is checked where the claim is looked up."""
    if not may(role, PERMISSIONS[act]):
        raise NotYourAct(act)


def comes_before(act: ClaimAct, *, look_is_due: bool) -> Permission | None:
    """What has to be decided once this was done, by those who may; None where nothing new has."""
    if act is Act.SUBMIT or act in UNDONE:
        return Permission.REVIEW_CLAIMS
    return Permission.LOOK_AGAIN if act is Act.APPROVE and look_is_due else None


def who_acts_next(state: ClaimState, *, look_is_due: bool, second_reviewer_is_due: bool) -> Actor:
    if state is State.APPROVED and look_is_due:
        return Actor.CITY
    if state is State.WAITING and second_reviewer_is_due:
        return Actor.SECOND_REVIEWER
    return NEXT[state]
