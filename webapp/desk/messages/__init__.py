"""短信 at the desk: what was sent, what did not arrive, what it cost, what would be sent now."""
