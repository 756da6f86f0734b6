"""Projects: what won and is being done."""
