"""What is to leave the house: messages, alerts, cards, links; a row in the transaction of its cause."""
