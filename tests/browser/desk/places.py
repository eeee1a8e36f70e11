"""The ways to the pages at which an office sits all day."""

from collections.abc import Callable
from urllib.parse import urlsplit

from tests.browser.checked import DISTRICT, a_class_to_check
from tests.browser.claiming import CITY, enter
from tests.browser.desk.administration import OF_ADMINISTRATION
from tests.browser.desk.granted import OF_GRANTS
from tests.browser.desk.ledgers import OF_LEDGERS
from tests.browser.desk.money import OF_MONEY
from tests.browser.desk.offices import OF_OFFICES
from tests.browser.desk.outcomes import OF_OUTCOMES
from tests.browser.desk.plans import OF_PLANS
from tests.browser.desk.region import OF_REGION
from tests.browser.installation import ELECTRICIANS
from tests.browser.visitor import Visitor
from tests.factories import an_id_number

SCHOOL = "赵会计"


def desk_overview_of_the_city(visitor: Visitor) -> None:
    enter(visitor, "/desk", CITY)


def desk_overview_of_a_district(visitor: Visitor) -> None:
    enter(visitor, "/desk", DISTRICT)


def desk_overview_of_a_school(visitor: Visitor) -> None:
    enter(visitor, "/desk", SCHOOL)


def desk_projects(visitor: Visitor) -> None:
    enter(visitor, "/desk/projects", DISTRICT)


def desk_project_new(visitor: Visitor) -> None:
    enter(visitor, "/desk/projects/new", DISTRICT)


def desk_choices(visitor: Visitor) -> None:
    enter(visitor, "/desk/projects/choices", CITY)


def desk_choice(visitor: Visitor) -> None:
    desk_choices(visitor)
    visitor.follow("稀土")


def class_project(visitor: Visitor) -> None:
    desk_class(visitor)
    visitor.open(f"{urlsplit(visitor.page.url).path}/project")


def desk_meetings(visitor: Visitor) -> None:
    enter(visitor, "/desk/meetings", DISTRICT)


def desk_meeting_new(visitor: Visitor) -> None:
    enter(visitor, "/desk/meetings/new", DISTRICT)


def desk_payments(visitor: Visitor) -> None:
    enter(visitor, "/desk/payments", SCHOOL)


def publicities_now(visitor: Visitor) -> None:
    visitor.open("/publicity")


def desk_work(visitor: Visitor) -> None:
    enter(visitor, "/desk/work", CITY)


def desk_missing(visitor: Visitor) -> None:
    enter(visitor, "/desk/missing", CITY)


def desk_alerts(visitor: Visitor) -> None:
    enter(visitor, "/desk/alerts", CITY)


def desk_classes(visitor: Visitor) -> None:
    enter(visitor, "/desk/classes", CITY)


def desk_classes_by_everything(visitor: Visitor) -> None:
    enter(visitor, "/desk/classes?view=all&sort=-number&q=bt&x=1&at=nowhere", CITY)


def desk_classes_nothing_found(visitor: Visitor) -> None:
    enter(visitor, "/desk/classes?q=zzz&kind=C1", CITY)


def desk_class(visitor: Visitor) -> None:
    enter(visitor, "/desk/classes?view=all", CITY)
    visitor.click(visitor.page.locator("table[data-rows] tbody a").first)


def desk_vouchers(visitor: Visitor) -> None:
    enter(visitor, "/desk/vouchers", CITY)


def desk_voucher_batches(visitor: Visitor) -> None:
    enter(visitor, "/desk/vouchers/batches", CITY)


def desk_voucher_reach(visitor: Visitor) -> None:
    enter(visitor, "/desk/vouchers/reach", CITY)


def desk_voucher_classes(visitor: Visitor) -> None:
    enter(visitor, "/desk/vouchers/classes", CITY)


def desk_results(visitor: Visitor) -> None:
    enter(visitor, "/desk/results", CITY)


def desk_class_result(visitor: Visitor) -> None:
    desk_class(visitor)
    visitor.follow("结业")


def desk_class_hours(visitor: Visitor) -> None:
    desk_class(visitor)
    visitor.follow("课时")


def desk_class_checks(visitor: Visitor) -> None:
    desk_class(visitor)
    visitor.follow("查班与反馈")


