"""Every page that somebody can come to, and the way there."""

from collections.abc import Callable

import requests

from tests.browser.checked import (
    DISTRICT,
    a_class_online,
    a_class_to_check,
    an_ended_class,
    enter,
    find_on_the_list,
    open_check,
    running,
    start,
    start_video,
    video_running,
)
from tests.browser.claiming import (
    AUDITOR,
    CITY,
    HELPER,
    bring_region_totals,
    claim_id,
    claim_meeting_id,
    publicity_id,
    set_standard,
    trainee_at_the_counter,
)
from tests.browser.claiming import enter as enter_office
from tests.browser.desk.places import announcement
from tests.browser.drawn import a_round, not_drawn, open_rounds
from tests.browser.installation import REVIEWER
from tests.browser.visitor import Visitor
from tests.patience import PATIENCE

# A phone gets one code a minute, so every way has a phone of its own; 13800000007 is a family's.
# 13800000005 hardly came. Those from 13800000101 on are in the class with online lessons.


# Installations in which a request for a correction waits already; a day has only four punches to ask for.
ASKED: set[int] = set()
# Installations that have a machine of their own.
MACHINES: set[int] = set()


def sign_in(visitor: Visitor) -> None:
    visitor.open("/sign-in")


def phone_refused(visitor: Visitor) -> None:
    visitor.ask_for_code("1380000")


def too_many_codes(visitor: Visitor) -> None:
    visitor.ask_for_code("13800000011")
    visitor.ask_for_code("13800000011")


def code(visitor: Visitor) -> None:
    visitor.ask_for_code("13800000012")


def code_refused(visitor: Visitor) -> None:
    visitor.ask_for_code("13800000013")
    visitor.type_code("12345")


def person(visitor: Visitor) -> None:
    visitor.sign_in("13800000007")


def privacy_notice(visitor: Visitor) -> None:
    visitor.open("/privacy")


def home(visitor: Visitor) -> None:
    visitor.sign_in("13800000014")


def home_in_large_type(visitor: Visitor) -> None:
    visitor.sign_in("13800000015")
    visitor.press("A+ 大字号")


def home_of_one_who_cannot_qualify(visitor: Visitor) -> None:
    visitor.sign_in("13800000005")


def home_of_one_who_cannot_qualify_in_large_type(visitor: Visitor) -> None:
    visitor.come_back("13800000105")
    visitor.press("A+ 大字号")


def home_of_an_online_class(visitor: Visitor) -> None:
    visitor.sign_in("13800000101")


def day(visitor: Visitor) -> None:
    visitor.sign_in("13800000016")
    visitor.open_last_whole_day()


def day_to_come(visitor: Visitor) -> None:
    visitor.sign_in("13800000102")
    visitor.click(visitor.page.locator("summary"))
    visitor.click(visitor.page.locator("details a.row").last)


def correction(visitor: Visitor) -> None:
    """13800000105 hardly came, so the last whole day or the one before has missed punches."""
    visitor.come_back("13800000105")
    visitor.click(visitor.page.locator("#days ~ a.row", has_text="没有打卡").first)
    visitor.follow("申请补卡")


def correction_asked(visitor: Visitor) -> None:
    correction(visitor)
    visitor.page.get_by_label("原因").fill("在教室上课，考勤机没有认出我")
    visitor.page.get_by_label("照片").set_input_files(
        {"name": "classroom.png", "mimeType": "image/png", "buffer": visitor.page.screenshot()}
    )
    visitor.press("提交申请")
    ASKED.add(visitor.product.port)


def day_with_a_correction(visitor: Visitor) -> None:
    correction_asked(visitor)
    visitor.follow("当天的打卡")


def my_reminders(visitor: Visitor) -> None:
    visitor.come_back("13800000105")
    visitor.follow("我的短信提醒")


def no_more_reminders(visitor: Visitor) -> None:
    visitor.sign_in("13800000106")
    visitor.follow("我的短信提醒")
    visitor.press("不再接收短信提醒")


def link_of_a_reminder_that_is_over(visitor: Visitor) -> None:
    visitor.open("/t/nothing")


def staff_corrections(visitor: Visitor) -> None:
    if visitor.product.port not in ASKED:
        correction_asked(visitor)
    visitor.enter_as_staff("教务处")
    visitor.follow("补卡申请")


def staff_correction(visitor: Visitor) -> None:
    staff_corrections(visitor)
    visitor.click(visitor.page.locator("[data-rows] tbody a").first)


