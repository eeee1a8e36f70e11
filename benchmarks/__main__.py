"""`make bench`: run everything, print the table, keep it. Arguments choose among BENCHMARKS."""

import sys
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import chat, claims, faces, home, keys, lists, outbox, punches, pushes, reminders, rosters
from benchmarks.results import RESULTS, as_markdown
from training.notice.clock import SHANGHAI

BENCHMARKS = {
    "rosters": rosters,
    "punches": punches,
    "pushes": pushes,
    "home": home,
    "outbox": outbox,
    "reminders": reminders,
    "chat": chat,
    "claims": claims,
    "faces": faces,
    "keys": keys,
    "lists": lists,
}


def main(chosen: list[str]) -> None:
    """A run of everything is kept in RESULTS.md; a run of some only printed."""
    unknown = sorted(set(chosen) - set(BENCHMARKS))
    if unknown:
        sys.exit(f"no benchmark {', '.join(unknown)}; there are {', '.join(BENCHMARKS)}")
    today = datetime.now(SHANGHAI).date()
    results = []
    with TemporaryDirectory(prefix="chaban-bench-") as folder:
        for name in chosen or BENCHMARKS:
            print(f"{name} …", file=sys.stderr, flush=True)
            results += BENCHMARKS[name].run(Path(folder, name), today)
    text = as_markdown(results, today)
    print(text)
    if not chosen:
        RESULTS.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
