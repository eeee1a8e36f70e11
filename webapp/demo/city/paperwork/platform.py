"""供需对接平台: what 九原区 handed on of its qualified people; one of them is to be handed on again."""

from training.notice.permissions import Permission
from training.talent.acts.export_talent import export_talent
from training.talent.acts.note_entry import EntrySaid, note_entry
from training.talent.views.see_batches import see_batch
from training.talent.views.to_export import to_export
from webapp.demo.city.city import City
from webapp.demo.city.staff import IN_JIUYUAN

REFUSED = "2 平台上已有同一手机号，请核实"


def hand_on_qualified(city: City) -> None:
    """The file of the day before yesterday, entered yesterday but for one line."""
    staff = city.who(IN_JIUYUAN)
    if staff.district_id is None:
        return
    many = len(to_export(city.session, staff.district_id).changed)
    made = export_talent(city.session, staff, str(many), now=city.at(-2, "10:30"))
    own = see_batch(city.session, staff, made.public_id, Permission.EXPORT_TALENT)
    note_entry(city.session, staff, own, EntrySaid(city.day(-1), REFUSED), now=city.at(-1, "11:20"))
