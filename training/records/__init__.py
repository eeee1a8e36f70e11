"""The rows: constraints yes, decisions no. Importing this package registers every table."""

from training.records.alerts import Alert
from training.records.attendance import Punch, WatchRecord
from training.records.batches import ImportBatch
from training.records.classes import Institution, Instructor, Lesson, LessonCancellation, TrainingClass
from training.records.corrections import CorrectionDecision, CorrectionPhoto, PunchCorrection
from training.records.devices import (
    Device,
    DeviceCommand,
    DeviceUpload,
    DeviceUser,
    FraudSignal,
    UnknownDevice,
    UnreadLine,
)
from training.records.districts import District, RuleSet
from training.records.messages import DeliveryAttempt, MessageReceipt, OutgoingMessage, SmsChannel
from training.records.reminders import LeaveOfAbsence, PhoneVerification, Reminder, SmsOptIn, SmsOptOut
from training.records.sign_in import CodeAttempt, LoginCode, SignIn, SignOut
from training.records.staff import ApiToken, Staff, StaffLink, StaffSession
from training.records.trainees import Enrolment, PhoneChange, Trainee, Withdrawal

__all__ = [
    "Alert",
    "ApiToken",
    "CodeAttempt",
    "CorrectionDecision",
    "CorrectionPhoto",
    "DeliveryAttempt",
    "Device",
    "DeviceCommand",
    "DeviceUpload",
    "DeviceUser",
    "District",
    "Enrolment",
    "FraudSignal",
    "ImportBatch",
    "Institution",
    "Instructor",
    "LeaveOfAbsence",
    "Lesson",
    "LessonCancellation",
    "LoginCode",
    "MessageReceipt",
    "OutgoingMessage",
    "PhoneChange",
    "PhoneVerification",
    "Punch",
    "PunchCorrection",
    "Reminder",
    "RuleSet",
    "SignIn",
    "SignOut",
    "SmsChannel",
    "SmsOptIn",
    "SmsOptOut",
    "Staff",
    "StaffLink",
    "StaffSession",
    "Trainee",
    "TrainingClass",
    "UnknownDevice",
    "UnreadLine",
    "WatchRecord",
    "Withdrawal",
]
