"""Messages that leave the house: their words, the senders, the delivery from the outbox."""
