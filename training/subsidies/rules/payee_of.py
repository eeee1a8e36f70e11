from training.claims.terms import Payee
from training.notice.policy import Policy


def payee_of(policy: Policy) -> Payee:
    return Payee.INSTITUTION if policy.paid_to_institution else Payee.TRAINEE
