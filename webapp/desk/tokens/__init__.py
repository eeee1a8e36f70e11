"""接口令牌 at the desk: made and shown once, listed, revoked."""
