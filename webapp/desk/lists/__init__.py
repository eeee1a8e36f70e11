"""What all lists of the desk share: their addresses, their frame, their files."""
