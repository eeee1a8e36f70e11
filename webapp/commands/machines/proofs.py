"""`chaban device add, secret, pin`: by what an attendance machine proves that it is the one of its serial."""

import re
from secrets import token_hex
from typing import Any
from urllib.parse import urlsplit

import click

from training.attendance.acts.devices.add_device import BadDevice, DeviceTaken, Registration, add_device
from training.attendance.acts.proofs.give_secret import give_secret
from training.attendance.acts.proofs.pin_networks import pin_networks
from training.attendance.rules.addresses import SECRET_BYTES, Address
from training.attendance.views.find_device import find_device
from training.attendance.views.secrets_given import secret_in_use
from training.classes.views.find_class import find_institution
from training.notice.clock import SHANGHAI
from training.records.attendance.devices import DeviceProof
from training.settings import Settings
from webapp.commands.context import database, now, refusals_end_the_command, say, settings
from webapp.commands.machines.devices import device as device

DOMAIN = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")


@device.command("add", help="登记考勤机：add 序列号 --institution 学校 --class-room 实训室1 --number 6012")
@click.argument("serial", metavar="序列号")
@click.option("--institution", required=True, metavar="培训机构", help="属于哪个培训机构（可写一部分名称）")
@click.option("--class-room", required=True, metavar="教室", help="放在哪间教室")
@click.option("--number", default="", metavar="机器号", help="导出文件里的机器号，与班级备案的考勤机号一致")
@click.option(
    "--with-secret/--without-secret",
    default=True,
    help="网址带密钥（默认）；固件填不了路径时用 --without-secret，并写下面的一项",
)
@click.option("--host", "domain", default="", metavar="域名", help="给它一个专用域名，取自这个泛解析的域名")
@click.option("--port", type=int, metavar="端口", help="它专用的端口（CHABAN_MACHINE_PORTS 里的一个）")
@click.option("--network", "networks", multiple=True, metavar="网段", help="只能来自这个网段，可写多次")
@refusals_end_the_command
def add(institution: str, **options: Any) -> None:
    chosen = settings()
    new = _registration(chosen, **options)
    with database() as opened, opened.writing() as session:
        where = find_institution(session, institution)
        add_device(session, where, new, added_by=chosen.operator, now=now())
        _refuse_unserved(chosen, new.port)
        name = where.name
    say(f"已登记：{new.serial}，{name}，{new.class_room}")
    _say_address(chosen, new)


@device.command("secret", help="给考勤机一个新的带密钥的网址；它第一次用新网址以前，原来的照常。")
@click.argument("serial", metavar="序列号")
@click.option("--again", is_flag=True, help="上一个新网址还没有用过也再生成，那个随即作废")
@refusals_end_the_command
def secret(serial: str, again: bool) -> None:
    chosen, word = settings(), token_hex(SECRET_BYTES)
    with database() as opened, opened.writing() as session:
        until_then = _in_use(secret_in_use(session, find_device(session, serial)))
        own = give_secret(session, serial, word, given_by=chosen.operator, again=again, now=now())
        new = Registration(own.serial, own.class_room, secret=word, port=own.own_port)
        keeps_host = own.own_host_digest is not None
    if keeps_host:
        say(f"在考勤机的“云服务器”里，在它的专用域名后面填：/{word}")
    else:
        _say_address(chosen, new)
    say(f"考勤机第一次用新网址联系以后，原来的网址{until_then}作废；在那以前照常使用。")


def _in_use(given: DeviceProof | None) -> str:
    if given is None:
        return ""
    said = f"{given.given_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M} 由 {given.given_by} 生成"
    used = given.first_used_at
    return f"（{said}，{used.astimezone(SHANGHAI):%Y-%m-%d %H:%M} 启用）" if used else f"（{said}）"


@device.command("pin", help="只收来自这些网段的考勤机请求：pin 序列号 --network 203.0.113.0/24")
@click.argument("serial", metavar="序列号")
@click.option("--network", "networks", multiple=True, metavar="网段", help="机构出口的网段或地址，可写多次")
@click.option("--anywhere", is_flag=True, help="不再限定网段")
@refusals_end_the_command
def pin(serial: str, networks: tuple[str, ...], anywhere: bool) -> None:
    if bool(networks) is anywhere:
        raise BadDevice("请写 --network 网段（可多次），或者 --anywhere。")
    with database() as opened, opened.writing() as session:
        own = pin_networks(session, serial, networks, given_by=settings().operator, now=now())
        serial, pinned = own.serial, own.pinned_networks
    say(f"{serial} 只收来自 {pinned} 的。" if pinned else f"{serial} 不限定网段。")


def _registration(
    chosen: Settings, *, with_secret: bool, domain: str, port: int | None, **said: Any
) -> Registration:
    if domain and not DOMAIN.fullmatch(domain.lower()):
        raise BadDevice(f"域名“{domain[:60]}”不对：应写成 machines.example.cn，并已泛解析到本系统。")
    public = urlsplit(chosen.public_url)
    if port is not None and port in {chosen.port, public.port or (443 if chosen.cookies_are_secure else 80)}:
        raise DeviceTaken(f"端口 {port} 是网页的，谁都能用；请给考勤机另选一个。")
    return Registration(
        secret=token_hex(SECRET_BYTES) if with_secret else "",
        host=f"{token_hex(SECRET_BYTES)}.{domain.lower()}" if domain else "",
        port=port,
        **said,
    )


def _refuse_unserved(chosen: Settings, port: int | None) -> None:
    """The machine would call a port at which nobody listens, and wait for ever."""
    if port is not None and port not in chosen.machine_ports:
        served = "、".join(str(each) for each in chosen.machine_ports) or "没有"
        raise BadDevice(
            f"没有登记：chaban web 不在端口 {port} 上收考勤机（CHABAN_MACHINE_PORTS 现有：{served}）。"
            f"请先把 {port} 加进 CHABAN_MACHINE_PORTS 并重启 chaban web，再登记。"
        )


def _say_address(chosen: Settings, new: Registration) -> None:
    own = Address(chosen.public_url, new.secret, new.host, new.port)
    say(f"在考勤机的“云服务器”里填：{own.of_machine}")
    if new.secret or new.host:
        say(f"海康（ISAPI）人脸机在“HTTP 监听”里填，格式选 JSON：{own.of_events(new.serial)}")
        say(f"这个网址只显示这一次；丢了请运行 chaban device secret {new.serial}。")
    elif not (new.port or new.networks):
        say(f"没有身份凭据：打卡收下留存，但不计入；请运行 chaban device secret {new.serial} 或 device pin。")
