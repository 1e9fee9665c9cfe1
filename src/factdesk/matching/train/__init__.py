"""Scripts that make the data files this room ships; none of them is imported by the running desk."""
