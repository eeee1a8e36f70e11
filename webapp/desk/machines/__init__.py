"""考勤机 at the desk: which there are, how they are, what they are asked."""
