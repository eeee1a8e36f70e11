"""视频会议: meetings of video checks, and who was in them (R31)."""
