from sqlalchemy import Select, select

from training.records.subsidies.region_totals import RegionTotal


def newest_totals() -> Select[RegionTotal]:
    """The latest day first, and of one day what was imported last: that corrects what was before."""
    return select(RegionTotal).order_by(RegionTotal.as_of.desc(), RegionTotal.id.desc())
