"""What people write in passing, as it is kept."""


def written(text: str | None) -> str | None:
    """A text without blanks around it; a blank one says nothing."""
    return (text or "").strip() or None