def desk_class_history(visitor: Visitor) -> None:
    desk_class(visitor)
    visitor.follow("经过")


def desk_people(visitor: Visitor) -> None:
    enter(visitor, "/desk/people?view=all", CITY)


def desk_person(visitor: Visitor) -> None:
    desk_people(visitor)
    visitor.click(visitor.page.locator("table[data-rows] tbody a").first)


def desk_person_with_whole_numbers(visitor: Visitor) -> None:
    desk_person(visitor)
    visitor.press("显示完整号码")


def desk_institutions(visitor: Visitor) -> None:
    enter(visitor, "/desk/institutions", CITY)


def desk_institution(visitor: Visitor) -> None:
    desk_institutions(visitor)
    visitor.click(visitor.page.locator("table[data-rows] tbody a").first)


def desk_find(visitor: Visitor) -> None:
    enter(visitor, "/desk/find?q=bt", CITY)


def desk_checks(visitor: Visitor) -> None:
    enter(visitor, "/desk/checks", CITY)


def desk_teachers(visitor: Visitor) -> None:
    enter(visitor, "/desk/teachers", CITY)


def desk_teacher(visitor: Visitor) -> None:
    """With a certificate that stands, so that it can be withdrawn."""
    enter(visitor, "/desk/teachers", SCHOOL)
    visitor.click(visitor.page.locator("table[data-rows] tbody a").first)
    if not visitor.page.get_by_text("S150123").count():
        visitor.page.get_by_text("登记证书", exact=True).click()
        for name, said in (("kind", "技能等级证书"), ("trade", "电工"), ("number", "S150123")):
            visitor.page.locator(f"#{name}").fill(said)
        visitor.press("登记")


def class_teachers(visitor: Visitor) -> None:
    desk_class(visitor)
    visitor.click(visitor.page.locator("main").get_by_role("link", name="教师", exact=True))


def desk_corrections(visitor: Visitor) -> None:
    enter(visitor, "/desk/corrections?view=all", DISTRICT)


def desk_corrections_several(visitor: Visitor) -> None:
    enter(visitor, "/desk/corrections/several", DISTRICT)


def desk_leave(visitor: Visitor) -> None:
    enter(visitor, "/desk/leave?view=all", CITY)


def desk_claims(visitor: Visitor) -> None:
    enter(visitor, "/desk/claims?state=all", CITY)


def desk_find_as_typed(visitor: Visitor) -> None:
    desk_classes(visitor)
    visitor.page.locator("#find-q").press_sequentially("bt")
    visitor.page.get_by_role("option").first.wait_for()


def desk_find_nothing(visitor: Visitor) -> None:
    enter(visitor, "/desk/find?q=zzz", CITY)


def roster_changes(visitor: Visitor) -> None:
    enter(visitor, "/desk/roster-changes?state=全部", DISTRICT)


def roster_change_form(visitor: Visitor) -> None:
    class_id = a_class_to_check(visitor.product, 3)
    enter(visitor, f"/desk/classes/{class_id}/roster/change", DISTRICT)


def roster_change_refused(visitor: Visitor) -> None:
    roster_change_form(visitor)
    visitor.page.get_by_role("radio", name="退出").check()
    visitor.page.get_by_label("原因").fill("找到工作")
    visitor.press("提交申请")


def roster_change(visitor: Visitor) -> None:
    roster_change_form(visitor)
    visitor.page.get_by_role("radio", name="退出").check()
    visitor.page.get_by_label("学员", exact=True).select_option(index=1)
    visitor.page.get_by_label("原因").fill("找到工作")
    visitor.press("提交申请")


def batches(visitor: Visitor) -> None:
    enter(visitor, "/desk/batches", DISTRICT)


def batches_decided(visitor: Visitor) -> None:
    enter(visitor, "/desk/batches?view=已决定", DISTRICT)


def changes(visitor: Visitor) -> None:
    visitor.enter_as_staff(SCHOOL)
    visitor.open("/desk/changes")


def class_change(visitor: Visitor, field: str = "总课时") -> None:
    changes(visitor)
    visitor.page.get_by_label("班号").fill(ELECTRICIANS)
    visitor.press("变更班级信息")
    visitor.follow(field)


def class_change_times(visitor: Visitor) -> None:
    class_change(visitor, "上下课时间")


