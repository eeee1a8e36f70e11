"""The stand-in's status callbacks: signed as Twilio signs, sent from a thread of their own."""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from time import sleep

import requests
from twilio.request_validator import RequestValidator

from notifications.sandbox.phones import Message

TIMEOUT_SECONDS = 5


class Callbacks:
    """One after the other, so that a test can wait for all that were promised."""

    def __init__(self, account_sid: str, auth_token: str, pause_seconds: float):
        self._account_sid = account_sid
        self._validator = RequestValidator(auth_token)
        self._pause_seconds = pause_seconds
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="callbacks")

    def promise(self, message: Message, receipts: Iterable[str]) -> None:
        """Tell of the message as it goes on; without an address only its own state goes on."""
        self._thread.submit(self._tell_all, message, tuple(receipts))

    def wait(self) -> None:
        """Until everything that was promised so far has been told."""
        self._thread.submit(lambda: None).result()

    def _tell_all(self, message: Message, receipts: tuple[str, ...]) -> None:
        for receipt in receipts:
            sleep(self._pause_seconds)
            status, _, code = receipt.partition(":")
            message.status, message.error_code = status, int(code) if code else None
            if message.callback:
                self._tell(message)

    def _tell(self, message: Message) -> None:
        fields = {
            "AccountSid": self._account_sid,
            "ApiVersion": "2010-04-01",
            "From": message.sender,
            "MessageSid": message.sid,
            "MessageStatus": message.status,
            "SmsSid": message.sid,
            "SmsStatus": message.status,
            "To": message.to,
        }
        if message.error_code:
            fields["ErrorCode"] = str(message.error_code)
        signature = self._validator.compute_signature(message.callback, fields)
        # Like the real one it does not insist: whoever is away asks later.
        with suppress(requests.RequestException):
            headers = {"X-Twilio-Signature": signature}
            requests.post(message.callback, data=fields, headers=headers, timeout=TIMEOUT_SECONDS)
