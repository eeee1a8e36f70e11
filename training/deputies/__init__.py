"""代理: who stands in for whom on days of absence, and whose hand was in an act."""
