"""等级 of certificates that have one: the eight of 新八级工 under their old and new names (R63)."""

import re

NAMES = (
    ("学徒工",),
    ("五级", "五级工", "初级", "初级工", "初级技能"),
    ("四级", "四级工", "中级", "中级工", "中级技能"),
    ("三级", "三级工", "高级", "高级工", "高级技能"),
    ("二级", "技师"),
    ("一级", "高级技师"),
    ("特级技师",),
    ("首席技师",),
)
KNOWN = frozenset(name for names in NAMES for name in names)
DIGITS = str.maketrans("54321", "五四三二一")
SKILLS = ("技能等级", "职业资格")
"""Words of papers whose level is one of these; others (教师资格证, 职称证书) have levels of their own."""
BETWEEN = re.compile(r"[/／、（）()·\-\s]+")
BEFORE = re.compile(r"(?:国家)?(?:职业资格|职业技能等级|技能等级)")
"""What stands before the level on papers of the five levels of before."""
OF_TEACHING = "教师"


def is_level(said: str, kind: str) -> bool:
    """Whether a paper of this kind may have it; 三级/高级工 and 3级 are one level, none at all is none."""
    if OF_TEACHING in kind or not any(word in kind for word in SKILLS):
        return True
    parts = [part for part in BETWEEN.split(said) if part]
    return all(_level(part) in KNOWN for part in parts)


def same_level(said: str) -> str:
    """One word for what is one level: 初级工, 5级 and 五级/初级工 are 五级; any other stays as it is said."""
    parts = [_level(part) for part in BETWEEN.split(said) if part]
    found = {names[0] for names in NAMES for part in parts if part in names}
    is_one = len(found) == 1 and all(part in KNOWN for part in parts)
    return found.pop() if is_one else said


def _level(part: str) -> str:
    digits = (BEFORE.sub("", part) or part).translate(DIGITS)
    return f"{digits}级" if len(digits) == 1 else digits
