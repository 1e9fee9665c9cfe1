"""The forms of requests and answers: what OpenAPI shows."""
