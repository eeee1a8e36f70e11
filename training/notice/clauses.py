"""The notice's own words: what people read as the reason, never our numbers of its rows."""

CLAUSES = {
    "R07": "培训班结束后，市本级应在5个工作日内将督查检查结果反馈相关旗县区",
    "R32": "人脸在线率达到80%及以上为此次检查合格",
    "R33": "保留检查记录以及视频会议截图",
    "R34": "如遇到视频会议无法发起等情况，可采用调取抽查当天直播统计数据等方式进行",
    "R35": "实际参培人数达到应培人数的80%及以上为此次检查合格，并留存当天直播基本统计数据资料",
    "R37": "至少抽取三分之一学员电话比对个人备案信息资料无误",
    "R38": "核实学员总出勤率达到80%及以上为此次检查合格",
    "R39": "须留存至少一张教室全景且拍摄到全部参训学员的视频监控截图",
    "R40": "整个培训周期120课时及以下的就业重点群体补贴制培训班，市、旗县区各检查一次",
    "R41": "120课时以上各检查两次",
    "R45": "每天按8课时计算、上下午各考勤2次",
    "R46": "累计达到规定课时的80%及以上可确认学员培训合格",
    "R54": "全部培训课时完成后给予培训补贴",
    "R55": "创业培训按相关文件规定执行",
    "R57": "本行政区域内经有关部门核准的汽车驾驶员培训学校，备案后均可组织",
    "R64": "培训过程中教师发生变更的，应及时向属地管理部门备案",
}


def with_clause(words: str, clause: str) -> str:
    """The words, and behind them what the notice says; a clause that is not quoted here adds nothing."""
    quoted = CLAUSES.get(clause)
    return f"{words}（通知：{quoted}）" if quoted else words
