"""Refusal -> status: the web's one table of what the rules may answer; and the log of faults."""

import logging
from secrets import token_hex

from flask import request

from training.attendance.acts.approve_leave import AlreadyOnLeave, NoLessonThen
from training.attendance.acts.decide_correction import AlreadyDecided
from training.attendance.acts.devices.add_device import BadDevice, DeviceTaken, NumbersWouldClash
from training.attendance.acts.devices.ask_for_days import BadSpan
from training.attendance.acts.devices.push_roster import NoDevice
from training.attendance.acts.revoke_leave import NoSuchLeave
from training.attendance.rules.corrections import NoReason, NotCorrectable
from training.checks.acts.calls.next_call import NobodyToCall, OutsideCallHours, RecordFirst, WaitToCall
from training.checks.acts.calls.record_call import AlreadyCompared, BadCallTimes, NothingToCorrect
from training.checks.acts.calls.resolve_mismatch import NoMismatch
from training.checks.acts.calls.substitute import NobodyToReplace, ReserveUsedUp
from training.checks.acts.conclude_check import NotDecidable
from training.checks.acts.evidence.count_faces import BadFaceCount, NoScreenshot
from training.checks.acts.evidence.count_heads import BadHeadCount
from training.checks.acts.video.request_meeting import HostNotInChat, MeetingIsOpen
from training.checks.acts.video.request_reminder import RemindedJustNow
from training.checks.acts.video.start_video_check import NoOnlineLesson
from training.checks.acts.void import AlreadyVoided
from training.checks.acts.void_check import OnlyTheCityVoids
from training.checks.rules.calls import BadCallReport
from training.checks.sheets.statistics import BadStatistics
from training.checks.views.calls.place_at import AlreadyReplaced
from training.checks.views.check_in_focus import NoCheckRunning, WhichCheck
from training.checks.views.class_to_check import CheckIsRunning, ClassNotRunning, NobodyOnRoster
from training.checks.views.evidence.picture_of import NoPicture
from training.checks.views.evidence.refuse_evidence import TooManyPictures, UsedElsewhere
from training.checks.views.find_check import CheckEnded, NotAnInspector, NotYourCheck, WrongMethod
from training.checks.views.video.refuse_statistics import OtherClass, OtherDay, ReasonFirst
from training.claims.acts.act_on_claim import ActedAtOnce
from training.claims.acts.approve_school import BadApproval
from training.claims.acts.confirm_claim import NotDrawn
from training.claims.acts.open_paper import AuditorsReadTheLog
from training.claims.acts.return_claim import NothingReturned
from training.claims.acts.submit_claim import PapersMissing
from training.claims.acts.withdraw_claim import ReviewHasBegun
from training.claims.rules.c1_acts import NotNow, NotYourAct, OwnClaim
from training.claims.rules.c1_claims import GatesNotMet
from training.claims.rules.c1_papers import FactsMissing, PaperNotInOrder
from training.claims.rules.c1_training import NotEligible
from training.claims.rules.consent import ConsentMissing
from training.claims.sheets.paper_files import BadPaper
from training.claims.views.check_field import NotEditable, PaperHasPassed, TooManyPapers, TooManyVersions
from training.claims.views.check_seen import ChangedSinceSeen
from training.claims.views.claim_to_review import NotInReview, OldPaper
from training.claims.views.find_claim_by_number import ClaimMovedOn
from training.claims.views.which_number import NumberOfClaim, NumberOfCorrection
from training.classes.acts.add_rule_set import BadRuleSet
from training.classes.acts.give_online_reason import NotTooMuchOnline
from training.classes.acts.withdraw_trainee import AlreadyWithdrawn, OutsideTheClass
from training.classes.rules.timetable import NoRoomForHours, UnknownWeekdays
from training.classes.views.choose_institution import InstitutionNotNamed
from training.classes.views.choose_rule_set import NoRulesInForce
from training.classes.views.find_class import SeveralFound
from training.delivery.acts.retry_message import CannotRetry
from training.errors import NotFound, Refusal, UnreadableFile
from training.feedback.acts.send_feedback import (
    AlreadyRead,
    CityCheckIsRunning,
    OnlyTheCitySends,
    OnlyTheDistrictAnswers,
)
from training.meetings.views.find_meeting import NoMeetingRunning
from training.notice.identity import BadIdNumber, BadPhone
from training.notice.notes import ReasonMissing, TextTooLong
from training.outbox.views.follow_link import LinkOver
from training.people.acts.report_problem import TooManyReports, UnknownSubject
from training.people.acts.request_phone import SamePhone, TooManyPhoneRequests
from training.people.acts.sign_in import ChoosePerson
from training.people.rules.login_codes import TooManyCodes, TooManyTries, WrongCode
from training.people.views.find_trainees import TooLittleSaid
from training.pictures.pictures import BadPicture
from training.sheets.hand_in import ImportRefused
from training.staff.acts.enter_by_link import LinkUsedUp
from training.staff.rules.staff_sign_in import (
    NotRegistered,
    OutsideTheOrganisation,
    TooManySignIns,
    WayUsedUp,
)
from training.staff.views.find_staff import BadStaff
from training.subsidies.acts.apply_for_payment import ObjectionOpen
from training.subsidies.acts.object_to_claim import PublicityRuns
from training.subsidies.acts.office.carry_on_each import NothingToCarryOn
from training.subsidies.acts.publicise_claims import (
    ApprovedAfterMeeting,
    ListHasChanged,
    LookIsDue,
    MeetingMissing,
)
from training.subsidies.acts.record_payment import BadPayment, PaidTooMuch
from training.subsidies.acts.settle_objection import NoObjection
from training.subsidies.rules.money import BadAmount

