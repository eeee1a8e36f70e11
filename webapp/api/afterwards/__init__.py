"""What became of the qualified, for programs."""
