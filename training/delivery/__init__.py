"""Sending what the outbox holds, and what the providers say of it."""
