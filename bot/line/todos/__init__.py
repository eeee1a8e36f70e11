"""What is owed in DingTalk's own list of things to do (待办)."""
