"""Personal data that has outlived its purpose, and who looked at what."""
