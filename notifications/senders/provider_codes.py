"""What the codes of the providers mean for us, as data; a code that is not here is told to the administrator.

Every table names where its codes are listed and when they were read there; the classes are ours.
"""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from training.outbox.terms import SmsFate, SmsTrouble

REJECTED, MISCONFIGURED = SmsTrouble.REJECTED, SmsTrouble.MISCONFIGURED
BACK_OFF, PAUSE = SmsTrouble.BACK_OFF, SmsTrouble.PAUSE
FAILED, FOR_NOW = SmsFate.FAILED, SmsFate.FAILED_FOR_NOW


class Source(NamedTuple):
    """Where a provider lists its codes, and the day on which they were read there."""

    where: str
    read_on: date


# What Twilio answers at once, when it is handed a message.
TWILIO_ANSWERS: Mapping[int, SmsTrouble] = {
    20003: MISCONFIGURED,  # wrong account or token
    20404: MISCONFIGURED,  # no such account
    20429: BACK_OFF,  # too many requests
    21211: REJECTED,  # no valid number
    21212: MISCONFIGURED,  # our own number is wrong
    21408: MISCONFIGURED,  # the account may not write to this country
    21602: REJECTED,  # no text
    21606: MISCONFIGURED,  # our own number is not ours, or sends no SMS
    21609: MISCONFIGURED,  # the address for receipts is none
    21610: SmsTrouble.OPTED_OUT,
    21611: BACK_OFF,  # our number's queue is full
    21612: REJECTED,  # no way to this number
    21614: REJECTED,  # a landline
    21617: REJECTED,  # text too long
    21635: REJECTED,  # a landline
    21701: MISCONFIGURED,  # no such messaging service
    21703: MISCONFIGURED,  # the messaging service has no number
    30002: PAUSE,  # account suspended
    63017: BACK_OFF,  # too many a second
    63038: PAUSE,  # the account's daily cap
    90007: REJECTED,  # bad validity period
}


class Told(NamedTuple):
    """What a receipt's code means: for this message, and for the whole channel."""

    fate: SmsFate
    channel: SmsTrouble | None = None
    has_opted_out: bool = False


# What Twilio tells later, by receipt or look-up, of a message that failed.
TWILIO_RECEIPTS: Mapping[int, Told] = {
    21610: Told(FAILED, has_opted_out=True),
    30001: Told(FOR_NOW),  # queue overflow
    30002: Told(FOR_NOW, PAUSE),  # account suspended
    30003: Told(FOR_NOW),  # switched off, out of reach
    30004: Told(FAILED),  # blocked
    30005: Told(FAILED),  # no such phone
    30006: Told(FAILED),  # a landline
    30007: Told(FAILED),  # filtered for its words
    30008: Told(FOR_NOW),  # unknown, worth another try
    30036: Told(FOR_NOW),  # not delivered in time; past its use it expires here too
    63038: Told(FOR_NOW, PAUSE),  # the account's daily cap
}

