"""How long a test waits for what another process or thread does; only a failure ever takes so long."""

PATIENCE = 240
"""Seconds. A machine with much else to do takes many times what an idle one does."""
IN_A_BROWSER = PATIENCE * 250
"""Milliseconds: a quarter of it, since a page that does not come keeps all others waiting."""
