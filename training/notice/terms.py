"""The notice's own words as values; the Chinese value is what a workbook, a page and the database hold."""

from enum import StrEnum


class HalfDay(StrEnum):
    """半天: a training day has two (R45)."""

    MORNING = "上午"
    AFTERNOON = "下午"


class Mode(StrEnum):
    """培训方式: where a lesson happens (R51 to R53)."""

    ONLINE = "线上"
    OFFLINE = "线下"


class ClassKind(StrEnum):
    """培训类型: the kind of training class (R01, R55, R58)."""

    ORDERED = "订单"
    TARGETED = "定向"
    PROJECT = "项目制"
    STARTUP = "创业"
    C1 = "C1"
    ORDINARY = "普通"


class Fund(StrEnum):
    """资金来源: the three sources, which are never mixed (R65)."""

    EMPLOYMENT = "就业补助资金"
    UNEMPLOYMENT = "失业保险基金"
    SPECIAL = "专账资金"


class Role(StrEnum):
    """角色: who a member of staff is (R09, R69)."""

    CITY = "city"
    DISTRICT = "district"
    INSTITUTION = "institution"
    AUDITOR = "auditor"

    @property
    def words(self) -> str:
        """As people read it."""
        return {"city": "市级", "district": "旗县区", "institution": "培训机构"}.get(self.value, "审计")


class Document(StrEnum):
    """证件类型: by which document a person is known."""

    RESIDENT = "居民身份证"
    RESIDENCE = "港澳台居民居住证"
    PERMANENT = "外国人永久居留身份证"
    HONG_KONG = "港澳居民来往内地通行证"
    TAIWAN = "台湾居民来往大陆通行证"
    PASSPORT = "护照"


class Sex(StrEnum):
    """性别, as the seventeenth digit of the ID number tells it."""

    MALE = "男"
    FEMALE = "女"


class Severity(StrEnum):
    """How much a finding weighs: an error refuses the row, a warning is for a second look."""

    ERROR = "错误"
    WARNING = "提醒"
