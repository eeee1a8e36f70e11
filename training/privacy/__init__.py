"""个人信息: what is stored about somebody, and what is purged."""
