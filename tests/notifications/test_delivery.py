"""The outbox is emptied once, survives crashes, and forgets codes."""

from datetime import datetime, timedelta
from threading import Barrier, Event, Thread

import pytest
from sqlalchemy import select

from notifications.delivery import deliver_waiting, is_anything_due
from tests.notifications.conftest import FakeSms, a_post, write
from training.database import Database
from training.delivery.acts.channel.resume import resume
from training.outbox.terms import SmsFate, SmsTrouble
from training.ports.sms import Sms, SmsFailed, SmsReport, SmsTaken
from training.records.outbox.alerts import Alert
from training.records.outbox.messages import DeliveryAttempt, OutgoingMessage, SmsChannel

BUSY = SmsFailed(SmsTrouble.BACK_OFF, "503")
REFUSED = SmsFailed(SmsTrouble.REJECTED, "21610")
UNCLEAR = SmsFailed(SmsTrouble.UNCLEAR, "ReadTimeout")


def outcomes(database: Database) -> list[str]:
    with database.reading() as session:
        return list(session.scalars(select(DeliveryAttempt.outcome).order_by(DeliveryAttempt.id)))


def the_message(database: Database) -> OutgoingMessage:
    with database.reading() as session:
        return session.scalars(select(OutgoingMessage)).one()


def state(database: Database) -> str:
    return the_message(database).state.value


def alerts(database: Database) -> list[str]:
    with database.reading() as session:
        return list(session.scalars(select(Alert.text).order_by(Alert.id)))


def test_a_waiting_message_is_sent_once_under_our_own_reference(database, clock):
    sender = FakeSms()
    write(database, clock)

    assert deliver_waiting(a_post(database, sender, clock)) == 1
    assert deliver_waiting(a_post(database, sender, clock)) == 0

    (sms,), kept = sender.sent, the_message(database)
    assert (sms.phone, sms.text) == ("13800000001", "【查班】电工3班上午未签到，请在08:45前到考勤机刷脸。")
    assert (sms.public_id, sms.valid_for) == (kept.public_id, timedelta(minutes=30))
    assert (kept.state, kept.provider, kept.reference, kept.segments) == ("sent", "fake", "ref-1", 1)
    assert (kept.sent_at, kept.leased_until) == (clock(), None)


def test_a_code_is_forgotten_as_soon_as_it_is_sent_and_a_reminder_is_kept(database, clock):
    write(database, clock, "login_code")
    write(database, clock)

    deliver_waiting(a_post(database, FakeSms(), clock))

    with database.reading() as session:
        kept = dict(session.execute(select(OutgoingMessage.template, OutgoingMessage.parameters)).all())
    assert kept["login_code"] is None
    assert "电工3班" in str(kept["missing_in"])


def test_what_expires_first_goes_first_so_that_a_code_overtakes_reminders(database, clock):
    sender = FakeSms()
    for minutes in (30, 20, 25):
        write(database, clock, minutes=minutes, half_day=f"{minutes}")
    write(database, clock, "login_code", minutes=5)

    deliver_waiting(a_post(database, sender, clock))

    said = [sms.parameters.get("half_day", "code") for sms in sender.sent]
    assert said == ["code", "20", "25", "30"]


def test_a_message_is_not_sent_before_it_is_due(database, clock):
    sender = FakeSms()
    write(database, clock)
    with database.writing() as session:
        session.scalars(select(OutgoingMessage)).one().due_at = clock() + timedelta(seconds=10)

    for seconds, sent in ((9.9, 0), (0.1, 1)):
        clock.pass_by(seconds=seconds)
        deliver_waiting(a_post(database, sender, clock))
        assert len(sender.sent) == sent


