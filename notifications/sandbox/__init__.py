"""A local stand-in of the Twilio REST API with a page that shows the phones. Never for production."""
