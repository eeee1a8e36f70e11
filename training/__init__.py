"""The subject: what the notice says, what happened, what people do. Knows no HTTP, no chat, no SMS."""
