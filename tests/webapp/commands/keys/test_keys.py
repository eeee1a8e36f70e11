"""`chaban keys`: what is in use and what a change has left to do; and the change itself, files too."""

from base64 import b64encode
from collections.abc import Callable

import pytest
from sqlalchemy import select

from tests.factories import a_trainee
from tests.training.records.keys.changing import NOW, nothing
from tests.webapp.commands.conftest import Chaban, rows
from training.ciphers import Crypto
from training.database import Database
from training.records.classes.trainees import Trainee
from training.records.keys.reindexing import exchange_indexes, prepare_indexes
from training.records.keys.resealing import use_data_key
from training.vault import KeysBefore, Vault
from webapp.web.stores.folder import FolderStore
from webapp.web.stores.sealed import SealedStore

OLD = Vault(b"d" * 32, b"i" * 32)
NEW = Vault(b"D" * 32, b"I" * 32, Crypto.SM)
KEY = "claims/1/paper.jpg"


@pytest.fixture
def with_next_keys(chaban: Chaban, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Puts the new keys into the settings, with the old ones beside them where they are wanted."""

    def put(*, with_old: bool = True) -> None:
        settings = {"CHABAN_DATA_KEY": b"D" * 32, "CHABAN_INDEX_KEY": b"I" * 32}
        before = {"CHABAN_DATA_KEYS_BEFORE": b"d" * 32, "CHABAN_INDEX_KEYS_BEFORE": b"i" * 32}
        for name, key in (settings | before).items():
            monkeypatch.setenv(name, b64encode(key).decode() if with_old or name in settings else "")
        monkeypatch.setenv("CHABAN_CRYPTO", "sm")

    return put


@pytest.fixture
def wang_fang(chaban: Chaban) -> FolderStore:
    """王芳 and one paper of hers, and a picture that was never sealed."""
    with chaban.database.writing() as session:
        a_trainee(session, "王芳", "13800000001")
    files = FolderStore(chaban.folder / "instance" / "evidence")
    SealedStore(files, OLD).put(KEY, b"paper", "image/jpeg")
    files.put("original/ab/abcd.png", b"picture", "image/png")
    return files


@pytest.fixture(autouse=True)
def folder_of_evidence(chaban: Chaban, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EVIDENCE_FOLDER", str(chaban.folder / "instance" / "evidence"))


def test_it_shows_which_keys_are_in_use_and_how_many_values_each_sealed(chaban, wang_fang):
    said = chaban("keys")

    shown = [
        (kind, key, crypto, state, has, count)
        for kind, key, crypto, _, state, has, count in rows(said.stdout)
    ]
    assert shown == [
        ("数据密钥", OLD.wanted.data, "aes", "在用", "是", "2"),
        ("索引密钥", OLD.wanted.index, "aes", "在用", "是", ""),
    ]
    assert "keys rotate" not in said.stdout


def test_with_new_keys_in_the_settings_it_says_that_the_change_is_still_to_be_made(
    chaban, wang_fang, with_next_keys
):
    with_next_keys()

    said = chaban("keys")

    assert f"数据密钥：设置里是 {NEW.wanted.data}，还没有启用；请运行 chaban keys rotate" in said.stdout
    assert f"索引密钥：设置里是 {NEW.wanted.index}，还没有启用；请运行 chaban keys rotate" in said.stdout


def test_a_change_leaves_nothing_that_needs_the_old_keys(chaban, wang_fang, with_next_keys):
    with_next_keys()
    done = chaban("keys", "rotate")
    with_next_keys(with_old=False)

    shown = rows(chaban("keys").stdout)

    assert done.exit_code == 0
    assert "2 个值已重新加密" in done.stdout
    assert "查看 2 个文件，1 个已重新加密" in done.stdout
    assert [(row[1], row[4][-2:], row[5], row[6]) for row in shown] == [
        (OLD.wanted.data, "停用", "否", "0"),
        (NEW.wanted.data, "在用", "是", "2"),
        (OLD.wanted.index, "停用", "否", ""),
        (NEW.wanted.index, "在用", "是", ""),
    ]
    assert SealedStore(wang_fang, NEW).get(KEY) == b"paper"
    assert wang_fang.get("original/ab/abcd.png") == b"picture"
    alone = Database(str(chaban.database.engine.url), Vault(b"D" * 32, b"I" * 32, Crypto.SM))
    with alone.reading() as session:
        found = session.scalars(select(Trainee).where(Trainee.phone_index == "13800000001")).one()
        assert found.phone == "13800000001"
    alone.close()


def test_a_change_that_was_cut_off_is_told_of_and_done_by_running_it_again(chaban, wang_fang, with_next_keys):
    """Killed after the new keys had come into use: they are those that are wanted, and something is left."""
    with_next_keys()
    before = KeysBefore(data=(b"d" * 32,), index=(b"i" * 32,))
    process = Database(str(chaban.database.engine.url), Vault(b"D" * 32, b"I" * 32, Crypto.SM, before))
    use_data_key(process, now=NOW)
    exchange_indexes(process, prepare_indexes(process, nothing), now=NOW)
    process.close()

    told = chaban("keys").stdout
    done = chaban("keys", "rotate")
    after = chaban("keys").stdout

    assert "还没有启用" not in told
    assert "数据密钥的更换还没有做完：请再运行 chaban keys rotate" in told
    assert "条新旧索引对照还没有清除：请再运行 chaban keys rotate" in told
    assert done.exit_code == 0
    assert ("没有做完" in after, "没有清除" in after) == (False, False)


def test_a_change_that_is_called_off_leaves_nothing_either(chaban, wang_fang):
    """Killed while the indexes were prepared, and the settings put back to the old keys."""
    before = KeysBefore(data=(b"d" * 32,), index=(b"i" * 32,))
    process = Database(str(chaban.database.engine.url), Vault(b"D" * 32, b"I" * 32, Crypto.SM, before))
    prepare_indexes(process, nothing)
    process.close()

    told = chaban("keys").stdout
    done = chaban("keys", "rotate")

    assert "条新旧索引对照还没有清除：请再运行 chaban keys rotate" in told
    assert done.exit_code == 0
    assert "没有清除" not in chaban("keys").stdout


def test_doing_it_again_finds_nothing_to_do(chaban, wang_fang, with_next_keys):
    with_next_keys()
    chaban("keys", "rotate")

    again = chaban("keys", "rotate")

    assert again.exit_code == 0
    assert "0 个值已重新加密" in again.stdout
    assert "查看 2 个文件，0 个已重新加密" in again.stdout
    assert "停用" not in again.stdout


def test_a_file_is_sealed_by_the_key_in_use_at_that_moment_not_at_the_last_request(
    chaban, wang_fang, with_next_keys
):
    before = KeysBefore(data=(b"d" * 32,), index=(b"i" * 32,))
    web = Database(str(chaban.database.engine.url), Vault(b"D" * 32, b"I" * 32, Crypto.SM, before))
    papers = SealedStore(wang_fang, web.vault, web.reading)
    with web.reading():
        pass
    with_next_keys()
    chaban("keys", "rotate")

    papers.put("claims/2/paper.jpg", b"later", "image/jpeg")

    assert SealedStore(wang_fang, NEW).get("claims/2/paper.jpg") == b"later"
    web.close()


def test_a_file_of_a_retired_key_is_counted_and_the_next_change_seals_it(chaban, wang_fang, with_next_keys):
    with_next_keys()
    chaban("keys", "rotate")
    SealedStore(wang_fang, OLD).put("claims/2/paper.jpg", b"late", "image/jpeg")

    shown = chaban("keys").stdout
    chaban("keys", "rotate")

    assert f"1 个文件由数据密钥 {OLD.wanted.data} 加密" in shown
    assert f"0 个文件由数据密钥 {OLD.wanted.data} 加密" in chaban("keys").stdout
    assert SealedStore(wang_fang, NEW).get("claims/2/paper.jpg") == b"late"


def test_without_the_old_keys_nothing_is_changed(chaban, wang_fang, with_next_keys):
    with_next_keys(with_old=False)

    said = chaban("keys", "rotate")

    assert said.exit_code == 2
    assert "CHABAN_DATA_KEY 与这个数据库不符" in said.stderr
    assert SealedStore(wang_fang, OLD).get(KEY) == b"paper"
