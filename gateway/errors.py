"""The gateway's refusals beside those of its parts: stable code, sentence in both languages, remedy."""

from chassis.errors import Conflict, Forbidden, Invalid, NotFound, Refusal


class SignInFailed(Refusal):
    """User number or password is wrong, or the user is disabled; the answer doesn't say which."""

    status = 401
    code = "sign_in_failed"
    en = "User number or password is wrong, or the user is disabled. After several failures signing in pauses."
    zh = "用户编号或密码有误,或用户已停用;多次失败后将暂停登录。"


class SignInThrottled(Refusal):
    """Signing in failed too often; the next attempt is looked at only after the pause."""

    status = 429
    code = "sign_in_throttled"
    en = "Signing in failed too often. Try again in {seconds} seconds."
    zh = "登录失败次数过多,请在 {seconds} 秒后重试。"

    def details(self) -> dict[str, object]:
        return {"retry_after": self.names["seconds"]}


class CsrfTokenMissing(Forbidden):
    """A change authenticated by cookie comes without the session's X-CSRF-Token."""

    code = "csrf_token_missing"
    en = "A change signed in by cookie needs the X-CSRF-Token that GET /api/v1/session shows."
    zh = "以 Cookie 登录时,修改请求须带 X-CSRF-Token(见 GET /api/v1/session)。"


class PasswordWrong(Forbidden):
    """The current password given for a change of password is wrong."""

    code = "password_wrong"
    en = "The current password is wrong; nothing was changed."
    zh = "当前密码不正确,未作修改。"


class PasswordTooSimple(Invalid):
    """The password is short, common or contains the user's number."""

    code = "password_too_simple"
    en = "Take a password of at least {least} characters, not all alike, without your user number."
    zh = "密码至少 {least} 个字符,不可为单一重复字符,且不得含用户编号。"


class NumberTaken(Conflict):
    """Another user has this user number; numbers are never reused."""

    code = "user_number_taken"
    en = "User number {number} is taken; user numbers are never given twice."
    zh = "用户编号 {number} 已被使用,编号不得重复。"


class AdministratorDoesNoBusiness(Invalid):
    """The administrator's role was combined with a business role."""

    code = "administrator_does_no_business"
    en = "The role admin stands alone: who administers users has no business role. Use two users."
    zh = "系统管理员角色不得与业务角色合并,请分设两个用户。"


class OwnRolesUnchangeable(Conflict):
    """Someone tried to change his own roles or department, or to disable himself."""

    code = "own_roles_unchangeable"
    en = "Nobody changes roles, department or state of his own user; ask another administrator."
    zh = "不得修改本人的角色、部门或启用状态,请由另一位管理员办理。"


class LastAdministrator(Conflict):
    """Without this user nobody could administer users any more."""

    code = "last_administrator"
    en = "{number} is the last enabled administrator; make another one first."
    zh = "{number} 是最后一位启用的系统管理员,请先设置另一位。"


class SecretUsed(Conflict):
    """The one-time secret made an administrator already."""

    code = "secret_used"
    en = "This secret made its administrator already; further ones are made by an administrator."
    zh = "该一次性口令已建立过系统管理员;其他管理员由管理员建立。"


class SecretWrong(Forbidden):
    """The one-time secret doesn't fit or has run out."""

    code = "secret_wrong"
    en = "The one-time secret is wrong or older than a day; `python -m gateway admin-secret` prints a new one."
    zh = "一次性口令有误或已超过一天;可运行 `python -m gateway admin-secret` 重新生成。"


class PermissionNotYours(Invalid):
    """An API token was asked for with a permission its owner doesn't have."""

    code = "permission_not_yours"
    en = "You don't have the permission {permission}, so a token of yours can't have it."
    zh = "您没有权限 {permission},所建令牌也不能拥有。"


class TooFarAhead(Invalid):
    """An API token was asked for that ends too late or already has."""

    code = "expiry_out_of_bounds"
    en = "An API token ends between now and {days} days from now."
    zh = "API 令牌的有效期须在当前至 {days} 天之内。"


class NoSessionToEnd(Conflict):
    """An API token was asked to sign out."""

    code = "no_session_to_end"
    en = "An API token has no session to end; POST /api/v1/api-tokens/{id}/revoke makes it worthless."
    zh = "API 令牌没有可结束的会话;如需停用请用 POST /api/v1/api-tokens/{id}/revoke 撤销。"


class ApiTokenNeeded(Forbidden):
    """A service token was asked for by a session instead of an API token."""

    code = "api_token_needed"
    en = "Service tokens are given to API tokens; make one at /api/v1/api-tokens."
    zh = "服务令牌只发给 API 令牌,请先在 /api/v1/api-tokens 建立。"


class UnknownService(NotFound):
    """No service of this name stands behind the gateway."""

    code = "unknown_service"
    en = "There is no service {service} here; there are: {known}."
    zh = "没有名为 {service} 的服务;现有:{known}。"


class ServiceDistrustsGateway(Refusal):
    """A service refused the gateway's token: its public keys aren't this gateway's, or clocks differ."""

    status = 502
    code = "service_distrusts_gateway"
    en = "The service {service} doesn't accept this gateway's tokens; operations must give it the gateway's public keys."
    zh = "服务 {service} 不接受本网关签发的令牌,请运维人员为其配置网关公钥。"