def class_change_refused(visitor: Visitor) -> None:
    class_change(visitor)
    fill(visitor, "很多")


def class_change_checked(visitor: Visitor) -> None:
    class_change(visitor)
    fill(visitor, "121")


def class_change_asked(visitor: Visitor) -> None:
    class_change(visitor, "就业重点群体")
    visitor.page.get_by_label("理由").fill("备案时选错")
    visitor.press("下一步：看会怎样")
    visitor.press("提交申请")


def timetable(visitor: Visitor) -> None:
    changes(visitor)
    visitor.page.get_by_label("班号").fill(ELECTRICIANS)
    visitor.press("看课表、调整课")


def lesson_change(visitor: Visitor) -> None:
    timetable(visitor)
    visitor.click(visitor.page.get_by_role("link", name="申请调整").last)


def lesson_made_up(visitor: Visitor) -> None:
    timetable(visitor)
    visitor.follow("安排补课")


def lesson_change_checked(visitor: Visitor) -> None:
    lesson_change(visitor)
    visitor.click(visitor.page.get_by_role("link", name="停课", exact=True))
    visitor.page.get_by_label("理由").fill("停电")
    visitor.press("下一步：核对")


def fill(visitor: Visitor, value: str) -> None:
    visitor.page.get_by_label("改为").fill(value)
    visitor.page.get_by_label("理由").fill("备案时漏填")
    visitor.press("下一步：看会怎样")


def urgings(visitor: Visitor) -> None:
    urging(visitor)
    visitor.open("/desk/urgings?state=all")


def filings(visitor: Visitor) -> None:
    enter(visitor, "/desk/filings", CITY)


def filing(visitor: Visitor) -> None:
    filings(visitor)
    visitor.click(visitor.page.locator("main table").get_by_role("link").first)


def filing_queried(visitor: Visitor) -> None:
    filing(visitor)
    visitor.page.get_by_label("意见").fill("缺教案")
    visitor.press("质疑")


def urging_form(visitor: Visitor) -> None:
    desk_class(visitor)
    visitor.click(visitor.page.locator("main").get_by_role("link", name="督办", exact=True))


def urging_form_of_a_district(visitor: Visitor) -> None:
    enter(visitor, "/desk/urgings/new", CITY)


def urging_refused(visitor: Visitor) -> None:
    urging_form(visitor)
    visitor.page.get_by_label("要办什么").fill("　 ")
    visitor.click(visitor.page.locator("main form button"))


def urging(visitor: Visitor) -> None:
    urging_form(visitor)
    visitor.page.get_by_label("要办什么").fill("本周内补齐区级查班，并说明为什么没有按时查")
    visitor.click(visitor.page.locator("main form button"))


def urging_closed(visitor: Visitor) -> None:
    urging(visitor)
    visitor.page.get_by_label("办结的意见").fill("已经补齐")
    visitor.press("办结")


def announcement_form(visitor: Visitor) -> None:
    enter(visitor, "/desk/notices/new", CITY)


def announcement_refused(visitor: Visitor) -> None:
    announcement_form(visitor)
    _write_announcement(visitor, "班级学员")


def announcement_draft(visitor: Visitor) -> None:
    announcement_form(visitor)
    _write_announcement(visitor, "全体学员")


def announcement(visitor: Visitor) -> None:
    announcement_draft(visitor)
    visitor.press("发布")


def announcements(visitor: Visitor) -> None:
    announcement(visitor)
    visitor.open("/desk/notices")


def _write_announcement(visitor: Visitor, readers: str) -> None:
    visitor.page.get_by_label("标题").fill("清明节放假安排")
    visitor.page.get_by_label("正文").fill("4 月 4 日至 6 日放假，课程顺延。\n有疑问请联系培训机构。")
    visitor.page.get_by_label(readers, exact=True).check()
    visitor.press("存为草稿")


def imports(visitor: Visitor) -> None:
    enter(visitor, "/desk/imports", CITY)


def hand_in(visitor: Visitor, *lines: str) -> None:
    imports(visitor)
    file = {"name": "名册.csv", "mimeType": "text/csv", "buffer": "\n".join(lines).encode()}
    visitor.page.get_by_label("把文件拖到这里").set_input_files(file)
    visitor.press("上传")