@pytest.mark.parametrize("template", ["missing_in", "login_code"])
def test_what_was_refused_for_good_is_not_tried_again(database, clock, template):
    sender = FakeSms(failures=[REFUSED])
    write(database, clock, template, minutes=5)

    deliver_waiting(a_post(database, sender, clock))
    clock.pass_by(minutes=4)
    deliver_waiting(a_post(database, sender, clock))

    assert (outcomes(database), sender.sent, state(database)) == (["rejected"], [], "rejected")


def test_what_was_certainly_not_taken_is_tried_again_after_growing_pauses(database, clock):
    sender = FakeSms(failures=[BUSY, BUSY])
    post = a_post(database, sender, clock)
    write(database, clock)

    assert deliver_waiting(post) == 1
    for seconds, attempted in ((4.9, 0), (0.1, 1), (9.9, 0), (0.1, 1)):
        clock.pass_by(seconds=seconds)
        assert deliver_waiting(post) == attempted

    assert outcomes(database) == ["back_off", "back_off", "sent"]
    assert the_message(database).attempts == 3


@pytest.mark.parametrize(("seconds", "is_sent"), [(299, True), (300, False), (301, False)])
def test_a_message_that_came_too_late_is_not_sent(database, clock, seconds, is_sent):
    sender = FakeSms()
    write(database, clock, "login_code", minutes=5)
    clock.pass_by(seconds=seconds)

    deliver_waiting(a_post(database, sender, clock))

    assert (len(sender.sent) == 1) is is_sent
    assert outcomes(database) == ["sent" if is_sent else "expired"]
    assert state(database) == ("sent" if is_sent else "expired")
    assert the_message(database).parameters is None


def test_a_reminder_that_may_have_gone_out_is_looked_up_before_anything_else(database, clock):
    sender = FakeSms(failures=[UNCLEAR], answers=[SmsReport(SmsFate.TAKEN, "ref-of-provider", segments=1)])
    post = a_post(database, sender, clock)
    write(database, clock)

    deliver_waiting(post)
    assert state(database) == "unknown"
    clock.pass_by(seconds=29.9)
    deliver_waiting(post)
    assert sender.looked_up == []
    clock.pass_by(seconds=0.1)
    deliver_waiting(post)

    assert (state(database), sender.sent) == ("sent", [])
    assert the_message(database).reference == "ref-of-provider"
    assert len(sender.looked_up) == 1


def test_a_reminder_that_the_provider_never_had_is_sent_after_all(database, clock):
    sender = FakeSms(failures=[UNCLEAR], answers=[None])
    post = a_post(database, sender, clock)
    write(database, clock)

    deliver_waiting(post)
    clock.pass_by(seconds=30)
    deliver_waiting(post)

    assert (state(database), len(sender.sent)) == ("sent", 1)
    assert outcomes(database) == ["unclear", "looked_up", "sent"]


def test_a_code_that_the_provider_never_had_is_given_up(database, clock):
    sender = FakeSms(failures=[UNCLEAR], answers=[None])
    post = a_post(database, sender, clock)
    write(database, clock, "login_code", minutes=5)

    deliver_waiting(post)
    clock.pass_by(seconds=30)
    deliver_waiting(post)

    assert (state(database), sender.sent) == ("failed", [])
    assert the_message(database).parameters is None


def test_what_nobody_can_tell_stays_unknown_and_is_never_sent_again(database, clock):
    sender = FakeSms(failures=[UNCLEAR], answers=[UNCLEAR] * 99)
    post = a_post(database, sender, clock)
    write(database, clock, minutes=5)

    deliver_waiting(post)
    for _ in range(20):
        clock.pass_by(minutes=1)
        deliver_waiting(post)

    assert (state(database), sender.sent) == ("unknown", [])
    assert the_message(database).settled_at is not None
    assert 3 <= len(sender.looked_up) <= 6


