"""The review of C1 claims, the counter, who opened whose papers."""
