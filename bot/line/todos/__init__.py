"""What is owed in DingTalk's own lists: of things to do (待办), and of dates (日程)."""