def test_doubt_ends_an_hour_after_use_where_the_provider_was_exchanged(database, clock):
    write(database, clock, "login_code", minutes=5)
    deliver_waiting(a_post(database, FakeSms(failures=[UNCLEAR]), clock))
    other = a_post(database, FakeSms(provider="other"), clock)

    clock.pass_by(minutes=64)
    deliver_waiting(other)
    assert the_message(database).settled_at is None
    clock.pass_by(minutes=1)
    deliver_waiting(other)

    kept = the_message(database)
    assert (kept.state, kept.settled_at, kept.parameters) == ("unknown", clock(), None)
    assert not is_anything_due(other)


def test_a_message_without_a_receipt_is_looked_up_by_the_number_of_the_provider(database, clock):
    sender = FakeSms(answers=[SmsReport(SmsFate.TAKEN, "ref-1"), SmsReport(SmsFate.DELIVERED, "ref-1")])
    post = a_post(database, sender, clock)
    write(database, clock)
    deliver_waiting(post)

    states = []
    for minutes in (14.9, 0.1, 14.9, 0.1):
        clock.pass_by(minutes=minutes)
        deliver_waiting(post)
        states.append((state(database), len(sender.looked_up)))

    assert states == [("sent", 0), ("sent", 1), ("sent", 1), ("delivered", 2)]
    assert {sms.reference for sms in sender.looked_up} == {"ref-1"}
    assert len(sender.sent) == 1


def test_a_reminder_that_did_not_arrive_is_sent_again_but_never_after_its_use(database, clock):
    switched_off = SmsReport(SmsFate.FAILED_FOR_NOW, "ref-1", "30003")
    sender = FakeSms(answers=[switched_off])
    post = a_post(database, sender, clock)
    write(database, clock, minutes=16)
    write(database, clock, "missing_out", minutes=15)
    deliver_waiting(post)

    clock.pass_by(minutes=15)
    sender.answers = [switched_off, SmsReport(SmsFate.FAILED_FOR_NOW, "ref-2", "30003")]
    deliver_waiting(post)
    clock.pass_by(seconds=5)
    deliver_waiting(post)

    assert [sms.template for sms in sender.sent].count("missing_in") == 2
    assert [sms.template for sms in sender.sent].count("missing_out") == 1


class _PowerCut(BaseException):
    """Nothing catches this: the worker is gone in the middle of a sending."""


class _Dying(FakeSms):
    def send(self, message: Sms) -> SmsTaken:
        raise _PowerCut


def test_what_a_dead_worker_held_is_looked_up_once_its_lease_has_run_out(database, clock):
    sender = FakeSms(answers=[SmsReport(SmsFate.DELIVERED, "ref-of-provider", segments=1)])
    post = a_post(database, sender, clock)
    write(database, clock)
    with pytest.raises(_PowerCut):
        deliver_waiting(a_post(database, _Dying(), clock))

    clock.pass_by(seconds=59.9)
    deliver_waiting(post)
    assert (state(database), sender.looked_up) == ("sending", [])
    clock.pass_by(seconds=0.1)
    deliver_waiting(post)

    assert (state(database), sender.sent) == ("delivered", [])
    assert outcomes(database) == ["lost", "looked_up"]


def test_what_a_dead_worker_never_handed_over_is_sent_by_the_next(database, clock):
    sender = FakeSms()
    write(database, clock)
    with pytest.raises(_PowerCut):
        deliver_waiting(a_post(database, _Dying(), clock))

    clock.pass_by(minutes=1)
    deliver_waiting(a_post(database, sender, clock))

    assert (state(database), len(sender.sent), the_message(database).attempts) == ("sent", 1, 2)


class _Stalled(FakeSms):
    """Hands over while, unseen by it, its lease has run out and another worker has looked the message up."""

    def __init__(self, other: object):
        super().__init__()
        self.other = other

    def send(self, message: Sms) -> SmsTaken:
        self.other()
        return super().send(message)


