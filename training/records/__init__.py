"""The rows: constraints yes, decisions no. Importing this package registers every table."""

from training.records.alerts import Alert
from training.records.attendance import Punch, WatchRecord
from training.records.batches import ImportBatch
from training.records.calls import FieldComparison, MismatchResolution, PhoneShowing, SpotCall
from training.records.chat import AlertNotice, ApiUsage, ChatCard, CheckFocus, ReceivedMessage
from training.records.claim_papers import ClaimPaper, PaperOpening, PaperReview
from training.records.claims import (
    C1Claim,
    ClaimEvent,
    ClaimPayment,
    CounterFiling,
    Publicity,
    PublicityMinutes,
)
from training.records.classes import (
    Institution,
    Instructor,
    Lesson,
    LessonCancellation,
    OnlineReason,
    TrainingClass,
)
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
from training.records.dingtalk_sign_in import DingTalkSignIn
from training.records.districts import District, RuleSet
from training.records.evidence import Evidence, HeadCount, PanoramaMark
from training.records.faces import FaceDetection
from training.records.feedback import Feedback, FeedbackAnswer
from training.records.forms import FormReceipt
from training.records.meeting_members import (
    CameraSighting,
    DingTalkAccount,
    MeetingEvent,
    MeetingLook,
    MeetingPresence,
)
from training.records.meetings import Meeting, MeetingInvitation, MeetingNotice, MeetingWish
from training.records.messages import DeliveryAttempt, MessageReceipt, OutgoingMessage, SmsChannel
from training.records.personal_data import PhoneRequest, ProblemReport
from training.records.region_totals import RegionTotal
from training.records.reminders import (
    LeaveOfAbsence,
    LeaveRevocation,
    PhoneVerification,
    Reminder,
    SmsOptIn,
    SmsOptOut,
)
from training.records.schools import SchoolApproval, SchoolRevocation
from training.records.short_links import ShortLink
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
from training.records.video_checks import (
    FaceCount,
    LiveStatistics,
    MeetingFailure,
    StatisticsViewer,
    VideoStart,
)

__all__ = [
    "Alert",
    "AlertNotice",
    "ApiToken",
    "ApiUsage",
    "C1Claim",
    "CameraSighting",
    "ChatCard",
    "CheckConclusion",
    "CheckFocus",
    "CheckVoiding",
    "ClaimEvent",
    "ClaimPaper",
    "ClaimPayment",
    "CodeAttempt",
    "CorrectionDecision",
    "CorrectionPhoto",
    "CounterFiling",
    "DeliveryAttempt",
    "Device",
    "DeviceCommand",
    "DeviceUpload",
    "DeviceUser",
    "DingTalkAccount",
    "DingTalkSignIn",
    "District",
    "Draw",
    "DrawnTrainee",
    "Enrolment",
    "Evidence",
    "FaceCount",
    "FaceDetection",
    "Feedback",
    "FeedbackAnswer",
    "FieldComparison",
    "FormReceipt",
    "FraudSignal",
    "HeadCount",
    "ImportBatch",
    "Institution",
    "Instructor",
    "LeaveOfAbsence",
    "LeaveRevocation",
    "Lesson",
    "LessonCancellation",
    "LiveStatistics",
    "LoginCode",
    "Meeting",
    "MeetingEvent",
    "MeetingFailure",
    "MeetingInvitation",
    "MeetingLook",
    "MeetingNotice",
    "MeetingPresence",
    "MeetingWish",
    "MessageReceipt",
    "MismatchResolution",
    "OnlineReason",
    "OutgoingMessage",
    "PanoramaMark",
    "PaperOpening",
    "PaperReview",
    "PhoneChange",
    "PhoneRequest",
    "PhoneShowing",
    "PhoneVerification",
    "ProblemReport",
    "Publicity",
    "PublicityMinutes",
    "Punch",
    "PunchCorrection",
    "ReceivedMessage",
    "RegionTotal",
    "Reminder",
    "RuleSet",
    "SchoolApproval",
    "SchoolRevocation",
    "ShortLink",
    "SignIn",
    "SignOut",
    "SmsChannel",
    "SmsOptIn",
    "SmsOptOut",
    "SpotCall",
    "SpotCheck",
    "Staff",
    "StaffLink",
    "StaffSession",
    "StatisticsViewer",
    "Substitution",
    "Trainee",
    "TrainingClass",
    "UnknownDevice",
    "UnreadLine",
    "VideoStart",
    "WatchRecord",
    "Withdrawal",
]
