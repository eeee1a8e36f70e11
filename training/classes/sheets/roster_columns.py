"""The columns of the roster (学员名册), as schools name them (R26)."""

from training.notice.terms import Document
from training.sheets.columns import Column, Table

EXAMPLE_NAME = "示例学员"
ANOTHERS = (
    *("紧急", "家长", "监护", "家属", "亲属", "家人", "父", "母", "配偶", "户主"),
    *("单位", "公司", "旧", "原"),
)

ROSTER = Table(
    "学员名册",
    (
        Column("class_number", "班号", ("班级编号", "班级号", "培训班编号"), note="一个文件有几个班时必填"),
        Column(
            "name",
            "姓名",
            ("学员姓名", "参训人员姓名"),
            required=True,
            note="与身份证一致",
            example=EXAMPLE_NAME,
            longest=64,
        ),
        Column("sex", "性别", note="可不填，按身份证号核对", example="女", choices=("男", "女")),
        Column(
            "id_number",
            "身份证号",
            (
                *("身份证号码", "公民身份号码", "公民身份证号码", "身份证", "证件号码", "证件号"),
                *("居民身份证号码", "有效证件号码"),
            ),
            required=True,
            note="18 位，本列已设为文本；最后一位 X 大小写都可以",
            example="150203199003077723",
            never=ANOTHERS,
            surer=("本人",),
        ),
        Column(
            "document",
            "证件类型",
            ("证件种类", "证件名称"),
            note="不填为居民身份证；其他证件要填性别",
            example="居民身份证",
            choices=tuple(Document),
        ),
        Column(
            "phone",
            "联系电话",
            ("手机", "手机号", "手机号码", "电话", "电话号码", "联系方式", "本人联系电话"),
            required=True,
            note="学员本人的 11 位手机号，登录和核查都用它",
            example="13800000000",
            never=ANOTHERS,
            surer=("本人",),
        ),
        Column(
            "attendance_number",
            "考勤号",
            ("考勤号码", "考勤编号", "考勤机编号", "人脸编号", "登记号码"),
            note="学员在考勤机上的编号；没有它打卡对不上人",
            example="1",
        ),
        Column(
            "category",
            "人员类别",
            ("群体", "人员类型", "所属群体", "群体类别", "就业前所属群体"),
            note="如 失业人员、农村转移就业劳动者",
            example="失业人员",
            longest=64,
        ),
        Column("education", "文化程度", ("学历",), note="可不填", example="高中", longest=64),
        Column(
            "bank_card",
            "社保卡银行卡号",
            ("银行卡号", "社保卡银行账号", "银行账号"),
            note="可不填，本列已设为文本；16 至 19 位",
            weaker=("卡号", "社保卡号"),
            never=ANOTHERS,
        ),
    ),
    ("名册", "花名册", "学员花名册", "培训学员花名册", "学员信息"),
)
