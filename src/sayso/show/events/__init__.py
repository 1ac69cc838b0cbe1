"""Events in, the ways to show them out."""