def upload_with_findings(visitor: Visitor) -> None:
    good = f"{ELECTRICIANS},王小明,{an_id_number(801)},13800000801"
    hand_in(visitor, "班号,姓名,身份证号,联系电话", good, f"{ELECTRICIANS},李小红,123,138", "BT-9,丁,,")


def upload_of_two_columns(visitor: Visitor) -> None:
    hand_in(visitor, "班号,姓名,身份证号,手机号,手机号码", f"{ELECTRICIANS},王小明,1,2,3")


def upload_of_no_table(visitor: Visitor) -> None:
    hand_in(visitor, "会议通知", "今天下午三点开会")


def upload_let_go(visitor: Visitor) -> None:
    upload_with_findings(visitor)
    visitor.press("不导入了")
    visitor.click(visitor.page.locator("main table a", has_text="名册.csv").first)


def import_batch(visitor: Visitor) -> None:
    imports(visitor)
    visitor.click(visitor.page.locator("table[data-rows] tbody a").first)


def unmatched(visitor: Visitor) -> None:
    imports(visitor)
    visitor.follow("对不上人的打卡")
    visitor.page.get_by_role("textbox", name="培训机构").fill("包头")
    visitor.press("查看")


def match_form(visitor: Visitor) -> None:
    enter(visitor, "/desk/imports/matches/new", SCHOOL)


def match_form_of_a_district(visitor: Visitor) -> None:
    enter(visitor, "/desk/imports/matches/new", DISTRICT)
    visitor.page.get_by_role("textbox", name="培训机构").fill("包头")
    visitor.press("查看")


def matches(visitor: Visitor) -> None:
    unmatched(visitor)
    visitor.follow("匹配记录")


def desk_class_documents(visitor: Visitor) -> None:
    desk_class(visitor)
    tabs = visitor.page.get_by_role("navigation", name="这个班的各部分")
    visitor.click(tabs.get_by_role("link", name="材料"))


def desk_documents(visitor: Visitor) -> None:
    enter(visitor, "/desk/documents", CITY)


def document_kinds(visitor: Visitor) -> None:
    desk_documents(visitor)
    visitor.follow("材料清单")


def document_kind(visitor: Visitor) -> None:
    document_kinds(visitor)
    visitor.click(visitor.page.locator("main table a").first)


PLACES: tuple[Callable[[Visitor], None], ...] = (
    *(desk_overview_of_the_city, desk_overview_of_a_district, desk_overview_of_a_school),
    *(desk_work, desk_missing, desk_alerts, desk_projects, desk_project_new),
    *(desk_choices, desk_choice, class_project),
    *(desk_classes, desk_classes_by_everything, desk_classes_nothing_found),
    *(desk_vouchers, desk_voucher_batches, desk_voucher_reach, desk_voucher_classes),
    *(desk_class, desk_results, desk_class_result, desk_class_hours, desk_class_checks, desk_class_history),
    *(desk_people, desk_person, desk_person_with_whole_numbers, desk_institutions, desk_institution),
    *(desk_find, desk_find_nothing, desk_find_as_typed),
    *(
        desk_checks,
        desk_teachers,
        desk_teacher,
        class_teachers,
        desk_corrections,
        desk_corrections_several,
        desk_leave,
    ),
    desk_claims,
    *(desk_meetings, desk_meeting_new, desk_payments, publicities_now),
    *(desk_class_documents, desk_documents, document_kinds, document_kind),
    *(roster_changes, roster_change_form, roster_change_refused, roster_change),
    *(batches, batches_decided),
    *(imports, upload_with_findings, upload_of_two_columns, upload_of_no_table, upload_let_go, import_batch),
    *(unmatched, match_form, match_form_of_a_district, matches),
    *OF_ADMINISTRATION,
    *(changes, class_change, class_change_times, class_change_refused, class_change_checked),
    *(announcement_form, announcement_refused, announcement_draft, announcement, announcements),
    *(filings, filing, filing_queried),
    *(urgings, urging_form, urging_form_of_a_district, urging_refused, urging, urging_closed),
    *(class_change_asked, timetable, lesson_change, lesson_made_up, lesson_change_checked),
    *OF_OFFICES,
    *OF_LEDGERS,
    *OF_OUTCOMES,
    *OF_PLANS,
    *OF_REGION,
    *OF_MONEY,
    *OF_GRANTS,
)
