"""What is to be done after classes have ended and their lists were approved."""
