"""Views: they read what was sent, call a selector or a service, and choose a template. Nothing else."""
