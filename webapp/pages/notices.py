"""What has just been done, in one line above the page (pure)."""

from webapp.pages.checks import CheckPage

NOTICES = {
    "started": "已开始检查，名单已抽取并封存。",
    "joined": "本级检查已在进行，您已进入同一次检查。",
    "heads": "到课人数已记录。",
    "picture": "照片已保存。",
    "marked": "照片标记已更新。",
    "substituted": "已从备用名单补抽。",
    "resolved": "不一致已说明。",
    "ended": "检查已结束。",
    "voided": "检查已作废。",
}
CALLED = "call-"


def notice_of(did: str, page: CheckPage) -> str:
    """Only what we say ourselves: an address cannot put words into the page."""
    if did.startswith(CALLED):
        person = next((each for each in page.people if str(each.position) == did[len(CALLED) :]), None)
        return f"{person.position} 号已记录：{person.standing}。" if person else ""
    return NOTICES.get(did, "")
