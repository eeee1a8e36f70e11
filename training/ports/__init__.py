"""What the subject asks of the outside world."""
