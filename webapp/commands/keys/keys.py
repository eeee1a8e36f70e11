"""`chaban keys …`: which keys seal and index the database, and how they are changed while everything runs."""

from collections.abc import Sequence
from threading import Event

import click
from sqlalchemy import select

from training.database import Database
from training.ports.files import StoreUnavailable, SweptStore
from training.ports.security import SecurityEvent, tell_security
from training.privacy.views.stray import FOLDERS
from training.records.keys.keys import KeyInUse
from training.records.keys.reindexing import (
    count_next_indexes,
    exchange_indexes,
    forget_next_indexes,
    is_index_key_wanted,
    prepare_indexes,
)
from training.records.keys.resealing import Resealed, reseal_columns, retire_data_keys, use_data_key
from training.records.keys.sealed_values import count_by_key
from webapp.commands.context import (
    UNUSABLE,
    a_table,
    console,
    database,
    end,
    now,
    refusals_end_the_command,
    say,
    settings,
)
from webapp.trainees.pages.claims import stamp
from webapp.web.stores import store_of
from webapp.web.stores.resealing import ResealedFiles, count_files, reseal_files

KINDS = {"data": "数据密钥", "index": "索引密钥"}
BREATH = 0.01
"""Seconds between two portions, in which others come to write."""
LISTINGS = 3
"""Of the store, until one finds nothing left to do."""
TOLD_EVERY = 20
"""Portions."""


@click.group(
    "keys",
    help="密钥：不带子命令时列出在用的密钥和各有多少内容；rotate 更换密钥，不用停机。",
    invoke_without_command=True,
)
@click.pass_context
@refusals_end_the_command
def keys(context: click.Context) -> None:
    if context.invoked_subcommand is None:
        with database() as opened:
            _show(opened)
            _show_files(opened, store_of(settings()))


@keys.command(help="按设置里的新密钥（和 CHABAN_CRYPTO）更换；中断了再运行就接着做。")
@refusals_end_the_command
def rotate() -> None:
    store = store_of(settings())
    with database() as opened:
        tell_security(SecurityEvent.KEYS, what="rotation begun", operator=settings().operator)
        _rotate_data(opened, store)
        _rotate_index(opened)
        tell_security(SecurityEvent.KEYS, what="rotation done", operator=settings().operator)
    say("密钥更换完成。旧密钥请在设置里再保留一天，之后运行 chaban keys 确认没有剩余，再从设置里删除。")


def _show(opened: Database) -> None:
    table = a_table("种类", "指纹", "算法", "启用", "状态", "本机有", "内容", numbers_from=6)
    with opened.reading() as session:
        known = session.scalars(select(KeyInUse).order_by(KeyInUse.kind, KeyInUse.id)).all()
        counts = count_by_key(
            session.connection(), [each.fingerprint for each in known if each.kind == "data"]
        )
        for each in known:
            table.add_row(*_row(opened, each, known, counts))
        left = count_next_indexes(session)
    console.print(table)
    if counts[""]:
        say(f"另有 {counts['']} 个值是旧格式，没有写明密钥；chaban keys rotate 会补上。")
    _show_wanted(opened)
    _show_unfinished(known, left)


def _show_unfinished(known: Sequence[KeyInUse], left: int) -> None:
    """A change that was cut off after its new key came into use is not seen by the keys that are wanted."""
    if sum(1 for each in known if each.kind == "data" and each.retired_at is None) > 1:
        say("数据密钥的更换还没有做完：请再运行 chaban keys rotate，它会接着做。旧密钥还不能从设置里删除。")
    if left:
        say(
            f"更换索引密钥时备下的 {left} 条新旧索引对照还没有清除：请再运行 chaban keys rotate，"
            "它会接着做完并清除；不再更换的，也由它清除。"
        )


