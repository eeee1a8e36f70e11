"""A trainee's claim in three plain steps (pure)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from training.claims.rules.c1_claims import Gate
from training.claims.rules.c1_papers import MOST_PHOTOS
from training.claims.terms import ClaimState, PaperKind, PaperState, Payee
from training.claims.views.claim_views import ClaimView, PaperView
from training.claims.views.see_claim import for_claimant
from training.notice.clock import SHANGHAI
from training.notice.money import yuan

TONES = {
    PaperState.MISSING: "quiet",
    PaperState.READY: "fair",
    PaperState.IN_REVIEW: "fair",
    PaperState.RETURNED: "bad",
    PaperState.PASSED: "good",
    PaperState.EXPIRED: "bad",
}
SIGNS = {
    PaperState.MISSING: "○",
    PaperState.READY: "●",
    PaperState.IN_REVIEW: "…",
    PaperState.RETURNED: "✗",
    PaperState.PASSED: "✓",
    PaperState.EXPIRED: "✗",
}
CLAIM_TONES = {
    ClaimState.DRAFT: "fair",
    ClaimState.WAITING: "fair",
    ClaimState.RETURNED: "bad",
    ClaimState.REJECTED: "bad",
    ClaimState.GIVEN_UP: "quiet",
}
HINTS = {
    PaperKind.LICENCE: "拍驾驶证正页，姓名、准驾车型、初次领证日期要看得清。副页有信息的再拍一张。",
    PaperKind.RIDE_HAIL: "网络预约出租汽车驾驶员证（您本人的证，不是车辆的运输证）。",
    PaperKind.TAXI: "巡游出租汽车驾驶员从业资格证，拍有姓名和有效期的一页。",
    PaperKind.CONTRACT: "拍写明驾驶员岗位、期限和签字盖章的页，一页一张。",
    PaperKind.WAGE_SLIP: "银行流水或工资条，能看出单位、姓名和月份。",
    PaperKind.OTHER: "没有上面的材料，可以交其他能证明您在做驾驶工作的材料。要两位审核人都同意。",
}
ASKED = {
    PaperState.MISSING: "请拍照",
    PaperState.READY: "已收到",
    PaperState.IN_REVIEW: "审核中，请等待",
    PaperState.RETURNED: "请重拍这一张",
    PaperState.PASSED: "不用再交",
    PaperState.EXPIRED: "请换没过期的",
}
CHANGEABLE = "已收到。要换就再选一张"
HELD = (PaperState.READY, PaperState.IN_REVIEW)
NEXT_WORDS = {
    ClaimState.DRAFT: "下一步：您把照片交齐，再点“核对并提交”。",
    ClaimState.WAITING: "下一步：旗县区人社部门审核，有结果会发短信。",
    ClaimState.RETURNED: "下一步：您按下面的原因改好，再点“核对并提交”。",
    ClaimState.APPROVED: "下一步：上会研究后公示，您不用做什么。",
    ClaimState.REJECTED: "这次没有通过。对结果有疑问，可以反映问题或拨打 12333。",
    ClaimState.PUBLICISED: "下一步：公示结束后申请拨付，您不用做什么。",
    ClaimState.APPLIED: "下一步：财政部门拨付，您不用做什么。",
    ClaimState.PAID: "补贴已拨付，全部办完了。",
    ClaimState.RECOVERED: "补贴已经退回；有疑问请联系旗县区人社部门。",
    ClaimState.GIVEN_UP: "您已放弃这次申领。需要时可以重新开始。",
}
AGAIN = (ClaimState.REJECTED, ClaimState.GIVEN_UP)


@dataclass(frozen=True)
class PhotoField:
    """One photo: what it is, how it stands, whether it can be handed in now."""

    kind: str
    """As it stands in an address."""
    place: int
    label: str
    state: str
    sign: str
    tone: str
    asked: str
    reason: str
    thumbnail: UUID | None
    is_pdf: bool
    is_open: bool
    is_extra: bool = False
    """A further page that nobody has to hand in."""

    @property
    def anchor(self) -> str:
        return f"{self.kind}-{self.place}"


@dataclass(frozen=True)
class KindPart:
    """All photos of one kind, with what is needed and an example picture."""

    kind: str
    title: str
    hint: str
    example: str
    fields: tuple[PhotoField, ...]
    begun: bool


@dataclass(frozen=True)
class Step:
    """合格, 驾驶证, 就业证明."""

    title: str
    is_met: bool
    words: str
    lacking: str


@dataclass(frozen=True)
class ClaimPage:
    """Everything on the trainee's claim page."""

    state: str
    tone: str
    since: str
    acts_next: str
    next_words: str
    reason: str
    steps: tuple[Step, ...]
    licence: KindPart
    routes: tuple[tuple[str, bool, tuple[KindPart, ...]], ...]
    """Title, whether it was begun, and the kinds it takes."""
    may_submit: bool
    lacking: tuple[str, ...]
    is_editable: bool
    may_withdraw: bool
    may_begin_again: bool
    history: tuple[str, ...]
    helpers: tuple[str, ...]
    """代办: who filed it at the counter."""


