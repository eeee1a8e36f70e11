"""`chaban worker`: what a running installation does by itself. It shows no page, and loads none."""

import logging
import signal
from datetime import timedelta
from secrets import randbelow
from threading import Event

import click
from huey import Huey
from huey.exceptions import ConfigurationError

from notifications.delivery import deliver_everything
from notifications.messages import ROUTES
from notifications.post import KeptLogs, Post, Wording
from notifications.schedule import open_huey
from notifications.senders.console import ConsoleSms
from notifications.senders.twilio import TwilioSms
from notifications.worker import run_worker
from training.backups.making import Shelf
from training.database import Database
from training.ports.sms import SmsSender
from training.settings import Settings, SettingsError
from webapp.commands.context import UNUSABLE, end, now, refusals_end_the_command, settings, sound_database
from webapp.faces.counter import counter_of
from webapp.faces.rounds import FaceDesk, counting
from webapp.web.stores import store_of
from webapp.web.stores.pictures import PictureStore
from webapp.web.stores.sealed import SealedStore


@click.command("worker", help="启动后台：发送短信，做定时工作，自动识别照片里的人脸数；可以同时启动几个。")
@click.option("--once", is_flag=True, help="发完现有的就结束。")
@refusals_end_the_command
def worker(once: bool) -> None:
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(name)s %(message)s")
    chosen, stop = settings(), Event()
    with sound_database() as opened:
        post = post_of(chosen, opened)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: stop.set())
        if once:
            deliver_everything(post, stop)
        else:
            huey = _huey_of(chosen)
            with counting(_face_desk(chosen, opened), stop):
                run_worker(huey, post, stop, chosen.worker_threads)


def _face_desk(chosen: Settings, opened: Database) -> FaceDesk | None:
    """None where faces are not counted."""
    counter = counter_of(chosen)
    return FaceDesk(opened, PictureStore(store_of(chosen), opened.vault), counter, now) if counter else None


def post_of(chosen: Settings, opened: Database) -> Post:
    """The way out of the house that the settings choose."""
    sender = sender_of(chosen)
    per_second, public_url = chosen.sms_per_second, chosen.public_url
    wording, files = wording_of(chosen), store_of(chosen)
    logs = KeptLogs(chosen.security_log_folder, timedelta(days=chosen.security_log_days))
    shelf = Shelf(chosen.backup_folder, chosen.backups_kept) if chosen.backup_folder else None
    pictures = PictureStore(files, opened.vault, opened.reading)
    papers = SealedStore(files, opened.vault, opened.reading)
    outside = (files, pictures, logs, shelf, papers)
    return Post(opened, sender, now, _jitter, wording, per_second, public_url, *outside)


def wording_of(chosen: Settings) -> Wording:
    """A link only where the settings want one and the way lets it through."""
    return Wording(chosen.sms_signature, chosen.sms_links and ROUTES[chosen.sms_sender].may_carry_links)


def sender_of(chosen: Settings) -> SmsSender:
    if chosen.sms_sender == "aliyun":
        return _aliyun(chosen)
    return TwilioSms(chosen) if chosen.sms_sender == "twilio" else ConsoleSms()


def _aliyun(chosen: Settings) -> SmsSender:
    try:
        # Its library is an extra: whoever sends by another provider need not have it.
        from notifications.senders.aliyun import AliyunSms

        return AliyunSms(chosen)
    except ImportError:
        end("设置有误：SMS_SENDER=aliyun 要先 pip install chaban[aliyun]。", UNUSABLE)
    except SettingsError as error:
        end(f"设置有误：{error}", UNUSABLE)


def _huey_of(chosen: Settings) -> Huey:
    try:
        return open_huey(chosen.huey_url, chosen.instance)
    except ConfigurationError:
        end("设置有误：HUEY_URL 用 Redis 时要先 pip install chaban[redis]。", UNUSABLE)
    except OSError as error:
        end(f"设置有误：CHABAN_INSTANCE 的文件夹 {chosen.instance} 不能写（{error.strerror}）。", UNUSABLE)


def _jitter() -> int:
    return randbelow(101)