# What Aliyun answers at once. Whatever says no to account, address, signature or template says no to every
# message: the channel rests, and no message is rejected for it.
ALIYUN_ANSWERS: Mapping[str, SmsTrouble] = {
    "isv.BUSINESS_LIMIT_CONTROL": REJECTED,  # this number got its share of today
    "isv.DAY_LIMIT_CONTROL": PAUSE,  # our own cap of the day
    "isv.MONTH_LIMIT_CONTROL": PAUSE,
    "isv.AMOUNT_NOT_ENOUGH": PAUSE,
    "isv.OUT_OF_SERVICE": PAUSE,
    "isv.ACCOUNT_ABNORMAL": PAUSE,
    "isv.SECURITY_FROZEN_ACCOUNT": PAUSE,
    "PORT_NOT_REGISTERED": PAUSE,  # the carriers have not registered the signature yet
    "isv.ACCOUNT_NOT_EXISTS": MISCONFIGURED,
    "isv.PRODUCT_UN_SUBSCRIPT": MISCONFIGURED,
    "isv.PRODUCT_UNSUBSCRIBE": MISCONFIGURED,
    "isv.DENY_IP_RANGE": MISCONFIGURED,  # our address is not of the mainland
    "isv.SMS_SIGNATURE_ILLEGAL": MISCONFIGURED,
    "isv.SMS_SIGNATURE_SCENE_ILLEGAL": MISCONFIGURED,
    "isv.SMS_SIGN_ILLEGAL": MISCONFIGURED,
    "isv.SMS_SIGN_NAME_ILLEGAL": MISCONFIGURED,
    "isv.SMS_SIGN_EMOJI_ILLEGAL": MISCONFIGURED,
    "isv.SIGN_NAME_ILLEGAL": MISCONFIGURED,
    "isv.SIGN_STATE_ILLEGAL": MISCONFIGURED,
    "isv.SIGN_SOURCE_ILLEGAL": MISCONFIGURED,
    "isv.SIGNATURE_BLACKLIST": MISCONFIGURED,
    "isv.EXTEND_CODE_ERROR": MISCONFIGURED,
    "isv.ONE_CODE_MULTIPLE_SIGN": MISCONFIGURED,
    "isv.CODE_EXCEED_LIMIT": MISCONFIGURED,
    "isv.CODE_ERROR": MISCONFIGURED,
    "isv.SMS_TEMPLATE_ILLEGAL": MISCONFIGURED,
    "isv.SMS_CONTENT_MISMATCH_TEMPLATE_TYPE": MISCONFIGURED,
    "isv.TEMPLATE_MISSING_PARAMETERS": MISCONFIGURED,
    "isv.TEMPLATE_PARAMS_ILLEGAL": REJECTED,
    "isv.INVALID_PARAMETERS": REJECTED,
    "isv.INVALID_JSON_PARAM": REJECTED,
    "isv.PARAM_LENGTH_LIMIT": REJECTED,
    "isv.PARAM_NOT_SUPPORT_URL": REJECTED,
    "isv.SMS_CONTENT_ILLEGAL": REJECTED,
    "isv.UNSUPPORTED_CONTENT": REJECTED,
    "isv.BLACK_KEY_CONTROL_LIMIT": REJECTED,
    "isv.CUSTOMER_REFUSED": SmsTrouble.OPTED_OUT,
    "isv.MOBILE_NUMBER_ILLEGAL": REJECTED,
    "isv.MOBILE_COUNT_OVER_LIMIT": REJECTED,
    "isp.SYSTEM_ERROR": BACK_OFF,
    "isp.GATEWAY_ERROR": SmsTrouble.UNCLEAR,
    "isp.RAM_PERMISSION_DENY": MISCONFIGURED,
    "isv.RAM_PERMISSION_DENY": MISCONFIGURED,
    "InvalidAccessKeyId.NotFound": MISCONFIGURED,
    "InvalidAccessKeyId.Inactive": MISCONFIGURED,
    "MissingAccessKeyId": MISCONFIGURED,
    "InvalidTimeStamp.Expired": MISCONFIGURED,  # our clock is wrong
    "SignatureDoesNotMatch": MISCONFIGURED,
    "SignatureNonceUsed": BACK_OFF,
    "InvalidVersion": MISCONFIGURED,
    "InvalidAction.NotFound": MISCONFIGURED,
    "Forbidden.RAM": MISCONFIGURED,
    "NoPermission": MISCONFIGURED,
    "Throttling": BACK_OFF,
    "Throttling.User": BACK_OFF,
    "Throttling.Api": BACK_OFF,
    "ServiceUnavailable": BACK_OFF,
}

# What Aliyun tells later of a message that failed.
ALIYUN_RECEIPTS: Mapping[str, Told] = {
    "MOBILE_NOT_ON_SERVICE": Told(FOR_NOW),  # switched off, out of reach
    "MOBILE_SEND_LIMIT": Told(FAILED),
    "MOBILE_ACCOUNT_ABNORMAL": Told(FAILED),
    "MOBILE_IN_BLACK": Told(FAILED),
    "MOBLLE_TERMINAL_ERROR": Told(FOR_NOW),  # spelt so
    "MOBILE_TERMINAL_ERROR": Told(FOR_NOW),
    "CONTENT_KEYWORD": Told(FAILED),
    "INVALID_NUMBER": Told(FAILED),
    "CONTENT_ERROR": Told(FAILED),
    "REQUEST_SUCCESS": Told(SmsFate.TAKEN),
    "SP_NOT_BY_INTER_SMS": Told(FAILED),
    "SP_UNKNOWN_ERROR": Told(FOR_NOW),
    "SIGN_NOT_SUPPORT": Told(FAILED),
    "USER_REJECT": Told(FAILED),
    "VALVE:D_MC": Told(FAILED),
    "SIGNATURE_BLACKLIST": Told(FOR_NOW, MISCONFIGURED),
    "IS_CLOSED": Told(FOR_NOW),
    "IS_CLOSE": Told(FOR_NOW),  # spelt so elsewhere
    "NO_ROUTE": Told(FOR_NOW),
    "PORT_NOT_REGISTERED": Told(FOR_NOW, PAUSE),  # the carriers have not registered the signature yet
    "UNDELIVRD": Told(FAILED),
    "EXPIRED": Told(FOR_NOW),
    "REJECTD": Told(FAILED),
}

SOURCES: Mapping[str, Source] = {
    "TWILIO_ANSWERS": Source("https://www.twilio.com/docs/api/errors", date(2026, 11, 23)),
    "TWILIO_RECEIPTS": Source("https://www.twilio.com/docs/api/errors", date(2026, 11, 23)),
    "ALIYUN_ANSWERS": Source(
        "https://help.aliyun.com/zh/sms/developer-reference/api-error-codes", date(2026, 12, 1)
    ),
    "ALIYUN_RECEIPTS": Source(
        "https://help.aliyun.com/zh/sms/developer-reference/delivery-receipt-error-codes", date(2026, 12, 1)
    ),
}
"""Of each table above, by its name."""
