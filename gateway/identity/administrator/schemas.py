"""What the first administrator says of himself."""

from chassis.web import fields as f
from chassis.web.fields import Schema

from ..users.schemas import NewUser


class FirstAdministrator(Schema):
    secret = f.text("一次性口令", "One-time secret", max=100, required=True, cls="secret")
    number = NewUser().fields["number"]
    name = f.text("姓名", "Name", max=120, required=True)
    password = f.password("密码", "Password")