def test_a_worker_that_wakes_after_its_lease_still_tells_that_the_provider_took_it(database, clock):
    doubtful = FakeSms(answers=[UNCLEAR])

    def meanwhile() -> None:
        clock.pass_by(minutes=1)
        deliver_waiting(a_post(database, doubtful, clock))

    write(database, clock)
    deliver_waiting(a_post(database, _Stalled(meanwhile), clock))
    clock.pass_by(minutes=2)
    deliver_waiting(a_post(database, doubtful, clock))

    assert (state(database), doubtful.sent) == ("sent", [])


@pytest.mark.parametrize(("seconds", "is_sent"), [(29.9, True), (30, False), (300, False)])
def test_a_worker_that_slept_between_claim_and_call_does_not_call(database, clock, seconds, is_sent):
    sender, slept = FakeSms(), []

    def sleeping() -> datetime:
        if state(database) == "sending" and not slept:
            slept.append(clock.pass_by(seconds=seconds))
        return clock()

    write(database, clock)
    deliver_waiting(a_post(database, sender, sleeping))

    assert bool(sender.sent) is is_sent
    clock.pass_by(minutes=1)
    deliver_waiting(a_post(database, sender, clock))
    assert len(sender.sent) == 1


def test_a_worker_that_slept_leaves_the_message_to_whoever_took_it_over(database, clock):
    sender, slept = FakeSms(), []

    def sleeping() -> datetime:
        if state(database) == "sending" and not slept:
            slept.append(clock.pass_by(minutes=2))
            deliver_waiting(a_post(database, sender, clock))
        return clock()

    write(database, clock)
    deliver_waiting(a_post(database, sender, sleeping))

    assert (state(database), len(sender.sent)) == ("sent", 1)


class _Peeking(FakeSms):
    """Sends only if nobody holds the database while it is slow."""

    def __init__(self, database: Database):
        super().__init__()
        self._database = database
        self.could_write = False

    def send(self, message: Sms) -> SmsTaken:
        with self._database.writing() as session:
            session.connection().exec_driver_sql("UPDATE outgoing_message SET attempts = attempts")
            self.could_write = True
        return super().send(message)


def test_the_transaction_is_closed_before_the_slow_call(database, clock):
    write(database, clock)
    sender = _Peeking(database)

    deliver_waiting(a_post(database, sender, clock))

    assert sender.could_write


