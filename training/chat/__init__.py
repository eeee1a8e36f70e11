"""What the chat keeps: messages received, cards, usage."""
