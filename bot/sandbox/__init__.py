"""A local stand-in of DingTalk for one robot, with a page to chat on. Never for production."""