def test_two_workers_send_every_message_once(database, clock):
    for place in range(20):
        write(database, clock, half_day=f"{place}", phone=str(13800000000 + place))
    sender, start, faults = FakeSms(), Barrier(2), []

    def work() -> None:
        start.wait()
        try:
            deliver_waiting(a_post(database, sender, clock, per_second=1000))
        except Exception as fault:
            faults.append(fault)

    workers = [Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert faults == []
    assert sorted(int(sms.parameters["half_day"]) for sms in sender.sent) == list(range(20))
    assert outcomes(database) == ["sent"] * 20


def test_a_phone_gets_three_like_messages_in_24_hours_and_codes_beside_them(database, clock):
    sender = FakeSms()
    post = a_post(database, sender, clock)
    for place in range(4):
        write(database, clock, half_day=f"{place}")
    write(database, clock, "missing_out")
    write(database, clock, phone="13800000002")
    for _ in range(4):
        write(database, clock, "login_code")

    deliver_waiting(post)
    templates = [sms.template for sms in sender.sent if sms.phone == "13800000001"]
    assert (templates.count("missing_in"), templates.count("login_code")) == (3, 4)
    assert len(sender.sent) == 9

    clock.pass_by(hours=24)
    write(database, clock, half_day="明天")
    deliver_waiting(post)
    assert sender.sent[-1].parameters["half_day"] == "明天"
    with database.reading() as session:
        reasons = session.scalars(select(DeliveryAttempt.fault).where(DeliveryAttempt.outcome == "cancelled"))
        assert list(reasons) == ["24 小时内已给这个号码发过 3 条同类短信"]


def test_the_rate_of_the_provider_is_kept_by_all_workers_together(database, clock):
    sender = FakeSms()
    for place in range(30):
        write(database, clock, half_day=f"{place}", phone=str(13800000000 + place))

    sent = []
    for _ in range(3):
        for _ in range(2):
            deliver_waiting(a_post(database, sender, clock, per_second=5))
        sent.append(len(sender.sent))
        clock.pass_by(seconds=1)

    assert sent == [5, 10, 15]


def test_five_failures_in_a_row_pause_the_channel_and_tell_the_administrator_once(database, clock):
    sender = FakeSms(failures=[BUSY] * 6)
    post = a_post(database, sender, clock)
    for place in range(8):
        write(database, clock, half_day=f"{place}", phone=str(13800000000 + place))

    assert deliver_waiting(post) == 5
    clock.pass_by(seconds=119)
    assert deliver_waiting(post) == 0
    assert not is_anything_due(post)
    assert len(alerts(database)) == 1
    assert "已暂停到 10:02" in alerts(database)[0]

    # The sixth failure pauses again, unheard; then everything goes out.
    clock.pass_by(seconds=1)
    assert deliver_waiting(post) == 1
    clock.pass_by(minutes=2)
    assert deliver_waiting(post) == 8
    assert (len(alerts(database)), len(sender.sent)) == (1, 8)
    with database.reading() as session:
        assert session.scalars(select(SmsChannel)).one().failures == 0


@pytest.mark.parametrize("trouble", [SmsTrouble.PAUSE, SmsTrouble.MISCONFIGURED])
def test_what_concerns_every_message_pauses_at_once_until_somebody_resumes(database, clock, trouble):
    sender = FakeSms(failures=[SmsFailed(trouble, "63038")])
    post = a_post(database, sender, clock)
    for place in range(2):
        write(database, clock, phone=str(13800000000 + place))

    assert deliver_waiting(post) == 1
    clock.pass_by(minutes=1)
    assert deliver_waiting(post) == 0
    with database.writing() as session:
        resume(session, "fake", resumed_by="张会计", now=clock.now)

    assert (deliver_waiting(post), len(sender.sent)) == (2, 2)
    assert "63038" in alerts(database)[0]


def test_an_unknown_code_of_the_provider_is_told_once(database, clock):
    unheard = SmsFailed(SmsTrouble.REJECTED, "twilio 400, code 12345", is_known=False)
    for place in range(2):
        write(database, clock, phone=str(13800000000 + place))

    deliver_waiting(a_post(database, FakeSms(failures=[unheard] * 2), clock))

    assert len(alerts(database)) == 1
    assert "12345" in alerts(database)[0]


def test_a_message_whose_words_are_unknown_stops_nobody_else(database, clock):
    sender = FakeSms()
    write(database, clock, "pigeon", minutes=1)
    write(database, clock)

    deliver_waiting(a_post(database, sender, clock))

    assert [sms.template for sms in sender.sent] == ["missing_in"]
    assert outcomes(database) == ["rejected", "sent"]


def test_the_link_is_in_the_words_only_where_the_route_lets_it_through(database, clock):
    sender = FakeSms()
    write(database, clock, link="https://cb.example/t/1")

    deliver_waiting(a_post(database, sender, clock))

    assert "https" not in sender.texts[0]


def test_a_worker_that_is_told_to_stop_finishes_the_message_in_hand_and_no_other(database, clock):
    stop = Event()

    class Telling(FakeSms):
        def send(self, message: Sms) -> SmsTaken:
            stop.set()
            return super().send(message)

    for place in range(3):
        write(database, clock, phone=str(13800000000 + place))

    assert deliver_waiting(a_post(database, Telling(), clock), stop) == 1
    assert outcomes(database) == ["sent"]


def test_a_refusal_is_logged_for_the_operator_without_the_phone(database, clock, caplog):
    write(database, clock)

    deliver_waiting(a_post(database, FakeSms(failures=[REFUSED]), clock))

    assert "21610" in caplog.text
    assert "13800000001" not in caplog.text
