"""Counters for Prometheus, counted in the database when they are asked for, so that all processes agree."""

from collections.abc import Iterable, Mapping
from hmac import compare_digest
from ipaddress import ip_address

from flask import Blueprint, Response, abort, request
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from training.delivery.views.measure_delivery import Measured, measure_delivery
from webapp.web.house import house, now

blueprint = Blueprint("metrics", __name__)
FORWARDED = frozenset({"Forwarded", "Via", "X-Real-Ip"})


@blueprint.get("/metrics")
def metrics() -> Response:
    if not _may_read():
        abort(404)
    with house().database.reading() as session:
        measured = measure_delivery(session, now=now())
    registry = CollectorRegistry()
    registry.register(_Counted(measured))
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def _may_read() -> bool:
    """With the token from anywhere; without one only this machine itself, where no proxy stands in front."""
    settings = house().settings
    if settings.metrics_token:
        given = request.headers.get("Authorization", "").removeprefix("Bearer ")
        return compare_digest(given.encode(), settings.metrics_token.encode())
    # Who is at the other end of a proxy is what the proxy says, or what whoever asks made it say.
    may_be_forwarded = settings.production or settings.trusted_proxies > 0 or _is_forwarded()
    return not may_be_forwarded and _is_of_this_machine()


def _is_forwarded() -> bool:
    return any(name.startswith("X-Forwarded-") or name in FORWARDED for name, _ in request.headers)


def _is_of_this_machine() -> bool:
    """By the connection itself, whatever was made of it since."""
    original = request.environ.get("werkzeug.proxy_fix.orig", request.environ)
    try:
        return ip_address(original.get("REMOTE_ADDR") or "").is_loopback
    except ValueError:
        return False


class _Counted:
    """What was measured, in Prometheus' own kinds."""

    def __init__(self, measured: Measured):
        self._measured = measured

    def collect(self) -> Iterable[Metric]:
        measured = self._measured
        yield _by_label("chaban_sms_segments", "SMS billed", "provider", measured.segments_by_provider)
        yield _by_label("chaban_sms_attempts", "Attempts", "outcome", measured.attempts_by_outcome)
        yield _by_label("chaban_sms_receipts", "Receipts", "fate", measured.receipts_by_fate)
        yield _by_label("chaban_alerts", "Alerts raised", "kind", measured.alerts_by_kind)
        states = GaugeMetricFamily(
            "chaban_sms_messages", "Messages by template and state", labels=["template", "state"]
        )
        for labels, count in measured.by_template_and_state.items():
            states.add_metric(labels, count)
        paused = GaugeMetricFamily("chaban_sms_channel_paused", "1 while paused", labels=["provider"])
        for provider, is_paused in measured.is_paused.items():
            paused.add_metric([provider], int(is_paused))
        yield from (states, paused)
        yield GaugeMetricFamily(
            "chaban_sms_oldest_waiting_seconds",
            "How long the oldest due message has waited",
            value=measured.oldest_waiting_seconds,
        )


def _by_label(name: str, what: str, label: str, counts: Mapping[str, int]) -> Metric:
    family = CounterMetricFamily(name, what, labels=[label])
    for word, count in counts.items():
        family.add_metric([word], count)
    return family
