"""What the bot says unasked: alerts to whom they concern, and meetings to who holds them."""