def _show_files(opened: Database, store: SweptStore) -> None:
    """By every data key there ever was, once there are two: an old one is needed while it sealed some."""
    with opened.reading() as session:
        known = session.scalars(select(KeyInUse.fingerprint).where(KeyInUse.kind == "data").distinct()).all()
    if list(known) == [opened.vault.wanted.data]:
        return
    try:
        counts = count_files(store, known, FOLDERS)
    except StoreUnavailable as error:
        end(f"材料库不可用，不知道旧密钥是否还有文件要用，请先不要删除旧密钥：{error}", UNUSABLE)
    for fingerprint, count in counts.items():
        say(f"材料库：{count} 个文件由数据密钥 {fingerprint} 加密。")


def _row(opened: Database, key: KeyInUse, known: Sequence[KeyInUse], counts: dict[str, int]) -> list[str]:
    has = opened.vault.has_data if key.kind == "data" else opened.vault.has_index
    live = [each.id for each in known if each.kind == key.kind and each.retired_at is None]
    state = "在用" if key.id == live[-1] else "只用于读"
    return [
        KINDS[key.kind],
        key.fingerprint,
        key.crypto.value,
        stamp(key.since),
        state if key.retired_at is None else f"{stamp(key.retired_at)} 停用",
        "是" if has(key.fingerprint) else "否",
        str(counts[key.fingerprint]) if key.kind == "data" else "",
    ]


def _show_wanted(opened: Database) -> None:
    wanted, in_use = opened.vault.wanted, opened.vault.fingerprints()
    for kind, fingerprint in {"data": wanted.data, "index": wanted.index}.items():
        if in_use[kind] != fingerprint:
            say(f"{KINDS[kind]}：设置里是 {fingerprint}，还没有启用；请运行 chaban keys rotate。")


def _rotate_data(opened: Database, store: SweptStore) -> None:
    if use_data_key(opened, now=now()):
        say(f"数据密钥 {opened.vault.wanted.data} 已启用，新的内容都用它加密。")
    portions = iter(range(1, 1 << 62))
    done = reseal_columns(opened, lambda so_far: _tell_values(next(portions), so_far))
    say(f"数据库：{done.values} 个值已重新加密。")
    if done.unreadable:
        say(f"另有 {done.unreadable} 个值用现有的密钥都打不开，保持原样。")
    files = _reseal_files(opened, store)
    say(f"材料库：查看 {files.looked_at} 个文件，{files.files} 个已重新加密。")
    for fingerprint in retire_data_keys(opened, now=now()):
        say(f"数据密钥 {fingerprint} 已停用。")


def _reseal_files(opened: Database, store: SweptStore) -> ResealedFiles:
    """Until a listing finds nothing by an older key: somebody may be putting a file meanwhile."""
    done = again = ResealedFiles()
    try:
        for _ in range(LISTINGS):
            again = reseal_files(store, opened.vault, FOLDERS, _tell_files)
            done.files += again.files
            # What was removed while it was looked at is not listed again.
            if not (again.files or again.unread):
                break
    except StoreUnavailable as error:
        end(f"材料库不可用，没有做完，请稍后再运行 chaban keys rotate：{error}", UNUSABLE)
    done.looked_at = again.looked_at
    if again.unread:
        end(f"材料库有 {again.unread} 个文件读写不了，没有做完，请稍后再运行 chaban keys rotate。", UNUSABLE)
    if again.files:
        end("还有进程在用旧密钥存文件，旧密钥没有停用：请过几分钟再运行 chaban keys rotate。", UNUSABLE)
    return done


def _rotate_index(opened: Database) -> None:
    if not is_index_key_wanted(opened):
        read = prepare_indexes(opened, lambda made: _breathe())
        say("新的索引已经备好，现在切换，其他写入等待片刻。")
        if exchange_indexes(opened, read, now=now()):
            say(f"索引密钥 {opened.vault.wanted.index} 已启用，原来的已停用。")
    forget_next_indexes(opened)


def _tell_values(portion: int, so_far: Resealed) -> None:
    if so_far.values and portion % TOLD_EVERY == 0:
        say(f"数据库：已重新加密 {so_far.values} 个值 …")
    _breathe()


def _tell_files(so_far: ResealedFiles) -> None:
    if so_far.looked_at % 1000 == 0:
        say(f"材料库：已查看 {so_far.looked_at} 个文件 …")


def _breathe() -> None:
    Event().wait(BREATH)
