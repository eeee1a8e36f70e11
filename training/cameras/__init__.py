"""摄像机: cameras in classrooms, which class is seen by which, and why one gives nothing (R06)."""
