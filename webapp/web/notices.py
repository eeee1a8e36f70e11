"""What has just been done, in one line above the page (pure)."""

from webapp.checks.pages.checks import CheckPage

NOTICES = {
    "started": "已开始检查，名单已抽取并封存。",
    "video-started": "已开始视频检查，名册已封存。",
    "meeting": "正在发起会议，几秒后出现入会按钮。",
    "looking": "正在看镜头，几秒后显示。",
    "reminded": "正在提醒未入会的学员。",
    "screenshot": "截图已保存。",
    "faces": "人脸数已记录。",
    "failure": "原因已记录，请提供当天的直播统计。",
    "statistics": "直播统计已保存并比对名册。",
    "joined": "本级检查已在进行，您已进入同一次检查。",
    "heads": "到课人数已记录。",
    "picture": "照片已保存。",
    "still": "监控画面已截取并保存。",
    "marked": "照片标记已更新。",
    "substituted": "已从备用名单补抽。",
    "resolved": "已提出说明，第二人确认后生效。",
    "ended": "检查已结束。",
    "void-asked": "已提出作废，第二人确认后生效。",
    "taken-back": "还没有记录，检查已收回。",
    "withdrawn": "照片已撤回，记录保留。",
    "confirmed": "已确认，记录里写明您是第二人。",
    "declined": "已记下您不同意和原因。",
}
CALLED = "call-"


def notice_of(did: str, page: CheckPage) -> str:
    """Only what we say ourselves: an address cannot put words into the page."""
    if did.startswith(CALLED):
        person = next((each for each in page.people if str(each.position) == did[len(CALLED) :]), None)
        return f"{person.position} 号已记录：{person.standing}。" if person else ""
    if did == "void-asked" and not page.proof.void_is_asked:
        return NOTICES["taken-back"] if page.void_reason else ""
    if did == "screenshot" and page.pictures and not page.pictures[-1].faces:
        return "截图已保存；人脸数不对，没有记录，请点这张截图重填。"
    return NOTICES.get(did, "")