def unread_pushes(visitor: Visitor) -> None:
    if visitor.product.port not in MACHINES:
        where = ("--institution", "鹿城", "--class-room", "实训室9")
        visitor.product.chaban("device", "add", "CJDE9", *where, "--without-secret", "--network", "127.0.0.1")
        MACHINES.add(visitor.product.port)
    requests.post(
        f"{visitor.product.web}/iclock/cdata?SN=CJDE9&table=ATTLOG",
        data=b"1\tgestern\t" + b"0" * 100 + b"\n",
        timeout=PATIENCE,
    ).raise_for_status()
    visitor.enter_as_staff("教务处")
    visitor.follow("未识别的上传")


def unread_pushes_read_again(visitor: Visitor) -> None:
    unread_pushes(visitor)
    visitor.press("再读一次")


def how_it_runs(visitor: Visitor) -> None:
    enter_office(visitor, "/desk", CITY)
    visitor.follow("系统状态")


def staff_correction_without_a_reason(visitor: Visitor) -> None:
    staff_correction(visitor)
    visitor.press("不批准")


def staff_correction_approved(visitor: Visitor) -> None:
    staff_correction(visitor)
    visitor.press("批准补卡")
    # It waits no longer; whoever looks at one that waits asks for another.
    ASKED.discard(visitor.product.port)


def how_it_counts(visitor: Visitor) -> None:
    visitor.sign_in("13800000103")
    visitor.follow("怎么算的")


def signed_out(visitor: Visitor) -> None:
    visitor.sign_in("13800000017")
    visitor.press("退出登录")


def not_found(visitor: Visitor) -> None:
    visitor.open("/nowhere")


def form_too_old(visitor: Visitor) -> None:
    visitor.open("/sign-in")
    visitor.context.clear_cookies()
    visitor.page.get_by_label("手机号").fill("13800000018")
    visitor.press("获取验证码")


def offline(visitor: Visitor) -> None:
    visitor.open("/offline")


def api_docs(visitor: Visitor) -> None:
    visitor.open("/api/v1/")


def staff_enter(visitor: Visitor) -> None:
    visitor.page.goto(visitor.product.staff_link("市局"))


def staff_enter_without_link(visitor: Visitor) -> None:
    visitor.open("/desk")


def staff_unknown_to_us(visitor: Visitor) -> None:
    login_page_of_dingtalk(visitor)
    visitor.click(visitor.page.get_by_role("button", name="未登记的人"))


def login_page_of_dingtalk(visitor: Visitor) -> None:
    visitor.open("/desk")
    visitor.follow("用钉钉登录")


def staff_link_used(visitor: Visitor) -> None:
    link = visitor.product.staff_link("市局")
    for _ in range(2):
        visitor.page.goto(link)
        visitor.press("进入")


def staff_left(visitor: Visitor) -> None:
    visitor.enter_as_staff("市局")
    visitor.page.locator(".top summary").click()
    visitor.press("退出登录")


def checks(visitor: Visitor) -> None:
    running(visitor.product)
    an_ended_class(visitor.product)
    enter(visitor)


def check(visitor: Visitor) -> None:
    open_check(visitor)


def check_refused(visitor: Visitor) -> None:
    open_check(visitor)
    visitor.page.get_by_label("现在教室里的学员").fill("许多")
    visitor.page.locator("form[action$=heads]").evaluate("form => form.submit()")
    visitor.page.get_by_role("alert").wait_for()


def check_call(visitor: Visitor) -> None:
    open_check(visitor, "/call?position=2")


def check_call_answered(visitor: Visitor) -> None:
    open_check(visitor, "/call?position=2")
    visitor.press("问完了，看备案")
    visitor.page.get_by_role("radio", name="不一致").first.check()


def call_list(visitor: Visitor) -> None:
    open_check(visitor)
    visitor.click(visitor.page.get_by_text("带上离线名单（没有网络也能打）"))
    visitor.press("带上离线名单")


def check_person(visitor: Visitor) -> None:
    open_check(visitor, "/people/1")


def check_picture(visitor: Visitor) -> None:
    open_check(visitor)
    visitor.click(visitor.page.locator(".thumbs a").first)


def check_picture_with_faces(visitor: Visitor) -> None:
    check_picture(visitor)
    visitor.click(visitor.page.locator("summary", has_text="自动识别 8 张人脸"))
    visitor.page.wait_for_function("() => [...document.images].every(each => each.naturalWidth > 0)")


def check_end(visitor: Visitor) -> None:
    open_check(visitor, "/end")


def check_record(visitor: Visitor) -> None:
    open_check(visitor, "/record")


def check_record_verified(visitor: Visitor) -> None:
    """By whoever holds the paper."""
    open_check(visitor, "/record")
    address = visitor.page.locator(".verify small").inner_text()
    visitor.open(address[address.index("/verify/") :])


