"""全景墙 and 摄像机 at the desk: what the classrooms of this half day look like, and through what (R06)."""
