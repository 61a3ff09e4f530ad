"""What this service does on other services' facts: nothing so far; it is asked and it states."""

from chassis.service import Line

LINES: tuple[Line, ...] = ()
