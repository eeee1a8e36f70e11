"""The JSON API, version 1, for trainees' apps and for staff programs; described by its OpenAPI document."""
