"""Who carries the short messages, and how."""

from collections.abc import Mapping
from typing import Any

from training.settings.environ import choice, number, pairs


def senders(environ: Mapping[str, str], *, production: bool) -> dict[str, Any]:
    return {
        "sms_sender": choice(environ, "SMS_SENDER", ("console", "twilio", "aliyun")),
        "sms_signature": environ.get("SMS_SIGNATURE") or "查班",
        "sms_links": choice(environ, "SMS_LINKS", ("off", "on") if production else ("on", "off")) == "on",
        "sms_per_second": number(environ, "SMS_PER_SECOND", 10, lowest=1),
        **_twilio(environ),
        **_aliyun(environ),
    }


def _twilio(environ: Mapping[str, str]) -> dict[str, Any]:
    return {
        "twilio_account_sid": environ.get("TWILIO_ACCOUNT_SID", ""),
        "twilio_auth_token": environ.get("TWILIO_AUTH_TOKEN", ""),
        "twilio_from": environ.get("TWILIO_FROM", ""),
        "twilio_messaging_service_sid": environ.get("TWILIO_MESSAGING_SERVICE_SID", ""),
        "twilio_api_base": (environ.get("TWILIO_API_BASE") or "https://api.twilio.com").rstrip("/"),
    }


def _aliyun(environ: Mapping[str, str]) -> dict[str, Any]:
    return {
        "aliyun_access_key_id": environ.get("ALIYUN_ACCESS_KEY_ID", ""),
        "aliyun_access_key_secret": environ.get("ALIYUN_ACCESS_KEY_SECRET", ""),
        "aliyun_template_codes": pairs(environ, "ALIYUN_TEMPLATE_CODES"),
        "aliyun_receipt_secret": environ.get("ALIYUN_RECEIPT_SECRET", ""),
        "aliyun_api_base": (environ.get("ALIYUN_API_BASE") or "https://dysmsapi.aliyuncs.com").rstrip("/"),
    }
