"""DingTalk: a conversation with inspectors, in Stream mode."""
