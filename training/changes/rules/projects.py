"""归入项目: when a class may not come under another project, beyond what the project itself asks (R48)."""

from training.errors import NotNow


class ProjectChosen(NotNow):
    """Somebody was faster."""

    def __init__(self) -> None:
        super().__init__("有人刚刚改过这个班的项目，请刷新看看。")


class SameProject(NotNow):
    """The class is there already."""

    def __init__(self, number: str, version: int):
        super().__init__(f"这个班已经归入项目 {number} 第 {version} 版。")
