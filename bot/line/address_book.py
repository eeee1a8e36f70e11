"""The organisation's address book, as the subject's port asks for it."""

from bot.line.api_answers import ApiRefused, means
from bot.line.codes import Meaning
from bot.line.meeting_troubles import troubles_named
from bot.line.openapi import OpenApi
from bot.line.said import text_in
from training.ports.meetings import Account


class DingTalkAddressBook:
    """`AddressBook` by the older host; DingTalk does not count its calls."""

    def __init__(self, api: OpenApi):
        self._api = api

    def find_by_phone(self, phone: str) -> Account | None:
        with troubles_named():
            try:
                found = self._api.ask_older("/topapi/v2/user/getbymobile", {"mobile": phone})
            except ApiRefused as failure:
                # Nobody of the organisation has this number, or it is none.
                if means(failure, Meaning.NOBODY):
                    return None
                raise
        userid = text_in(found, "userid")
        return Account(userid, self.account_id_of(userid)) if userid else None

    def account_id_of(self, userid: str) -> str:
        with troubles_named():
            return self._api.look_up(userid).union_id
