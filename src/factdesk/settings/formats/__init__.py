"""How dates are written and read, by language: day first in both, and a date that reads two ways is not taken."""
