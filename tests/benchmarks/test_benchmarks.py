"""The benchmarks are run by hand, so what they use could go away unseen."""

from benchmarks.__main__ import BENCHMARKS


def test_every_benchmark_can_be_loaded_and_run():
    assert all(callable(benchmark.run) for benchmark in BENCHMARKS.values())
