"""What holds for users whatever is stored: who may hold which roles together, which passwords do."""

from collections.abc import Iterable

from ...errors import AdministratorDoesNoBusiness, OwnRolesUnchangeable, PasswordTooSimple

ADMIN = "admin"
LEAST_PASSWORD = 12
BY_SOMEONE_ELSE = frozenset({"roles", "department", "enabled"})


def refuse_mixed_roles(roles: Iterable[str]) -> None:
    """Administration and business are two persons' work, so `admin` stands alone."""
    if ADMIN in roles and len(set(roles)) > 1:
        raise AdministratorDoesNoBusiness(pointer="/roles")


def refuse_own_change(is_self: bool, changes: dict[str, object]) -> None:
    """Nobody gives or takes himself roles, moves himself or shuts himself out."""
    if is_self and BY_SOMEONE_ELSE & changes.keys():
        raise OwnRolesUnchangeable


def refuse_simple_password(number: str, password: str) -> None:
    """Length counts; what anyone guesses first doesn't pass."""
    too_alike = len(set(password)) < 4
    if len(password) < LEAST_PASSWORD or too_alike or number.lower() in password.lower():
        raise PasswordTooSimple(pointer="/password", least=LEAST_PASSWORD)


def administers(roles: Iterable[str], enabled: bool) -> bool:
    """Whether a user can administer users."""
    return enabled and ADMIN in roles
