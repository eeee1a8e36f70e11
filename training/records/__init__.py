"""The rows: constraints yes, decisions no. Importing this package registers every table."""

from training.records.alerts import Alert
from training.records.attendance import Punch, WatchRecord
from training.records.batches import ImportBatch
from training.records.chat import AlertNotice, ApiUsage, ReceivedMessage
from training.records.classes import Institution, Instructor, Lesson, LessonCancellation, TrainingClass
from training.records.districts import District, RuleSet
from training.records.messages import DeliveryAttempt, OutgoingMessage
from training.records.sign_in import CodeAttempt, LoginCode, SignIn, SignOut
from training.records.staff import ApiToken, Staff, StaffLink, StaffSession
from training.records.trainees import Enrolment, PhoneChange, Trainee, Withdrawal

__all__ = [
    "Alert",
    "AlertNotice",
    "ApiToken",
    "ApiUsage",
    "CodeAttempt",
    "DeliveryAttempt",
    "District",
    "Enrolment",
    "ImportBatch",
    "Institution",
    "Instructor",
    "Lesson",
    "LessonCancellation",
    "LoginCode",
    "OutgoingMessage",
    "PhoneChange",
    "Punch",
    "ReceivedMessage",
    "RuleSet",
    "SignIn",
    "SignOut",
    "Staff",
    "StaffLink",
    "StaffSession",
    "Trainee",
    "TrainingClass",
    "WatchRecord",
    "Withdrawal",
]
