"""学员: phones, opting out, signing in, problems told."""