def check_draw_verified(visitor: Visitor) -> None:
    open_check(visitor, "/draw")


def check_history(visitor: Visitor) -> None:
    open_check(visitor)
    visitor.follow("这个班的历次检查")


def check_ended(visitor: Visitor) -> None:
    checks_with_one_of_today(visitor)
    visitor.click(visitor.page.locator(".done"))


def checks_with_one_of_today(visitor: Visitor) -> None:
    enter(visitor)
    class_id = start(visitor, 3)
    visitor.click(visitor.page.locator("#bar a"))
    visitor.press("以“无法完成”结束")
    find_on_the_list(visitor, class_id)
    visitor.page.locator(".done").wait_for()


def check_voided(visitor: Visitor) -> None:
    enter(visitor)
    start(visitor, 3)
    visitor.click(visitor.page.locator("#bar a"))
    visitor.click(visitor.page.get_by_text("作废这次检查"))
    visitor.page.get_by_label("作废原因").fill("选错了班")
    visitor.press("提出作废")


def checks_with_an_online_class(visitor: Visitor) -> None:
    a_class_online(visitor.product, 3)
    enter(visitor)


def video_start_without_a_lesson(visitor: Visitor) -> None:
    class_id = a_class_to_check(visitor.product, 3)
    enter(visitor)
    visitor.open(f"/checks/classes/{class_id}/video")
    visitor.press("开始视频查班")


def video_check(visitor: Visitor) -> None:
    enter(visitor)
    start_video(visitor, 5)
    visitor.page.get_by_role("link", name="加入会议").wait_for()


def video_check_with_statistics(visitor: Visitor) -> None:
    enter(visitor)
    visitor.open(f"/checks/{video_running(visitor.product)}")


def video_check_picture(visitor: Visitor) -> None:
    video_check_with_statistics(visitor)
    visitor.click(visitor.page.locator(".thumbs a").first)


def video_check_end(visitor: Visitor) -> None:
    enter(visitor)
    visitor.open(f"/checks/{video_running(visitor.product)}/end")


def video_check_record(visitor: Visitor) -> None:
    enter(visitor)
    visitor.open(f"/checks/{video_running(visitor.product)}/record")


def video_check_history(visitor: Visitor) -> None:
    video_check_with_statistics(visitor)
    visitor.follow("这个班的历次检查")


def rounds(visitor: Visitor) -> None:
    open_rounds(visitor)


def round_proved(visitor: Visitor) -> None:
    open_rounds(visitor, f"/{a_round(visitor.product).round_id}")
    visitor.follow("验证：重算并比对")
    visitor.page.locator("#verified").wait_for()


def round_order(visitor: Visitor) -> None:
    open_rounds(visitor)
    visitor.click(visitor.page.get_by_role("link", name="改派、取消").first)


def round_order_given_without_a_reason(visitor: Visitor) -> None:
    round_order(visitor)
    visitor.click(visitor.page.get_by_role("button", name="改派", exact=True))
    visitor.page.get_by_role("alert").wait_for()


def outside_the_round(visitor: Visitor) -> None:
    open_rounds(visitor, f"/outside/{not_drawn(visitor.product)}")


def feedback_list(visitor: Visitor) -> None:
    an_ended_class(visitor.product)
    enter(visitor, DISTRICT)
    visitor.open("/feedback")


def feedback_to_send(visitor: Visitor) -> None:
    enter(visitor)
    visitor.open(f"/feedback/{an_ended_class(visitor.product)}")


def feedback_to_answer(visitor: Visitor) -> None:
    feedback_to_send(visitor)
    visitor.page.get_by_label("没有检查这个班的原因").fill("培训期间没有排上。")
    visitor.press("发送反馈")
    visitor.context.clear_cookies()
    enter(visitor, DISTRICT)
    visitor.open(f"/feedback/{an_ended_class(visitor.product)}")


def phones(visitor: Visitor) -> None:
    visitor.ask_for_code("13800000019")
    visitor.read_code("13800000019")
    visitor.page.goto(visitor.product.phones)


def phone(visitor: Visitor) -> None:
    visitor.ask_for_code("13800000020")
    visitor.read_code("13800000020")
    visitor.page.goto(f"{visitor.product.phones}/phones/13800000020")


def chat(visitor: Visitor) -> None:
    visitor.page.goto(visitor.product.chat)
    visitor.chat_as("zhaokuaiji")
    visitor.say("帮助", "怎么用")


