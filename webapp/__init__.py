"""The web: pages for trainees, the JSON API, and the `chaban` command that composes the whole product."""
