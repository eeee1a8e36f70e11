"""From the meeting to the payment."""
