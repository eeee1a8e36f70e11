"""The subject: what the notice says, what happened, what people do. Knows no HTTP, no DingTalk, no SMS."""
