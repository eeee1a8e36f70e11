"""One sender a provider of SMS."""
