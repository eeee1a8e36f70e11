"""Refusal -> status: the web's one table of what the rules may answer; and the log of faults."""

import logging
from secrets import token_hex

from flask import request

from training.errors import NotFound, Refusal, UnreadableFile
from training.files.paper_files import BadPaper
from training.files.pictures import BadPicture
from training.files.statistics import BadStatistics
from training.rules.c1_acts import NotNow, NotYourAct, OwnClaim
from training.rules.c1_claims import GatesNotMet
from training.rules.c1_papers import FactsMissing, PaperNotInOrder
from training.rules.c1_training import NotEligible
from training.rules.calls import BadCallReport
from training.rules.consent import ConsentMissing
from training.rules.corrections import NoReason, NotCorrectable
from training.rules.identity import BadIdNumber, BadPhone
from training.rules.login_codes import TooManyCodes, TooManyTries, WrongCode
from training.rules.money import BadAmount
from training.rules.notes import ReasonMissing, TextTooLong
from training.rules.staff_sign_in import NotRegistered, OutsideTheOrganisation, TooManySignIns, WayUsedUp
from training.rules.timetable import NoRoomForHours, UnknownWeekdays
from training.services.act_on_claim import ActedAtOnce
from training.services.act_on_publicity import NothingToCarryOn
from training.services.add_rule_set import BadRuleSet
from training.services.add_staff import BadStaff
from training.services.approve_leave import AlreadyOnLeave, NoLessonThen
from training.services.approve_school import BadApproval
from training.services.ask_device import BadSpan, NoDevice
from training.services.begin_publicity import ApprovedAfterMeeting, ListHasChanged, LookIsDue, MeetingMissing
from training.services.change_phone import SamePhone, TooManyPhoneRequests
from training.services.check_focus import NoCheckRunning, WhichCheck
from training.services.check_seen import ChangedSinceSeen
from training.services.choose_institution import InstitutionNotNamed
from training.services.choose_rule_set import NoRulesInForce
from training.services.conclude_check import NotDecidable
from training.services.count_faces import BadFaceCount, NoScreenshot
from training.services.count_heads import BadHeadCount
from training.services.decide_claim import NothingReturned
from training.services.decide_correction import AlreadyDecided
from training.services.find_check import CheckEnded, NotAnInspector, NotYourCheck, WrongMethod
from training.services.find_claim_by_number import ClaimMovedOn
from training.services.find_class import SeveralFound
from training.services.find_meeting import NoMeetingRunning
from training.services.find_trainees import TooLittleSaid
from training.services.give_online_reason import NotTooMuchOnline
from training.services.imports import ImportRefused
from training.services.keep_evidence import NoPicture, TooManyPictures, UsedElsewhere
from training.services.keep_paper import NotEditable, PaperHasPassed, TooManyPapers, TooManyVersions
from training.services.next_call import NobodyToCall, OutsideCallHours, RecordFirst, WaitToCall
from training.services.open_paper import AuditorsReadTheLog
from training.services.publicise_claims import (
    BadPayment,
    NoObjection,
    ObjectionOpen,
    PaidTooMuch,
    PublicityRuns,
)
from training.services.record_call import AlreadyCompared, AlreadyReplaced, BadCallTimes, NothingToCorrect
from training.services.register_device import BadDevice, DeviceTaken, NumbersWouldClash
from training.services.report_problem import TooManyReports, UnknownSubject
from training.services.request_meeting import HostNotInDingTalk, MeetingIsOpen
from training.services.request_reminder import RemindedJustNow
from training.services.resolve_mismatch import NoMismatch
from training.services.retry_message import CannotRetry
from training.services.review_paper import NotInReview, OldPaper
from training.services.revoke_leave import NoSuchLeave
from training.services.second_look import NotDrawn
from training.services.send_feedback import (
    AlreadyRead,
    CityCheckIsRunning,
    OnlyTheCitySends,
    OnlyTheDistrictAnswers,
)
from training.services.short_links import LinkOver
from training.services.sign_in import ChoosePerson
from training.services.staff_sessions import LinkUsedUp
from training.services.start_check import CheckIsRunning, ClassNotRunning, NobodyOnRoster
from training.services.start_video_check import NoOnlineLesson
from training.services.submit_claim import PapersMissing, ReviewHasBegun
from training.services.substitute import NobodyToReplace, ReserveUsedUp
from training.services.use_statistics import OtherClass, OtherDay, ReasonFirst
from training.services.void_check import AlreadyVoided, OnlyTheCityVoids
from training.services.which_number import NumberOfClaim, NumberOfCorrection
from training.services.withdraw_trainee import AlreadyWithdrawn, OutsideTheClass

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
    HostNotInDingTalk: 409,
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
