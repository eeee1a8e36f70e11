"""What happened to a class, over all subjects: who did what, when and why."""
