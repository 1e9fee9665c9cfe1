"""Settings: `base` for all, `development` (the sample desk), `production`, `test`."""