def chat_of_a_check(visitor: Visitor) -> None:
    visitor.page.goto(visitor.product.chat)
    visitor.chat_as("limin")
    visitor.say("电话查班 BT2026-YY", "电话查班 育婴员")
    visitor.page.locator(".card button").first.wait_for()
    visitor.say("名单", "备用还有")
    visitor.click(visitor.page.get_by_text("让它出故障"))


def meetings(visitor: Visitor) -> None:
    visitor.page.goto(f"{visitor.product.chat}/meetings")


def claim_to_begin(visitor: Visitor) -> None:
    visitor.sign_in("13800000206")
    visitor.follow("C1 补贴申领")


def claim_without_prospect(visitor: Visitor) -> None:
    visitor.sign_in("13800000205")
    visitor.open(visitor.page.locator("a", has_text="怎么算的").get_attribute("href") or "/")
    visitor.open(visitor.page.url.removeprefix(visitor.product.web).replace("how-it-counts", "claim"))


def claim_begun(visitor: Visitor) -> None:
    visitor.sign_in("13800000204")
    visitor.follow("C1 补贴申领")
    visitor.press("开始申领")


def claim_summary(visitor: Visitor) -> None:
    visitor.sign_in("13800000209")
    visitor.follow("C1 补贴申领")
    visitor.press("开始申领")
    visitor.hand_in("licence-1")
    visitor.click(visitor.page.locator("summary", has_text="出租车从业资格证").first)
    visitor.hand_in("taxi-1")
    visitor.follow("核对并提交")


def personal_data(visitor: Visitor) -> None:
    visitor.sign_in("13800000104")
    visitor.follow("我的信息")


def another_way_to_punch(visitor: Visitor) -> None:
    visitor.sign_in("13800000111")
    visitor.follow("我的信息")
    visitor.follow("不愿或不能刷脸，用别的方式打卡")


def rights(visitor: Visitor) -> None:
    visitor.sign_in("13800000110")
    visitor.follow("我的信息")
    visitor.follow("申请查阅、更正、删除个人信息")


def data_requests(visitor: Visitor) -> None:
    visitor.enter_as_staff(REVIEWER)
    visitor.follow("个人信息请求")


def staff_alternatives(visitor: Visitor) -> None:
    visitor.enter_as_staff("教务处")
    visitor.follow("不刷脸申请")


def phone_codes(visitor: Visitor) -> None:
    visitor.sign_in("13800000109")
    visitor.follow("我的信息")
    visitor.page.get_by_label("新手机号").fill("13900000106")
    visitor.press("获取两个验证码")


def claims_queue(visitor: Visitor) -> None:
    visitor.enter_as_staff(REVIEWER)
    visitor.follow("C1 补贴审核")


def claims_numbers(visitor: Visitor) -> None:
    bring_region_totals(visitor.product)
    visitor.enter_as_staff(REVIEWER)
    visitor.open("/desk/claims/numbers")


def claim_review(visitor: Visitor) -> None:
    enter_office(visitor, f"/desk/claims/{claim_id(visitor.product, 'waiting')}")


def claim_review_refused(visitor: Visitor) -> None:
    claim_review(visitor)
    visitor.press("审核通过")


def claim_review_of_the_city(visitor: Visitor) -> None:
    enter_office(visitor, f"/desk/claims/{claim_id(visitor.product, 'approved')}", CITY)


def claim_review_of_an_auditor(visitor: Visitor) -> None:
    enter_office(visitor, f"/desk/claims/{claim_id(visitor.product, 'approved')}", AUDITOR)


def openings(visitor: Visitor) -> None:
    claim_review(visitor)
    visitor.context.clear_cookies()
    enter_office(visitor, "/desk/openings", AUDITOR)


def publicities(visitor: Visitor) -> None:
    publicity_id(visitor.product, "running")
    enter_office(visitor, "/desk/claims/publicity")


def meeting_of_claims_to_note(visitor: Visitor) -> None:
    set_standard(visitor.product)
    claim_id(visitor.product, "approved")
    enter_office(visitor, "/desk/meetings/new")


def meeting_of_claims(visitor: Visitor) -> None:
    enter_office(visitor, f"/desk/meetings/{claim_meeting_id(visitor.product)}")


def publicity(visitor: Visitor) -> None:
    enter_office(visitor, f"/desk/claims/publicity/{publicity_id(visitor.product, 'running')}")


def publicity_of_the_city(visitor: Visitor) -> None:
    enter_office(visitor, f"/desk/claims/publicity/{publicity_id(visitor.product, 'running')}", CITY)


def publicity_applied(visitor: Visitor) -> None:
    enter_office(visitor, f"/desk/claims/publicity/{publicity_id(visitor.product, 'applied')}")


