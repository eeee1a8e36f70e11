"""The trainee's pages on the phone."""