ROUTE_TITLES = (
    ("网约车驾驶员证", (PaperKind.RIDE_HAIL,)),
    ("出租车从业资格证", (PaperKind.TAXI,)),
    ("劳动合同 + 工资流水", (PaperKind.CONTRACT, PaperKind.WAGE_SLIP)),
    ("其他就业证明", (PaperKind.OTHER,)),
)


def claim_page(view: ClaimView) -> ClaimPage:
    """From the claim as it stands to what the trainee reads."""
    view = for_claimant(view)
    routes = []
    for title, kinds in ROUTE_TITLES:
        parts = tuple(_part(view, kind) for kind in kinds)
        routes.append((title, any(part.begun for part in parts), parts))
    return ClaimPage(
        state=view.state.value,
        tone=CLAIM_TONES.get(view.state, "good"),
        since=stamp(view.since),
        acts_next=view.acts_next.value,
        next_words=_next_words(view),
        reason=view.reason if view.state in (ClaimState.RETURNED, ClaimState.REJECTED) else "",
        steps=tuple(
            Step(gate.title, gate.is_met, _step_words(gate, view), gate.lacking) for gate in view.gates
        ),
        licence=_part(view, PaperKind.LICENCE),
        routes=tuple(routes),
        may_submit=view.is_editable and not view.lacking,
        lacking=view.lacking,
        is_editable=view.is_editable,
        may_withdraw=view.may_withdraw,
        may_begin_again=view.state in AGAIN,
        history=tuple(
            f"{stamp(each.at)} {each.act}{f'：{each.reason}' if each.reason else ''}" for each in view.events
        ),
        helpers=view.helpers,
    )


def _next_words(view: ClaimView) -> str:
    if view.state is ClaimState.PUBLICISED and view.has_objection:
        return "公示期内收到异议，旗县区正在核实；核实后再申请拨付，有需要会联系您。"
    money = view.money
    if view.state is ClaimState.PUBLICISED and money.ends_on:
        return f"下一步：公示到 {money.ends_on} 结束，之后旗县区申请拨付，您不用做什么。"
    if view.state is ClaimState.PAID and money.paid_fen is not None:
        to = f"给{money.payee.value}" if money.payee else ""
        return f"补贴 {yuan(money.paid_fen)} 元已在 {money.paid_on} 拨付{to}，全部办完了。"
    if view.state is ClaimState.RECOVERED and money.payee is Payee.INSTITUTION:
        return "拨付给培训机构的补贴已由机构退回，不用您办什么，您也不欠款。"
    return NEXT_WORDS[view.state]


def stamp(moment: datetime) -> str:
    return f"{moment.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"


def slug(kind: PaperKind) -> str:
    """RIDE_HAIL -> ride-hail, as it stands in an address."""
    return kind.name.lower().replace("_", "-")


def kind_of(text: str) -> PaperKind | None:
    return next((kind for kind in PaperKind if slug(kind) == text), None)


def _step_words(gate: Gate, view: ClaimView) -> str:
    if gate.is_met:
        return "已符合"
    return "审核中" if view.state is ClaimState.WAITING else "还没有"


def _part(view: ClaimView, kind: PaperKind) -> KindPart:
    own = view.of_kind(kind)
    fields = [_field(view, paper) for paper in own]
    if view.is_editable and len(own) < MOST_PHOTOS[kind]:
        fields.append(_empty(kind, len(own) + 1))
    return KindPart(
        slug(kind), kind.value, HINTS[kind], f"example-{slug(kind)}.svg", tuple(fields), bool(own)
    )


def _field(view: ClaimView, paper: PaperView) -> PhotoField:
    is_open = view.is_editable and paper.state is not PaperState.PASSED
    has_thumbnail = paper.is_there and paper.media_type.startswith("image/")
    return PhotoField(
        kind=slug(paper.kind),
        place=paper.place,
        label=_label(paper.kind, paper.place),
        state=paper.state.value,
        sign=SIGNS[paper.state],
        tone=TONES[paper.state],
        asked=CHANGEABLE if is_open and paper.state in HELD else ASKED[paper.state],
        reason=paper.reason,
        thumbnail=paper.public_id if has_thumbnail else None,
        is_pdf=paper.is_there and not has_thumbnail,
        is_open=is_open,
    )


def _empty(kind: PaperKind, place: int) -> PhotoField:
    missing = PaperState.MISSING
    asked = ASKED[missing] if place == 1 else "还有就再拍一张，没有就不用"
    state, sign = (missing.value, SIGNS[missing]) if place == 1 else ("可加", "+")
    label = _label(kind, place)
    return PhotoField(slug(kind), place, label, state, sign, "quiet", asked, "", None, False, True, place > 1)


def _label(kind: PaperKind, place: int) -> str:
    return kind.value if place == 1 else f"{kind.value}第 {place} 张"
