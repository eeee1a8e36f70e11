"""The rows: constraints yes, decisions no. Importing this package registers every table."""

from training.records.alerts import Alert
from training.records.attendance import Punch, WatchRecord
from training.records.batches import ImportBatch
from training.records.calls import FieldComparison, MismatchResolution, PhoneShowing, SpotCall
from training.records.claim_papers import ClaimPaper, PaperOpening, PaperReview
from training.records.claims import C1Claim, ClaimEvent, ClaimPayment, Publicity
from training.records.classes import Institution, Instructor, Lesson, LessonCancellation, TrainingClass
from training.records.districts import District, RuleSet
from training.records.evidence import Evidence, HeadCount, PanoramaMark
from training.records.messages import DeliveryAttempt, MessageReceipt, OutgoingMessage, SmsChannel
from training.records.personal_data import PhoneRequest, ProblemReport
from training.records.schools import SchoolApproval, SchoolRevocation
from training.records.sign_in import CodeAttempt, LoginCode, SignIn, SignOut
from training.records.spot_checks import (
    CheckConclusion,
    CheckVoiding,
    Draw,
    DrawnTrainee,
    SpotCheck,
    Substitution,
)
from training.records.staff import ApiToken, Staff, StaffLink, StaffSession
from training.records.trainees import Enrolment, PhoneChange, Trainee, Withdrawal

__all__ = [
    "Alert",
    "ApiToken",
    "C1Claim",
    "CheckConclusion",
    "CheckVoiding",
    "ClaimEvent",
    "ClaimPaper",
    "ClaimPayment",
    "CodeAttempt",
    "DeliveryAttempt",
    "District",
    "Draw",
    "DrawnTrainee",
    "Enrolment",
    "Evidence",
    "FieldComparison",
    "HeadCount",
    "ImportBatch",
    "Institution",
    "Instructor",
    "Lesson",
    "LessonCancellation",
    "LoginCode",
    "MessageReceipt",
    "MismatchResolution",
    "OutgoingMessage",
    "PanoramaMark",
    "PaperOpening",
    "PaperReview",
    "PhoneChange",
    "PhoneRequest",
    "PhoneShowing",
    "ProblemReport",
    "Publicity",
    "Punch",
    "RuleSet",
    "SchoolApproval",
    "SchoolRevocation",
    "SignIn",
    "SignOut",
    "SmsChannel",
    "SpotCall",
    "SpotCheck",
    "Staff",
    "StaffLink",
    "StaffSession",
    "Substitution",
    "Trainee",
    "TrainingClass",
    "WatchRecord",
    "Withdrawal",
]
