"""Pure modules: no Django, nothing of ours."""
