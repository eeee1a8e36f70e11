"""The line to DingTalk: the Stream connection, its interfaces, what comes and what goes."""
