"""The classes of the city and their schools, district by district; days are counted from today."""

from typing import Any

from webapp.demo.sample_class import DRIVING_SCHOOL, INSTITUTION, SampleClass

CRAFTS, SAILING, HANDY = "包头市昆区技工实训中心", "包头市启航职业培训学校", "包头市巧手家政培训学校"
TRADES, ARTISAN = "包头市百业职业培训学校", "包头市匠心技能培训学校"
SOIL, DAWN = "包头市沃野职业培训学校", "包头市启明创业培训中心"
SMOOTH, THROUGH = "包头市顺达驾驶员培训学校", "包头市通途驾驶员培训学校"
DRIVING_SCHOOLS = (SMOOTH, THROUGH)
KUNDULUN, QINGSHAN, DONGHE, JIUYUAN = "昆都仑区", "青山区", "东河区", "九原区"
DISTRICTS = (KUNDULUN, QINGSHAN, DONGHE, JIUYUAN)
AFTER_WORK: dict[str, Any] = {"times": ("08:30", "11:30", "18:30", "21:30"), "half_days": ("下午",)}
ONLINE: dict[str, Any] = {"online_days": (1, 3)}
C1: dict[str, Any] = {"kind": "C1", "class_room": "驾培教室", "size": 10}
MACHINES_FROM = 7101
TEACHERS = (
    "丁建平 秦素珍 武文斌 乔桂兰 贺志明 龚丽萍 常永福 尹淑琴 汤国栋 钱玉芬 雷振东 段秀云 万海生 龙晓梅 "
    "孟庆林 邵春华 侯广义 顾月英 史占山 江红艳 邱立新 毛翠兰 康树林 崔凤仙 白音 孔令梅 郝万年 陆小琴 "
    "金宝玉 熊建业 沈玉兰"
)

Row = tuple[str, str, str, str, tuple[int, int], dict[str, Any]]
ROWS: tuple[Row, ...] = (
    ("KD-101", "中式烹调师（五级）101班", KUNDULUN, INSTITUTION, (-6, 5), {"size": 15}),
    ("KD-102", "美容师（五级）102班", KUNDULUN, CRAFTS, (-8, 2), {}),
    ("KD-103", "焊工（四级）103班", KUNDULUN, CRAFTS, (4, 12), {}),
    ("KD-104", "养老护理员（五级）104班", KUNDULUN, INSTITUTION, (-22, -13), {}),
    ("KD-105", "电子商务师（四级）105班", KUNDULUN, CRAFTS, (-10, -1), ONLINE),
    ("KD-106", "家政服务员（五级）106班", KUNDULUN, CRAFTS, (-30, -22), {}),
    ("C1-011", "小型汽车驾驶员（C1）11班", KUNDULUN, DRIVING_SCHOOL, (-62, -54), C1 | {"size": 20}),
    ("QS-201", "保育师（五级）201班", QINGSHAN, SAILING, (-5, 6), {"online_days": (1, 3, 5), "size": 12}),
    ("QS-202", "电工（四级）202夜班", QINGSHAN, SAILING, (-4, 8), AFTER_WORK),
    ("QS-203", "家政服务员（五级）203班", QINGSHAN, HANDY, (6, 14), {"size": 20}),
    ("QS-204", "养老护理员（五级）204班", QINGSHAN, HANDY, (-26, -18), {}),
    ("QS-205", "茶艺师（五级）205班", QINGSHAN, SAILING, (-24, -16), {}),
    ("QS-206", "中式面点师（五级）206班", QINGSHAN, HANDY, (-11, -2), {}),
    ("QS-207", "焊工（五级）207班", QINGSHAN, SAILING, (-3, 7), {"size": 12}),
    ("C1-021", "小型汽车驾驶员（C1）21班", QINGSHAN, SMOOTH, (-58, -50), C1),
    ("DH-301", "汽车维修工（四级）301班", DONGHE, TRADES, (-14, 3), {"size": 11}),
    ("DH-302", "中式烹调师（五级）302班", DONGHE, ARTISAN, (0, 8), {"size": 24}),
    ("DH-303", "砌筑工（五级）303班", DONGHE, ARTISAN, (1, 9), {}),
    ("DH-304", "美容师（五级）304班", DONGHE, TRADES, (-28, -20), {}),
    ("DH-305", "育婴员（五级）305班", DONGHE, TRADES, (-19, -11), {"online_days": (0, 2, 4)}),
    ("DH-306", "电子商务师（五级）306班", DONGHE, ARTISAN, (-12, -3), {"online_days": tuple(range(9))}),
    ("DH-307", "中式面点师（五级）307班", DONGHE, ARTISAN, (-7, 4), {}),
    ("C1-031", "小型汽车驾驶员（C1）31班", DONGHE, THROUGH, (-57, -49), C1),
    ("JY-401", "农机修理工（五级）401班", JIUYUAN, SOIL, (-5, 5), {}),
    ("JY-402", "创办企业（SYB）402班", JIUYUAN, DAWN, (-2, 6), {"kind": "创业"}),
    ("JY-403", "园艺工（五级）403班", JIUYUAN, SOIL, (9, 17), {}),
    ("JY-404", "养老护理员（五级）404班", JIUYUAN, SOIL, (-25, -17), {}),
    ("JY-405", "保健按摩师（五级）405班", JIUYUAN, DAWN, (-17, -9), {}),
    ("JY-406", "家政服务员（五级）406班", JIUYUAN, SOIL, (-9, -1), {}),
    ("C1-041", "小型汽车驾驶员（C1）41班", JIUYUAN, SMOOTH, (-56, -48), C1),
    ("DH-308", "保育师（五级）308班", DONGHE, TRADES, (-78, -70), {"size": 12}),
)  # fmt: skip


def _class(place: int, row: Row) -> SampleClass:
    number, name, district, school, span, more = row
    trade = name.partition("（")[0]
    # In every fourth class everybody comes.
    values: dict[str, Any] = {
        "size": 9,
        "hardly_comes": place % 4 and 3 + place % 7,
        "class_room": f"{trade}教室",
    }
    return SampleClass(
        number=f"BT2026-{number}",
        name=name,
        trade=trade,
        district=district,
        institution=school,
        instructor=TEACHERS.split()[place],
        device=str(MACHINES_FROM + place),
        first_phone=0,
        span=span,
        **(values | more),
    )


CLASSES = tuple(_class(place, row) for place, row in enumerate(ROWS))
RUNNING = tuple(each for each in CLASSES if each.span[0] <= 0 < each.span[1])
