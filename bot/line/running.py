"""The bot as one process: a connection, a crew, and rounds; stopped together."""

import asyncio
from threading import Event, Thread

from bot.line.house import House
from bot.line.lanes import Lanes
from bot.line.rounds import PACE, Pace, attend_meetings, make_rounds, resume_waiting
from bot.line.stream import Patience, SteadyClient, make_client


def run_bot(house: House, stop: Event, patience: Patience | None = None, pace: Pace = PACE) -> None:
    """Serve the chat until `stop` is set; what is being worked on comes to its end."""
    lanes = Lanes()
    rounds = (
        Thread(target=make_rounds, args=(house, stop, pace.rounds), name="rounds"),
        Thread(target=resume_waiting, args=(house, lanes, stop, pace.waiting), name="waiting"),
        Thread(target=attend_meetings, args=(house, stop, pace.meetings), name="meetings"),
    )
    for each in rounds:
        each.start()
    try:
        asyncio.run(_stay_connected(make_client(house, lanes, patience), stop))
    finally:
        stop.set()
        for each in rounds:
            each.join()
        lanes.finish()
        house.note_usage()


async def _stay_connected(client: SteadyClient, stop: Event) -> None:
    connection = asyncio.create_task(client.start())
    told = asyncio.create_task(asyncio.to_thread(stop.wait))
    await asyncio.wait((connection, told), return_when=asyncio.FIRST_COMPLETED)
    # Also where the connection ended by a fault: whoever waits for the stop must not wait for ever.
    stop.set()
    await client.stop()
    await connection