def publicity_notice(visitor: Visitor) -> None:
    publicity(visitor)
    visitor.follow("公示名单（打印）")


def claim_in_publicity(visitor: Visitor) -> None:
    meeting_of_claims(visitor)
    visitor.click(visitor.page.locator("[data-rows] tbody tr").first.get_by_role("link"))


def counter(visitor: Visitor) -> None:
    enter_office(visitor, "/desk/claims/counter", HELPER)


def counter_search(visitor: Visitor) -> None:
    trainee_at_the_counter(visitor.product)
    counter(visitor)
    visitor.page.get_by_label("身份证号").fill("赵雪梅")
    visitor.press("查找")


def counter_claim(visitor: Visitor) -> None:
    enter_office(visitor, f"/desk/claims/counter/{trainee_at_the_counter(visitor.product)}", HELPER)
    begin = visitor.page.get_by_role("button", name="开始代办")
    if begin.count():
        begin.click()


def counter_summary(visitor: Visitor) -> None:
    counter_claim(visitor)
    visitor.hand_in("licence-1")
    visitor.click(visitor.page.locator("summary", has_text="出租车从业资格证").first)
    visitor.hand_in("taxi-1")
    visitor.follow("核对并提交")


def counter_consent(visitor: Visitor) -> None:
    counter_claim(visitor)
    visitor.follow("告知与承诺书")


def problems_told(visitor: Visitor) -> None:
    visitor.enter_as_staff(REVIEWER)
    visitor.follow("学员反映")


def own_announcements(visitor: Visitor, phone: str = "13800000112") -> None:
    announcement(visitor)
    visitor.come_back(phone)
    visitor.open("/me/notices")


def own_announcement(visitor: Visitor) -> None:
    own_announcements(visitor, "13800000009")
    visitor.click(visitor.page.locator("a.row").first)


def certificate_to_verify(visitor: Visitor) -> None:
    visitor.open("/verify/certificates")


def certificate_unknown(visitor: Visitor) -> None:
    certificate_to_verify(visitor)
    visitor.page.get_by_label("证书编号").fill("1502002026P00000160")
    visitor.page.get_by_label("证书上的全名").fill("王芳")
    visitor.press("核验")


def follow_up_of_nobody(visitor: Visitor) -> None:
    visitor.open("/follow-up/nobody")


PLACES: tuple[Callable[[Visitor], None], ...] = (
    *(sign_in, phone_refused, too_many_codes, code, code_refused, person),
    *(privacy_notice, home, home_in_large_type, home_of_an_online_class),
    *(home_of_one_who_cannot_qualify, home_of_one_who_cannot_qualify_in_large_type),
    *(day, day_to_come, how_it_counts, signed_out),
    *(staff_enter, staff_enter_without_link, staff_link_used),
    *(login_page_of_dingtalk, staff_unknown_to_us),
    staff_left,
    *(correction, correction_asked, day_with_a_correction, my_reminders, no_more_reminders),
    *(link_of_a_reminder_that_is_over, staff_corrections, staff_correction),
    *(staff_correction_without_a_reason, staff_correction_approved),
    *(unread_pushes, unread_pushes_read_again, how_it_runs),
    *(checks, check, check_refused, check_call, check_call_answered, call_list),
    *(check_person, check_picture, check_picture_with_faces, check_end),
    *(check_record, check_record_verified, check_draw_verified),
    *(check_history, check_ended, check_voided, checks_with_one_of_today),
    *(checks_with_an_online_class, video_start_without_a_lesson, video_check, video_check_with_statistics),
    *(video_check_picture, video_check_end, video_check_record, video_check_history),
    *(rounds, round_proved, round_order, round_order_given_without_a_reason, outside_the_round),
    *(feedback_list, feedback_to_send, feedback_to_answer),
    *(claim_to_begin, claim_without_prospect, claim_begun, claim_summary, personal_data, phone_codes),
    *(own_announcements, own_announcement, certificate_to_verify, certificate_unknown),
    follow_up_of_nobody,
    *(another_way_to_punch, staff_alternatives, rights, data_requests),
    *(claims_queue, claims_numbers, problems_told, openings),
    *(claim_review, claim_review_refused, claim_review_of_the_city, claim_review_of_an_auditor),
    *(publicities, publicity, publicity_of_the_city, publicity_applied, publicity_notice),
    *(meeting_of_claims_to_note, meeting_of_claims, claim_in_publicity),
    *(counter, counter_search, counter_claim, counter_summary, counter_consent),
    *(not_found, form_too_old, offline, api_docs, phones, phone),
    *(chat, chat_of_a_check, meetings),
)
