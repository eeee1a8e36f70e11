"""Each measurement in a fresh process of its own, so that none inherits the memory or caches of another."""

import multiprocessing
import resource
import sys
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from time import perf_counter
from typing import Any

# Linux counts in KiB, macOS in bytes.
UNITS_PER_MIB = 1024**2 if sys.platform == "darwin" else 1024


@dataclass(frozen=True)
class Measured:
    """What a function took; `peak_mib` is the most memory its process ever held."""

    seconds: float
    peak_mib: float
    answer: Any = None


def measure(work: Callable[..., Any], *arguments: Any) -> Measured:
    """Run `work` (importable by name) in a new process; an error in it is raised here."""
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=_run, args=(theirs, work, arguments))
    process.start()
    theirs.close()
    try:
        found: Measured = ours.recv()
    except EOFError:
        raise RuntimeError(f"{work.__name__} did not come to its end; its words are above") from None
    finally:
        process.join()
    return found


def _run(told: Connection, work: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    begun = perf_counter()
    answer = work(*arguments)
    seconds = perf_counter() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / UNITS_PER_MIB
    told.send(Measured(seconds, peak, answer))