log = logging.getLogger("chaban.web")

STATUS: dict[type[Refusal], int] = {
    ActedAtOnce: 409,
    AlreadyCompared: 409,
    AlreadyDecided: 409,
    AlreadyOnLeave: 409,
    AlreadyRead: 409,
    AlreadyReplaced: 409,
    AlreadyVoided: 409,
    AlreadyWithdrawn: 409,
    ApprovedAfterMeeting: 409,
    AuditorsReadTheLog: 403,
    BadAmount: 422,
    BadApproval: 422,
    BadCallReport: 422,
    BadCallTimes: 422,
    BadDevice: 422,
    BadFaceCount: 422,
    BadHeadCount: 422,
    BadIdNumber: 422,
    BadPaper: 422,
    BadPayment: 422,
    BadPhone: 422,
    BadPicture: 422,
    BadRuleSet: 422,
    BadSpan: 422,
    BadStaff: 422,
    BadStatistics: 422,
    CannotRetry: 409,
    ChangedSinceSeen: 409,
    CheckEnded: 409,
    CheckIsRunning: 409,
    ChoosePerson: 409,
    CityCheckIsRunning: 409,
    ClassNotRunning: 409,
    ClaimMovedOn: 409,
    ConsentMissing: 422,
    DeviceTaken: 409,
    FactsMissing: 422,
    GatesNotMet: 409,
    HostNotInChat: 409,
    ImportRefused: 422,
    InstitutionNotNamed: 409,
    LinkOver: 410,
    LinkUsedUp: 410,
    ListHasChanged: 409,
    LookIsDue: 409,
    MeetingIsOpen: 409,
    MeetingMissing: 422,
    NoCheckRunning: 409,
    NoDevice: 409,
    NoLessonThen: 422,
    NoMeetingRunning: 409,
    NoMismatch: 409,
    NoObjection: 409,
    NoPicture: 409,
    NoOnlineLesson: 409,
    NoReason: 422,
    NoRoomForHours: 422,
    NoSuchLeave: 409,
    NoRulesInForce: 422,
    NoScreenshot: 409,
    NobodyOnRoster: 409,
    NobodyToCall: 409,
    NobodyToReplace: 409,
    NotAnInspector: 403,
    NotCorrectable: 409,
    NotDecidable: 409,
    NotDrawn: 409,
    NotEditable: 409,
    NotEligible: 409,
    NotFound: 404,
    NotInReview: 409,
    NotNow: 409,
    NotRegistered: 403,
    NotTooMuchOnline: 409,
    NotYourAct: 403,
    NotYourCheck: 403,
    NothingReturned: 409,
    NothingToCarryOn: 409,
    NothingToCorrect: 409,
    NumberOfClaim: 409,
    NumberOfCorrection: 409,
    NumbersWouldClash: 409,
    ObjectionOpen: 409,
    OldPaper: 409,
    OnlyTheCitySends: 403,
    OnlyTheCityVoids: 403,
    OnlyTheDistrictAnswers: 403,
    OtherClass: 422,
    OtherDay: 422,
    OutsideCallHours: 409,
    OutsideTheClass: 422,
    OutsideTheOrganisation: 403,
    OwnClaim: 403,
    PaidTooMuch: 422,
    PaperHasPassed: 409,
    PaperNotInOrder: 422,
    PapersMissing: 409,
    PublicityRuns: 409,
    ReasonFirst: 409,
    ReasonMissing: 422,
    RecordFirst: 409,
    RemindedJustNow: 429,
    ReserveUsedUp: 409,
    ReviewHasBegun: 409,
    SamePhone: 422,
    SeveralFound: 409,
    TextTooLong: 422,
    TooLittleSaid: 422,
    TooManyCodes: 429,
    TooManyPapers: 422,
    TooManyPhoneRequests: 429,
    TooManyPictures: 409,
    TooManyReports: 429,
    TooManySignIns: 429,
    TooManyTries: 429,
    TooManyVersions: 409,
    UnknownSubject: 422,
    UnknownWeekdays: 422,
    UnreadableFile: 422,
    UsedElsewhere: 409,
    WaitToCall: 409,
    WayUsedUp: 410,
    WhichCheck: 409,
    WrongCode: 422,
    WrongMethod: 409,
}


def status_of(refusal: Refusal) -> int:
    return STATUS.get(type(refusal), 422)


def fault_id(fault: BaseException) -> str:
    """Log a fault under a number that the person can tell us; the person sees nothing else of it."""
    number = token_hex(4)
    log.error("fault %s at %s %s", number, request.method, request.url_rule, exc_info=fault)
    return number
