"""帮助, 我的, and what somebody unknown is told."""

from bot.answers.asking import Asking
from bot.answers.replies import Line, Reply
from bot.words.commands import Help, ShowMe
from bot.words.spellings import DUE, HELP, ME
from training.chat.views.usage_of_month import usage_of_month
from training.notice.permissions import Permission
from training.staff.acts.make_link import make_link
from training.staff.views.staff_of_session import LINK_MINUTES

ENTRY = "/staff"
HELP_LINES = (
    Line("待查：正在上课的班、还欠的检查", command="待查"),
    "班级 班号：看一个班（写一部分也行）",
    "学时 姓名或手机尾号：看一名学员的课时",
    Line("电话查班 班号：抽三分之一学员打电话", is_strong=True),
    "下一位：号码和要问的；名单：抽到的人",
    "记 3 无误；记 3 不符 身份证后四位；记 3 未接（停机、关机、空号、拒接、家人接听…）",
    "更正 3 无误 原因；说明 3 原因（先发证明照片）",
    "补抽：联系不上时换备用；到课 26：教室里的人数",
    "发教室照片后回“全景”：全部学员入镜",
    "进度；结束：出结论；作废 原因",
    Line("线索：学员反映收费、称未参训的，要核查到底", command="线索"),
    Line("视频查班 班号：开钉钉会议查线上课", is_strong=True),
    "发会议截图，回“在线 25”记人脸；名单、看镜头：谁在会；提醒：未入会的",
    "会议失败 原因：改用当天直播统计（把导出的文件发来）；重新发起：再开会议",
    Line("今日抽查：今天查哪些班，由抽签定；我的任务", command="今日抽查"),
    "今日抽查 5：抽 5 个班；轮外查班 班号 原因：查没有抽中的班",
    Line("待审：C1 申领，看过材料后通过、退回", command="待审"),
    "通过 编号；退回 编号 原因；不通过 编号 原因",
    Line("补卡：待审核的补卡申请", command="补卡"),
    Line("我的：我的身份、登录网页", command="我的"),
)


def show_help(asking: Asking, command: Help) -> Reply:
    return Reply("怎么用", HELP_LINES, (DUE, ME), is_private=False)


def show_me(asking: Asking, command: ShowMe) -> Reply:
    """Role and place, a link into the pages that works once, and for the city what is left of the quota."""
    staff = asking.staff
    place = staff.district or staff.institution
    lines = [Line(f"{staff.role.words}人员，{place.name if place else '全市'}"), _link(asking)]
    if asking.may(Permission.SEE_CHAT_USAGE):
        used = usage_of_month(asking.session, asking.settings.dingtalk.limits, now=asking.now)
        lines += [Line(f"钉钉{each.name}本月 {each.count}/{each.limit}（{each.percent}%）") for each in used]
    return Reply(staff.name, tuple(lines), (DUE, HELP), is_private=True)


def tell_stranger(userid: str) -> Reply:
    """How to be registered, and nothing else."""
    if not userid:
        how = "只有本组织成员能使用。请先加入组织，再请管理员登记。"
        return Reply("还不认识您", (how,), is_private=False)
    lines = (
        "您还没有登记，请把下面这一行发给管理员：",
        Line(f"钉钉 userid：{userid}", is_strong=True),
        "管理员登记后，再发任意一句话即可。",
    )
    return Reply("还不认识您", lines, is_private=True)


def _link(asking: Asking) -> Line:
    token = asking.make_token()
    make_link(asking.session, asking.staff, ENTRY, token=token, now=asking.now)
    address = f"{asking.settings.public_url}/staff/enter/{token}"
    return Line(f"打开工作台（只能用一次，{LINK_MINUTES} 分钟内有效）", address=address)
